import { redactTokens } from '../flows/webhooks/target-url.ts'

/** Names of members whose values never reach a log: credentials, and what people wrote. */
const HIDDEN =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-hook-signature)$|(token|secret|password)$|^(html|notes)$|^html_?(text|notes)$/i
const HIDDEN_TEXT = '[hidden]'
/** What an error may tell; anything else on it may be the request, which holds the token. */
const ERROR_MEMBERS = ['code', 'kind', 'operation', 'status', 'retryAfterMs', 'problems'] as const
const MAX_DEPTH = 5

/** A copy of `fields` that is safe to print, however deep a secret, an error or a request hides in it. */
export function redact(fields: object): Record<string, unknown> {
  return copyMembers(fields, 0)
}

function copyMembers(fields: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    copy[name] = HIDDEN.test(name) && value !== undefined ? HIDDEN_TEXT : copyValue(value, depth + 1)
  }
  return copy
}

function copyValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return hideKeys(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return '[…]'
  if (value instanceof Error) return copyError(value, depth)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (Array.isArray(value)) return value.map((one) => copyValue(one, depth + 1))
  // Requests, responses, sockets and clients are named, never opened.
  return isPlain(value) ? copyMembers(value, depth) : `[${value.constructor?.name ?? 'object'}]`
}

function copyError(error: Error, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = { type: error.name, message: hideKeys(error.message) }
  if (error.stack !== undefined) copy['stack'] = hideKeys(error.stack)
  for (const name of ERROR_MEMBERS) {
    const value: unknown = Reflect.get(error, name)
    if (value !== undefined) copy[name] = copyValue(value, depth + 1)
  }
  if (error.cause !== undefined) copy['cause'] = copyValue(error.cause, depth + 1)
  if (error instanceof AggregateError) copy['errors'] = copyValue(error.errors, depth + 1)
  return copy
}

function hideKeys(text: string): string {
  return redactTokens(text).replace(/\bBearer\s+[^\s"',}]+/gi, `Bearer ${HIDDEN_TEXT}`)
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
