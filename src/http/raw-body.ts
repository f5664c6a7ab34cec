import type { IncomingMessage } from 'node:http'

/** Bytes as they came; `too-large` beyond the limit, `cut` when the sender went away. */
export type RawBody = Buffer | 'too-large' | 'cut'

/** Reads the body without touching a byte of it. What exceeds the limit is not kept. */
export function readRawBody(request: IncomingMessage, maxBytes: number): Promise<RawBody> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too-large')
  return new Promise((done) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) chunks.length = 0
      else chunks.push(chunk)
      if (size > maxBytes) done('too-large')
    })
    request.once('end', () => done(Buffer.concat(chunks)))
    request.once('error', () => done('cut'))
    request.once('close', () => done('cut'))
  })
}
