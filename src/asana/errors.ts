import { z } from 'zod'
import { PortError, type PortErrorKind } from '../flows/ports/index.ts'
import { redactTokens } from '../flows/webhooks/target-url.ts'

/** A refused redirect, most often from a proxy or a wrong base URL. */
const REDIRECTED = 'the answer leads elsewhere, which is not followed: see that ASANA_BASE_URL is right'

/**
 * The one translation of what the SDK throws. Only named parts are copied: the SDK's error holds the request and with
 * it the bearer token, so it is not even kept as a cause.
 */
export function toPortError(operation: string, thrown: unknown): PortError {
  const vendor = VendorError.parse(thrown)
  const { status } = vendor
  if (status !== undefined && status >= 300 && status < 400) {
    return new PortError('transient', operation, `${status} ${REDIRECTED}`)
  }
  if (status === undefined || status < 400) return new PortError('transient', operation, describeBrokenAnswer(vendor))
  const kind = KIND_BY_STATUS[status] ?? 'transient'
  const wait = kind === 'rate-limited' ? toRetryAfterMs(vendor.response?.headers?.['retry-after']) : undefined
  return new PortError(kind, operation, `${status} ${errorMessage(vendor)}`, { status, retryAfterMs: wait })
}

/** The connection died under the request, as a kept one does when the other side closes it at that moment. */
export function isConnectionReset(thrown: unknown): boolean {
  const { status, code } = VendorError.parse(thrown)
  return status === undefined && code === 'ECONNRESET'
}

/** The response of a failed request; undefined where none came. */
export function errorResponse(thrown: unknown): { status: number; body: unknown } | undefined {
  const { status, response } = VendorError.parse(thrown)
  return status === undefined || response === undefined ? undefined : { status, body: response.body }
}

const KIND_BY_STATUS: Readonly<Record<number, PortErrorKind>> = {
  400: 'bad-request',
  401: 'unauthorized',
  402: 'payment-required',
  403: 'forbidden',
  404: 'not-found',
  429: 'rate-limited',
  451: 'forbidden',
}

/** The parts of a superagent error, or of anything else that is thrown, that are safe to look at. */
const VendorError = z
  .object({
    name: wellFormed(z.string()),
    message: wellFormed(z.string()),
    code: wellFormed(z.string()),
    status: wellFormed(z.number()),
    response: wellFormed(
      z.object({ headers: wellFormed(z.record(z.string(), z.unknown())), body: z.unknown().optional() }),
    ),
  })
  .catch({})
type VendorError = z.infer<typeof VendorError>

function wellFormed<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined)
}

const ErrorBody = z.object({
  errors: z.array(z.object({ message: wellFormed(z.string()), phrase: wellFormed(z.string()) })),
})

/** Asana's own messages; the phrase of a 500 is what its support asks for. */
function errorMessage({ response, message }: VendorError): string {
  const body = ErrorBody.safeParse(response?.body)
  const messages = (body.success ? body.data.errors : []).flatMap((error) => {
    const parts = [error.message, error.phrase && `(phrase: ${error.phrase})`].filter(Boolean)
    return parts.length > 0 ? parts.join(' ') : []
  })
  // The message about a refused webhook quotes its address, which holds the webhook token.
  return redactTokens(messages.length > 0 ? messages.join('; ') : (message ?? 'no reason given'))
}

const MESSAGE_BY_CODE: Readonly<Record<string, string>> = {
  ECONNABORTED: 'no answer in time',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection cut',
  ENOTFOUND: 'host not found',
}

function describeBrokenAnswer({ name, code, message }: VendorError): string {
  if (code !== undefined) return MESSAGE_BY_CODE[code] ?? code
  // The message of a SyntaxError quotes the answer.
  if (name === 'SyntaxError') return 'the answer is not JSON'
  return message ?? 'failed without a reason'
}

const DEFAULT_RETRY_AFTER_MS = 5_000
const JITTER_MS = 1_000

/**
 * The wait that a 429 asks for, in milliseconds. Asana sends whole seconds, but not always:
 * https://github.com/Asana/node-asana/issues/210. The default is jittered, so that several processes do not come back
 * at once.
 */
function toRetryAfterMs(header: unknown): number {
  const seconds = typeof header === 'string' && header.trim() !== '' ? Number(header) : Number.NaN
  if (Number.isFinite(seconds) && seconds > 0) return Math.ceil(seconds * 1000)
  return DEFAULT_RETRY_AFTER_MS + Math.floor(Math.random() * JITTER_MS)
}
