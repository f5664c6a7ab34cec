import { createHmac, timingSafeEqual } from 'node:crypto'

/** What Asana puts into X-Hook-Signature: the HMAC-SHA256 of the body under the webhook's secret, in hex. */
export function sign(secret: string, bytes: Uint8Array): string {
  return createHmac('sha256', secret).update(bytes).digest('hex')
}

/** Whether a header can be a signature at all: without one the body need not be read. */
export function isSignature(header: string | undefined): header is string {
  return header !== undefined && /^[0-9a-f]{64}$/i.test(header)
}

/** Whether `header` signs exactly these bytes; takes the same time wherever it differs. */
export function isSigned(secret: string, bytes: Uint8Array, header: string | undefined): boolean {
  if (!isSignature(header)) return false
  const expected = createHmac('sha256', secret).update(bytes).digest()
  return timingSafeEqual(Buffer.from(header, 'hex'), expected)
}
