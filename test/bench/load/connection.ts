import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A kept-alive HTTP connection that carries one request at a time and costs its process as little as can be. */
export type Connection = Readonly<{
  /** Sends a whole request, headers included; tells the status of its answer. */
  send(request: Buffer, answered: (status: number) => void): void
  close(): void
}>

/** Opens connections to a receiver on loopback. */
export async function openConnections(port: number, count: number): Promise<Connection[]> {
  return Promise.all(Array.from({ length: count }, () => open(port)))
}

// A client of node:http costs as much as the server it measures, and there are only two cores.
async function open(port: number): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let answered: (status: number) => void = () => {}
  readAnswers(socket, (status) => answered(status))
  return {
    send(request, then) {
      answered = then
      socket.write(request)
    },
    close: () => void socket.destroy(),
  }
}

/** Both receivers answer with headers and a body of known length, which is thrown away. */
function readAnswers(socket: Socket, answered: (status: number) => void): void {
  let text = ''
  socket.setEncoding('latin1')
  socket.on('error', () => answered(0))
  socket.on('close', () => answered(0))
  socket.on('data', (chunk: string) => {
    text += chunk
    const end = text.indexOf('\r\n\r\n')
    if (end < 0 || text.length < end + 4 + lengthOf(text)) return
    const status = Number(text.slice(9, 12))
    text = ''
    answered(status)
  })
}

function lengthOf(headers: string): number {
  return Number(/\r\ncontent-length: (\d+)/i.exec(headers)?.[1] ?? 0)
}
