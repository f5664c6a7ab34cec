import type { IncomingMessage } from 'node:http'

/** Bytes as they came; `too-large` beyond the limit, `no-room` beyond what all may hold, `cut` when the sender went away. */
export type RawBody = Buffer | 'too-large' | 'no-room' | 'cut'

export type BodyLimits = Readonly<{
  maxBytes: number
  /** Held by all bodies that are being read: they are not verified yet. */
  maxHeldBytes: number
}>

/** Reads bodies without touching a byte of them. What exceeds a limit is not kept. */
export function createBodyReader({
  maxBytes,
  maxHeldBytes,
}: BodyLimits): (request: IncomingMessage) => Promise<RawBody> {
  let held = 0
  return (request) => {
    // It may have gone while somebody looked up who it is.
    if (request.destroyed) return Promise.resolve('cut')
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too-large')
    return new Promise((resolve) => {
      const chunks: Buffer[] = []
      let size = 0
      function finish(body: RawBody): void {
        request.off('data', take)
        held -= size
        size = 0
        resolve(body)
        // What still comes is let go by; without this a body nobody wants would stand in the way.
        request.resume()
      }
      function take(chunk: Buffer): void {
        size += chunk.length
        held += chunk.length
        if (size > maxBytes) finish('too-large')
        else if (held > maxHeldBytes) finish('no-room')
        else chunks.push(chunk)
      }
      request.on('data', take)
      request.once('end', () => finish(joinChunks(chunks)))
      request.once('error', () => finish('cut'))
      request.once('close', () => finish('cut'))
    })
  }
}

/** Most bodies come in one piece, which need not be copied. */
function joinChunks(chunks: readonly Buffer[]): Buffer {
  const [only, ...others] = chunks
  return only && others.length === 0 ? only : Buffer.concat(chunks)
}
