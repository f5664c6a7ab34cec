import type { NextFunction, Request, Response } from 'express'

const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

/**
 * Lets in only this machine, and forms only from this page: a foreign site can neither reach it under a name of its own
 * nor have a visitor's browser post to it.
 */
export function guard(request: Request, response: Response, next: NextFunction): void {
  const refusal = toRefusal(request)
  if (refusal === undefined) next()
  else response.status(403).type('text/plain').send(refusal)
}

function toRefusal(request: Request): string | undefined {
  const host = request.headers.host ?? ''
  const isLocal = LOOPBACK_ADDRESSES.has(request.socket.remoteAddress ?? '') && LOOPBACK_HOST.test(host)
  if (!isLocal) return 'The sandbox answers only on this machine.'
  if (request.method === 'GET' || request.method === 'HEAD') return undefined
  return isOwnForm(request, host) ? undefined : 'This form was not sent from the sandbox page.'
}

/** Browsers name the sender in Origin, and tell what it is to us in Sec-Fetch-Site; neither may say "foreign". */
function isOwnForm({ headers }: Request, host: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  return headers.origin === undefined ? site === 'same-origin' : headers.origin === `http://${host}`
}
