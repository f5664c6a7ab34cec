import { createHash } from 'node:crypto'
import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { RedisEndpoint } from '../store/redis-endpoint.ts'
import { findRedisBinary } from './find-binary.ts'
import { startRedisProcess } from './spawn-server.ts'
import { withStartLock } from './start-lock.ts'

export { type RedisEndpoint, toRedisOptions } from '../store/redis-endpoint.ts'

export type LocalRedisOptions = Readonly<{
  /** Holds its socket, log and append-only files. */
  dir: string
  /** True keeps the data across restarts (append-only file, synced every second); false keeps it in memory only. */
  appendOnly: boolean
  /** Resolves to the full path of redis-server; default: the one on the PATH. */
  findBinary?: () => Promise<string>
}>

export type LocalRedis = Readonly<{
  target: RedisEndpoint
  /** Stops the server, unless another process still uses it. */
  close(): Promise<void>
}>

const TIMEOUT_MS = 5_000
/** Paths of unix sockets are limited to 104 bytes on macOS and 108 on Linux. */
const MAX_SOCKET_BYTES = 100

/**
 * A private redis-server on a unix socket in `dir`; one that runs there already is shared. Throws, with the next step,
 * when redis-server is missing, does not start or does not answer.
 */
export async function startLocalRedis({ findBinary = findRedisBinary, ...options }: LocalRedisOptions) {
  const dir = resolve(options.dir)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const path = await toSocketPath(dir)
  const keepAlive = await withStartLock(join(dir, 'redis.lock'), async () => {
    const running = await tryConnect(path)
    if (running) return running
    await startRedisProcess({ binary: await findBinary(), dir, path, appendOnly: options.appendOnly })
    const started = await tryConnect(path)
    if (started) return started
    throw new Error(`redis-server ended as soon as it was ready: see ${join(dir, 'redis.log')}.`)
  })
  return { target: { path }, close: () => release(keepAlive) } satisfies LocalRedis
}

/** In `dir`, or in a short directory of the same user where that path would be too long. */
async function toSocketPath(dir: string): Promise<string> {
  const path = join(dir, 'redis.sock')
  if (Buffer.byteLength(path) <= MAX_SOCKET_BYTES) return path
  const short = join(tmpdir(), `v2mom-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`)
  await mkdir(short, { recursive: true, mode: 0o700 })
  // Any user may create names in the temp directory, so the directory may be another user's.
  const { uid } = await lstat(short)
  if (process.getuid && uid !== process.getuid()) throw new Error(`${short} belongs to another user: remove it.`)
  return join(short, 'redis.sock')
}

/**
 * A connection to the server on this socket; undefined when no server listens. The caller keeps it open while it uses the
 * server, so that other processes see that the server is in use.
 */
async function tryConnect(path: string): Promise<Redis | undefined> {
  const client = new Redis({
    path,
    lazyConnect: true,
    connectionName: 'keep-alive',
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
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

/** Ends the connection, and the server when this was its last client. */
async function release(keepAlive: Redis): Promise<void> {
  const closed = new Promise<void>((done) => keepAlive.once('end', done))
  // The server has stopped already.
  if (keepAlive.status !== 'ready') return keepAlive.disconnect()
  // The answer to SHUTDOWN is the end of the connection.
  if (await isLastClient(keepAlive).catch(() => false)) await keepAlive.shutdown().catch(() => {})
  keepAlive.disconnect()
  await closed
}

/** Polls for a moment, since connections that were just closed may still be listed. */
async function isLastClient(keepAlive: Redis): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const clients = String(await keepAlive.client('LIST'))
    if (clients.trim().split('\n').length === 1) return true
    await sleep(10)
  }
  return false
}
