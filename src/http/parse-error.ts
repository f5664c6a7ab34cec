import { type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { PLAIN_HEADERS } from './errors.ts'

/** Answers what is no HTTP, too large or too slow: Node rejects it before there is a request, and sends no headers of ours. */
export function respondToParseErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable) return void socket.destroy()
    const status = STATUSES[error.code ?? ''] ?? 400
    const headers = Object.entries(PLAIN_HEADERS).map(([name, value]) => `${name}: ${value}`)
    const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'Connection: close', 'Content-Length: 0', ...headers]
    socket.end(`${lines.join('\r\n')}\r\n\r\n`)
  })
}

const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}
