import { connect, createServer, type Server, type Socket } from 'node:net'
import { Redis } from 'ioredis'
import { type RedisEndpoint, toRedisOptions } from '../../src/local-redis/local-redis.ts'

/** A TCP door with a password in front of a Redis on a unix socket. */
export type RedisDoor = AsyncDisposable &
  Readonly<{
    url: string
    /** Cuts every connection. */
    cut(): void
    /** Lets nobody in until `open`. */
    shut(): Promise<void>
    open(): Promise<void>
    /** Redis wants another password from now on; undefined: none. */
    wants(password: string | undefined): Promise<void>
  }>

export async function openRedisDoor(target: RedisEndpoint, password: string): Promise<RedisDoor> {
  const address = toRedisOptions(target)
  if (!('path' in address)) throw new Error('The Redis of tests is on a unix socket')
  const inside = new Redis({ ...address, maxRetriesPerRequest: null })
  inside.on('error', () => {})
  const sockets = new Set<Socket>()
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const door: Server = createServer((outer) => {
    const inner = connect(address.path)
    for (const [one, other] of [
      [outer, inner],
      [inner, outer],
    ] as const) {
      sockets.add(one)
      one
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(one)
          other.destroy()
        })
      one.pipe(other)
    }
  })
  const listen = (port: number) => new Promise<void>((resolve) => door.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const found = door.address()
  const port = typeof found === 'object' && found ? found.port : 0
  const wants = async (word: string | undefined) => void (await inside.config('SET', 'requirepass', word ?? ''))
  await wants(password)
  return {
    url: `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    cut,
    async shut() {
      const closed = new Promise((resolve) => door.close(resolve))
      cut()
      await closed
    },
    open: () => listen(port),
    wants,
    async [Symbol.asyncDispose]() {
      await wants(undefined)
      inside.disconnect()
      cut()
      await new Promise((resolve) => door.close(resolve))
    },
  }
}
