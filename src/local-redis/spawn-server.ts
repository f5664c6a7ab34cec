import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type RedisProcessOptions = Readonly<{
  binary: string
  dir: string
  /** Of its unix socket. */
  path: string
  appendOnly: boolean
}>

/** Loading a large append-only file takes a while. */
const READY_WITHIN_MS = 60_000

/** Starts a redis-server that outlives us if need be, and waits until it accepts connections. */
export async function startRedisProcess(options: RedisProcessOptions): Promise<void> {
  const logFile = join(options.dir, 'redis.log')
  const log = await open(logFile, 'w', 0o600)
  try {
    // Detached, so that Ctrl-C reaches us first; with an empty environment, since ours holds the Asana token.
    const stdio: ['ignore', number, number] = ['ignore', log.fd, log.fd]
    const server = spawn(options.binary, toArguments(options), { cwd: options.dir, detached: true, stdio, env: {} })
    server.unref()
    await awaitReady(server, logFile)
  } finally {
    await log.close()
  }
}

function toArguments({ dir, path, appendOnly }: RedisProcessOptions): string[] {
  const network = ['--port', '0', '--unixsocket', path, '--unixsocketperm', '700']
  const persistence = appendOnly ? ['--appendonly', 'yes', '--appendfsync', 'everysec'] : ['--appendonly', 'no']
  return [...network, '--dir', dir, '--save', '', ...persistence, '--maxmemory-policy', 'noeviction']
}

async function awaitReady(server: ChildProcess, logFile: string): Promise<void> {
  const ended = new Promise<string>((done) => {
    server.once('error', (error) => done(error.message))
    server.once('exit', (code, signal) => done(`it ended with ${signal ?? code}`))
  })
  const deadline = AbortSignal.timeout(READY_WITHIN_MS)
  let end: string | undefined
  while (end === undefined && !deadline.aborted) {
    if (/ready to accept connections/i.test(await readFile(logFile, 'utf8'))) return
    end = await Promise.race([ended, sleep(5, undefined)])
  }
  server.kill()
  throw new Error(`redis-server did not start: ${end ?? 'it was not ready in time'}.\n${await readTail(logFile)}`)
}

async function readTail(logFile: string): Promise<string> {
  return (await readFile(logFile, 'utf8')).trim().split('\n').slice(-5).join('\n')
}
