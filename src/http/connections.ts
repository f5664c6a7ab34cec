import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Keeps the number of connections down, so that those who hold them for nothing do not keep others out: when it becomes
 * tight the idle ones go, then whoever has been sending the same request for longest.
 */
export function limitConnections(server: Server, maxConnections: number): void {
  const open = new Set<Socket>()
  const sending = new Set<Socket>()
  // A few more than are kept: the newcomer must be let in before another one goes.
  server.maxConnections = maxConnections + 16

  server.on('connection', (socket: Socket) => {
    open.add(socket)
    sending.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      sending.delete(socket)
    })
    if (open.size <= maxConnections) return
    server.closeIdleConnections()
    if (countAlive(open) > maxConnections) first(sending)?.destroy()
  })

  server.on('request', (request: IncomingMessage) => {
    const { socket } = request
    // Last in line again, and out of it as soon as all has come.
    sending.delete(socket)
    sending.add(socket)
    request.once('end', () => sending.delete(socket))
  })
}

function countAlive(sockets: Iterable<Socket>): number {
  let count = 0
  for (const { destroyed } of sockets) if (!destroyed) count += 1
  return count
}

function first<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item
  return undefined
}
