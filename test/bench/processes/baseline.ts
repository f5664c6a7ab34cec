import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Redis } from 'ioredis'
import { serve } from '../machine/rpc.ts'
import { readUsage } from '../machine/usage.ts'

export type FloorOptions = Readonly<{ redisUrl: string; port: number; secrets: Readonly<Record<string, string>> }>

export type FloorFunctions = typeof functions

/** The least a receiver can do: bare `node:http`, verify the bytes, one durable `XADD` of the body, answer. */
const { redisUrl, port, secrets } = JSON.parse(process.argv[2] ?? '') as FloorOptions
const redis = new Redis(redisUrl)

function receive(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => void chunks.push(chunk))
  request.once('end', () => void store(request, Buffer.concat(chunks), response))
}

async function store(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
  const expected = createHmac('sha256', secrets[request.url ?? ''] ?? '')
    .update(body)
    .digest()
  const given = Buffer.from(String(request.headers['x-hook-signature']), 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    response.writeHead(401).end()
    return
  }
  // Old entries go, so that Redis holds as much at the end of a run as at its beginning.
  await redis.xadd('bench:floor', 'MAXLEN', '~', 1000, '*', 'body', body)
  response.writeHead(200).end()
}

const functions = { usage: readUsage }
// As long as ours: the connections stay open while the other one has its turn.
const server = createServer({ keepAliveTimeout: 65_000 }, receive).listen(port, '127.0.0.1')
await once(server, 'listening')
serve(functions)
