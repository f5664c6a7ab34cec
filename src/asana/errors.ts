import { z } from 'zod'
import { PortError, type PortErrorKind } from '../flows/ports/index.ts'
import { redactTokens } from '../flows/webhooks/target-url.ts'
import { retryAfterMs } from './retry-after.ts'

/**
 * The one translation of what the SDK throws. Only named parts are copied: the SDK's error holds the request and with
 * it the bearer token, so it must not travel on, not even as a cause.
 */
export function toPortError(operation: string, thrown: unknown): PortError {
  const vendor = VendorError.parse(thrown)
  const { status } = vendor
  if (status !== undefined && isRedirect(status))
    return new PortError('transient', operation, `${status} ${REDIRECTED}`)
  if (status === undefined || status < 400) return new PortError('transient', operation, brokenAnswer(vendor))
  const kind = KIND_BY_STATUS[status] ?? 'transient'
  const wait = kind === 'rate-limited' ? retryAfterMs(vendor.response?.headers?.['retry-after']) : undefined
  return new PortError(kind, operation, `${status} ${refusal(vendor)}`, { status, retryAfterMs: wait })
}

const REDIRECTED = 'the answer leads elsewhere, which is not followed: see that ASANA_BASE_URL is right'

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400
}

/** A connection that died under the request, as one kept open does when the other side closes it at that moment. */
export function isCutConnection(thrown: unknown): boolean {
  const { status, code } = VendorError.parse(thrown)
  return status === undefined && code === 'ECONNRESET'
}

/** The answer that came with a refusal; undefined where there was none. */
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

/** The parts of a superagent error, or of whatever else is thrown, that are safe to look at. */
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

/** Asana's own words; the phrase of a 500 is what its support asks for. */
function refusal({ response, message }: VendorError): string {
  const body = ErrorBody.safeParse(response?.body)
  const said = body.success ? body.data.errors.flatMap(({ message, phrase }) => sentence(message, phrase)) : []
  // The message of a rejected webhook holds its address, which is a secret.
  return redactTokens(said.length > 0 ? said.join('; ') : (message ?? 'no reason given'))
}

function sentence(message: string | undefined, phrase: string | undefined): string[] {
  const parts = [message, phrase && `(phrase: ${phrase})`].filter((part) => part !== undefined && part !== '')
  return parts.length > 0 ? [parts.join(' ')] : []
}

const WORDS_BY_CODE: Readonly<Record<string, string>> = {
  ECONNABORTED: 'no answer in time',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection cut',
  ENOTFOUND: 'host not found',
}

function brokenAnswer({ name, code, message }: VendorError): string {
  if (code !== undefined) return WORDS_BY_CODE[code] ?? code
  // Its message quotes the answer.
  if (name === 'SyntaxError') return 'the answer is not JSON'
  return message ?? 'failed without a reason'
}
