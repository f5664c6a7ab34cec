import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { sendError } from './errors.ts'

/** Guards the API, the page and the board: with an API token by that token, without one by the loopback address. */
export function createAccess(apiToken: string | undefined): RequestHandler {
  return apiToken === undefined ? requireLoopback : requireToken(apiToken)
}

function requireToken(apiToken: string): RequestHandler {
  const expected = digest(apiToken)
  return (request, response, next) => {
    const given = readToken(request.get('Authorization') ?? '')
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return next()
    response.set('WWW-Authenticate', CHALLENGES)
    sendError(response, 401, 'Send the API token: "Authorization: Bearer <API_TOKEN>".')
  }
}

/** A browser cannot send a bearer token, but asks for a password: the token, with any user name. */
const CHALLENGES = 'Bearer realm="asana-v2mom", Basic realm="asana-v2mom", charset="UTF-8"'

function readToken(authorization: string): string | undefined {
  const [, scheme = '', credentials = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization.trim()) ?? []
  if (scheme.toLowerCase() === 'bearer') return credentials
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString('utf8')) ?? []
  return password
}

// Digests have one length, which timingSafeEqual requires.
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

const requireLoopback: RequestHandler = (request, response, next) => {
  const reason = findNonLocalReason(request)
  if (reason === undefined) return next()
  sendError(
    response,
    403,
    `Without an API_TOKEN only this machine may read this, and ${reason}. Set API_TOKEN to allow more.`,
  )
}

/**
 * Why a request may come from another machine, even over a loopback connection: through a proxy, or from a web page whose
 * name was made to resolve to this address. Undefined when it is local.
 */
function findNonLocalReason(request: Request): string | undefined {
  if (!isLoopbackAddress(request.socket.remoteAddress ?? '')) return 'the connection comes from elsewhere'
  if (Object.keys(request.headers).some((name) => FORWARDING.test(name))) return 'a proxy passed the request on'
  // nginx without configuration adds no header and sends the loopback name as Host, but speaks HTTP/1.0.
  if (request.httpVersionMajor === 1 && request.httpVersionMinor === 0) return 'it came as HTTP/1.0, as from a proxy'
  if (!isLoopbackHost(request.headers.host ?? '')) return 'the Host is not a loopback name'
  return undefined
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/i.test(address)
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host)
}

const FORWARDING =
  /^(x-(original-)?forwarded(-.*)?|x-original-(host|url|uri)|forwarded|via|cdn-loop|x-envoy-.*|x-real-ip|x-cluster-client-ip|(x|true|fastly|fly)-client-ip|(cf|do)-connecting-ip)$/
