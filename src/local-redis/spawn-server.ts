import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type RedisProcessOptions = Readonly<{
  /** Full path of redis-server. */
  binary: string
  /** Working directory, with the log and the append-only files. */
  dir: string
  /** Path of its unix socket. */
  path: string
  appendOnly: boolean
}>

/** A large append-only file takes a while to load. */
const START_TIMEOUT_MS = 60_000
const POLL_INTERVAL_MS = 5

/**
 * Starts a redis-server that may outlive this process, and resolves when it accepts connections. Throws with the last
 * lines of its log when it does not.
 */
export async function startRedisProcess(options: RedisProcessOptions): Promise<void> {
  const logFile = join(options.dir, 'redis.log')
  const log = await open(logFile, 'w', 0o600)
  try {
    // Detached, so that Ctrl-C does not end it first. The environment is empty, since that of the service holds the token.
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
  const exited = new Promise<string>((resolve) => {
    server.once('error', (error) => resolve(error.message))
    server.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`))
  })
  const deadline = AbortSignal.timeout(START_TIMEOUT_MS)
  let reason: string | undefined
  while (reason === undefined && !deadline.aborted) {
    if (/ready to accept connections/i.test(await readFile(logFile, 'utf8'))) return
    reason = await Promise.race([exited, sleep(POLL_INTERVAL_MS, undefined)])
  }
  server.kill()
  const tail = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-5).join('\n')
  throw new Error(`redis-server did not start: ${reason ?? 'it was not ready in time'}.\n${tail}`)
}
