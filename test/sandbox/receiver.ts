import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

export type Received = Readonly<{ headers: IncomingMessage['headers']; raw: string; events: readonly Event[] }>
export type Event = Readonly<{
  user: { gid: string } | null
  action: string
  resource: { gid: string; resource_type: string; resource_subtype?: string }
  parent: { gid: string; resource_type: string } | null
  change?: Record<string, unknown>
}>

/** A webhook target: shakes hands, and answers deliveries with the statuses it is given, then with 200. */
export async function startReceiver(handshake: 'ok' | 'silent' | 'wrong' | '500' = 'ok') {
  const received: Received[] = []
  const statuses: number[] = []
  const server = createServer(async (request, response) => {
    const raw = await text(request)
    const secret = request.headers['x-hook-secret']
    if (secret !== undefined) {
      const back = {
        ok: { 'X-Hook-Secret': secret },
        silent: {},
        wrong: { 'X-Hook-Secret': 'x' },
        '500': { 'X-Hook-Secret': secret },
      }
      return response.writeHead(handshake === '500' ? 500 : 204, back[handshake]).end()
    }
    received.push({ headers: request.headers, raw, events: JSON.parse(raw).events })
    return response.writeHead(statuses.shift() ?? 200).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    target: `http://127.0.0.1:${port}/hook?token=abc`,
    received,
    statuses,
    events: () => received.flatMap(({ events }) => events),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}
