import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { findRedisBinary } from '../../../src/local-redis/find-binary.ts'
import { findFreePort } from '../../../src/sandbox/demo/free-port.ts'
import { until } from './until.ts'

export type BenchRedis = AsyncDisposable & Readonly<{ url: string; client: Redis; usedBytes(): Promise<number> }>

/**
 * A redis-server of its own on loopback, append-only and synced every second, as in production. The file is not rewritten
 * meanwhile: a fork at a time of Redis's choosing would hit one side of a comparison and not the other.
 */
export async function startRedis(): Promise<BenchRedis> {
  const binary = await findRedisBinary()
  const dir = await mkdtemp(join(tmpdir(), 'v2mom-bench-'))
  const port = await findFreePort(0)
  const network = ['--bind', '127.0.0.1', '--port', String(port)]
  const durable = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--auto-aof-rewrite-percentage', '0']
  const server = spawn(binary, [...network, '--dir', dir, '--save', '', ...durable], { stdio: 'ignore', env: {} })
  const ended = once(server, 'exit')
  const url = `redis://127.0.0.1:${port}`
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 })
  client.on('error', () => {}) // until it is up
  await until('Redis answers', async () => (await client.ping()) === 'PONG', 10_000)
  return {
    ...{ url, client },
    usedBytes: async () => Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]),
    async [Symbol.asyncDispose]() {
      client.disconnect()
      server.kill('SIGKILL')
      await ended
      await rm(dir, { recursive: true, force: true })
    },
  }
}
