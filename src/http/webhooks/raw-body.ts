import type { IncomingMessage } from 'node:http'

/**
 * The bytes as they came; `too-large` beyond the limit for one body, `overloaded` beyond the limit for all bodies that are
 * being read, `aborted` when the sender hung up.
 */
export type RawBody = Buffer | 'too-large' | 'overloaded' | 'aborted'

export type BodyLimits = Readonly<{
  maxBytes: number
  /** For all bodies that are being read: none of them is verified yet. */
  maxHeldBytes: number
}>

/** Reads bodies without decoding them. What exceeds a limit is not kept. */
export function createBodyReader({
  maxBytes,
  maxHeldBytes,
}: BodyLimits): (request: IncomingMessage) => Promise<RawBody> {
  let heldBytes = 0
  return (request) => {
    // The sender may have hung up while its token was looked up.
    if (request.destroyed) return Promise.resolve('aborted')
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve('too-large')
    return new Promise((resolve) => {
      const chunks: Buffer[] = []
      let bytes = 0
      function settle(body: RawBody): void {
        request.off('data', onData)
        heldBytes -= bytes
        bytes = 0
        resolve(body)
        // Drain the rest, else the socket stays paused.
        request.resume()
      }
      function onData(chunk: Buffer): void {
        bytes += chunk.length
        heldBytes += chunk.length
        if (bytes > maxBytes) settle('too-large')
        else if (heldBytes > maxHeldBytes) settle('overloaded')
        else chunks.push(chunk)
      }
      request.on('data', onData)
      // Most bodies come in one chunk, which need not be copied.
      request.once('end', () => settle(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
      request.once('error', () => settle('aborted'))
      request.once('close', () => settle('aborted'))
    })
  }
}
