import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { sendError } from './errors.ts'

/** Who may read the API and the page: with an API token whoever knows it, without one only this machine. */
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

/** Browsers cannot send a bearer token by themselves, but ask for a password: it may be the token, with any user name. */
const CHALLENGES = 'Bearer realm="asana-v2mom", Basic realm="asana-v2mom", charset="UTF-8"'

function readToken(authorization: string): string | undefined {
  const [, scheme = '', credentials = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization.trim()) ?? []
  if (scheme.toLowerCase() === 'bearer') return credentials
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString('utf8')) ?? []
  return password
}

// Digests have one length, whatever is sent.
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

/** Why a request may come from elsewhere, even over a loopback connection: through a proxy, or a name that a web page made up. */
function findNonLocalReason(request: Request): string | undefined {
  if (!isLoopbackAddress(request.socket.remoteAddress ?? '')) return 'the connection comes from elsewhere'
  if (Object.keys(request.headers).some(isForwardingHeader)) return 'a proxy passed the request on'
  // nginx, left as it comes, adds no header and calls us by our loopback name, but speaks like this.
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

function isForwardingHeader(name: string): boolean {
  return FORWARDING.test(name)
}

const FORWARDING =
  /^(x-(original-)?forwarded(-.*)?|x-original-(host|url|uri)|forwarded|via|cdn-loop|x-envoy-.*|x-real-ip|x-cluster-client-ip|(x|true|fastly|fly)-client-ip|(cf|do)-connecting-ip)$/
