import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import pTimeout from 'p-timeout'

/** Headers of every answer that is no page: no script, no sniffing, no referrer, no copy in a cache. */
export const PLAIN_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const

/** Answers an error in Asana's own shape. */
export function sendError(response: Response, status: number, message: string): void {
  response.status(status).json({ errors: [{ message }] })
}

/** For requests that no route answered. */
export const answerNotFound: RequestHandler = (request, response) => {
  sendError(response, 404, `No matching route for ${request.method} ${request.path}.`)
}

type ErrorLog = Readonly<{ error(fields: object, message: string): void }>

/** The last handler: the caller is told what to do, the log what happened. */
export function createErrorHandler(log: ErrorLog): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const status = toStatus(error)
    if (status >= 500) log.error({ err: error, method: request.method, path: request.path }, 'Request failed')
    sendError(response, status, MESSAGES[status] ?? 'The request cannot be understood.')
  }
}

const MESSAGES: Readonly<Record<number, string>> = {
  500: 'Something failed here: the log says what.',
  503: 'Redis does not answer: try again later.',
}

function toStatus(error: unknown): number {
  if (error instanceof ServiceUnavailableError) return 503
  // Express marks requests it cannot read, such as a broken %-escape.
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 500 ? status : 500
}

/** Redis is down or too slow: answered with 503, so that the client tries again. */
export class ServiceUnavailableError extends Error {
  override name = 'ServiceUnavailableError'
}

/** The result of `work`; throws ServiceUnavailableError when it rejects or takes longer than `timeoutMs`. */
export async function withTimeout<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  const fallback = () => Promise.reject(new ServiceUnavailableError(`no answer within ${timeoutMs} ms`))
  try {
    return await pTimeout(work(), { milliseconds: timeoutMs, fallback })
  } catch (error) {
    if (error instanceof ServiceUnavailableError) throw error
    throw new ServiceUnavailableError('no answer', { cause: error })
  }
}
