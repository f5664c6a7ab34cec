import { createConnection, createServer, type Socket } from 'node:net'

export type TcpDoor = AsyncDisposable & Readonly<{ port: number; url: string }>

/** A port of this machine that leads to a Redis on a unix socket; `rewrite` may change what Redis says. */
export async function openTcpDoor(path: string, rewrite = (said: string) => said): Promise<TcpDoor> {
  const sockets = new Set<Socket>()
  const server = createServer((guest) => {
    const redis = createConnection(path)
    for (const socket of [guest, redis]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        guest.destroy()
        redis.destroy()
      })
    }
    guest.pipe(redis)
    redis.on('data', (chunk) => void guest.write(Buffer.from(rewrite(chunk.toString('latin1')), 'latin1')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
