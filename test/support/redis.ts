import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import {
  type LocalRedis,
  type RedisEndpoint,
  startLocalRedis,
  toRedisOptions,
} from '../../src/local-redis/local-redis.ts'
import { ensureRedisBinary } from '../../src/sandbox/demo/install-redis.ts'

export type TestRedis = Readonly<{
  target: RedisEndpoint
  /** A client of its own; it survives `stop` and comes back after `restart`. */
  client(): Redis
  /** Redis is down from here on, whoever is connected; what it held is lost, unless it appends. */
  stop(): Promise<void>
  restart(): Promise<void>
  /** Forgets every key. */
  wipe(): Promise<void>
  /** Ends the clients and the server and removes its directory: for afterAll. */
  close(): Promise<void>
}>

/** A private Redis, one for each test file; in memory unless told to append to a file. */
export async function startRedis({ appendOnly = false } = {}): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'v2mom-redis-'))
  const start = () => startLocalRedis({ dir, appendOnly, findBinary: () => ensureRedisBinary({ say: console.error }) })
  let server: LocalRedis | undefined = await start()
  const { target } = server
  const clients: Redis[] = []

  async function once(command: (redis: Redis) => Promise<unknown>): Promise<void> {
    const redis = new Redis({ ...toRedisOptions(target), retryStrategy: () => null })
    redis.on('error', () => {})
    await command(redis)
    redis.disconnect()
  }

  async function stop(): Promise<void> {
    if (server === undefined) return
    // The answer to SHUTDOWN is the end of the connection.
    await once((redis) => redis.shutdown('NOSAVE').catch(() => {}))
    await server.close()
    server = undefined
  }

  return {
    target,
    client() {
      const client = new Redis({ ...toRedisOptions(target), maxRetriesPerRequest: null })
      client.on('error', () => {})
      clients.push(client)
      return client
    },
    stop,
    async restart() {
      await stop()
      server = await start()
    },
    wipe: () => once((redis) => redis.flushall()),
    async close() {
      for (const client of clients) client.disconnect()
      await stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
