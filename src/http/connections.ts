import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Closes connections beyond the limit, so that slow clients do not keep others out: first the idle ones, then the one that
 * has been sending the same request for longest.
 */
export function limitConnections(server: Server, maxConnections: number): void {
  const open = new Set<Socket>()
  const sending = new Set<Socket>()
  // Above the limit, since a new connection is accepted before another one is closed.
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
    const alive = [...open].filter(({ destroyed }) => !destroyed).length
    if (alive > maxConnections) sending.values().next().value?.destroy()
  })

  server.on('request', (request: IncomingMessage) => {
    const { socket } = request
    // A new request counts from now; one that is complete does not count.
    sending.delete(socket)
    sending.add(socket)
    request.once('end', () => sending.delete(socket))
  })
}
