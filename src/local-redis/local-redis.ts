import { createHash } from 'node:crypto'
import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { RedisTarget } from '../store/redis-target.ts'
import { ensureRedisBinary } from './find-binary.ts'
import { startRedisProcess } from './spawn-server.ts'
import { withStartLock } from './start-lock.ts'

export { type RedisTarget, toRedisOptions } from '../store/redis-target.ts'
export { ensureRedisBinary } from './find-binary.ts'

export type LocalRedisOptions = Readonly<{
  /** Holds its socket, log and append-only files. */
  dir: string
  /** True keeps the data across restarts (append-only file, synced every second); false keeps it in memory only. */
  appendOnly: boolean
  /** May a missing redis-server be installed? Default: no. */
  install?: boolean
  /** Called with progress on what takes long. */
  say?: (message: string) => void
}>

export type LocalRedis = Readonly<{
  target: RedisTarget
  /** Leaves the server; the last one out stops it. */
  close(): Promise<void>
}>

const ANSWERS_WITHIN_MS = 5_000
/** Addresses of unix sockets end at 104 bytes on macOS and 108 on Linux. */
const MAX_SOCKET_BYTES = 100

/** A redis-server of our own on a unix socket in `dir`. One that already answers there is joined, not doubled. */
export async function startLocalRedis(options: LocalRedisOptions): Promise<LocalRedis> {
  const dir = resolve(options.dir)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = await toSocketPath(dir)
  const presence = await withStartLock(join(dir, 'redis.lock'), () => enter(options, dir, path))
  return { target: { path }, close: () => leave(presence) }
}

async function toSocketPath(dir: string): Promise<string> {
  const path = join(dir, 'redis.sock')
  if (Buffer.byteLength(path) <= MAX_SOCKET_BYTES) return path
  const short = join(tmpdir(), `v2mom-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`)
  await mkdir(short, { recursive: true, mode: 0o700 })
  // Any user may create names in the temp directory: only a directory of this user is trusted.
  const { uid } = await lstat(short)
  if (process.getuid && uid !== process.getuid()) throw new Error(`${short} belongs to another user: remove it.`)
  return join(short, 'redis.sock')
}

async function enter(options: LocalRedisOptions, dir: string, path: string): Promise<Redis> {
  const { appendOnly, install = false, say = () => {} } = options
  const running = await greet(path)
  if (running) return running

  await startRedisProcess({ binary: await ensureRedisBinary({ install, say }), dir, path, appendOnly })
  const started = await greet(path)
  if (started) return started
  throw new Error(`redis-server ended as soon as it was ready: see ${join(dir, 'redis.log')}.`)
}

/**
 * A connection to the server on this socket, undefined when no server listens. It stays open as long as this process uses the server, so
 * that other processes see on leaving that it is still in use.
 */
async function greet(path: string): Promise<Redis | undefined> {
  const client = new Redis({
    path,
    lazyConnect: true,
    connectionName: 'presence',
    connectTimeout: ANSWERS_WITHIN_MS,
    commandTimeout: ANSWERS_WITHIN_MS,
    retryStrategy: () => null,
  })
  let failure: (Error & { code?: string }) | undefined
  client.on('error', (error) => {
    failure = error
  })
  try {
    await client.connect()
    return client
  } catch (error) {
    client.disconnect()
    if (failure?.code === 'ENOENT' || failure?.code === 'ECONNREFUSED') return undefined
    throw new Error(`The redis-server on ${path} does not answer (${failure?.message ?? String(error)}): stop it.`)
  }
}

async function leave(presence: Redis): Promise<void> {
  const closed = new Promise<void>((done) => presence.once('end', done))
  if (presence.status !== 'ready') return presence.disconnect()
  // A server that stopped by itself needs nothing more, and the answer to SHUTDOWN is the end of the connection.
  if (await isAlone(presence).catch(() => false)) await presence.shutdown().catch(() => {})
  presence.disconnect()
  await closed
}

// Connections closed a moment ago may still be listed, so look more than once.
async function isAlone(presence: Redis): Promise<boolean> {
  for (let look = 0; look < 5; look += 1) {
    const clients = String(await presence.client('LIST'))
    if (clients.trim().split('\n').length === 1) return true
    await sleep(10)
  }
  return false
}
