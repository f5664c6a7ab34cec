import { CronExpressionParser } from 'cron-parser'
import { z } from 'zod'

/** Parses the text of one variable; the message of an issue completes the sentence "expected …". */
export type Value<T> = z.ZodType<T, string>

/** A parser from a function that returns undefined for invalid text. */
export function value<T>(expected: string, parse: (text: string) => T | undefined): Value<T> {
  return z.string({ error: expected }).transform((text, context) => {
    const result = parse(text)
    if (result !== undefined) return result
    context.addIssue(expected)
    return z.NEVER
  })
}

/** A credential: printable ASCII, as an HTTP header can carry it. */
export function secret(what: string): Value<string> {
  return value(`${what}, without spaces`, (text) => (/^[\x21-\x7e]+$/.test(text) ? text : undefined))
}

const MIN_SECRET_LENGTH = 16

/** A credential that could be guessed offline, so it has a minimum length. */
export function longSecret(what: string): Value<string> {
  return value(`${what} of at least ${MIN_SECRET_LENGTH} characters, without spaces`, (text) =>
    /^[\x21-\x7e]+$/.test(text) && text.length >= MIN_SECRET_LENGTH ? text : undefined,
  )
}

export function wholeNumber(min: number, max: number): Value<number> {
  return value(`a whole number from ${min} to ${max}`, (text) => {
    const number = Number(text)
    return /^\d+$/.test(text) && number >= min && number <= max ? number : undefined
  })
}

export function oneOf<T extends string>(words: readonly T[]): Value<T> {
  return value(`one of ${words.join(', ')}`, (text) => words.find((word) => word === text.toLowerCase()))
}

export const flag: Value<boolean> = value('true or false', (text) => {
  if (/^(true|1|yes)$/i.test(text)) return true
  return /^(false|0|no)$/i.test(text) ? false : undefined
})

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
/** A timer of Node waits at most 24.8 days. */
const MAX_DURATION_MS = 14 * 86_400_000

/** `60s`, `15m`, `6h`, `1d` in milliseconds. */
export const duration: Value<number> = value(
  'a time such as 60s, 15m, 6h or 1d, from one second to 14 days',
  (text) => {
    const [, amount, unit] = /^(\d+) ?([smhd])$/i.exec(text) ?? []
    const ms = Number(amount) * (UNIT_MS[unit?.toLowerCase() ?? ''] ?? Number.NaN)
    return ms >= 1_000 && ms <= MAX_DURATION_MS ? ms : undefined
  },
)

export const gid: Value<string> = value('a gid: the digits Asana shows in the address of the page', (text) =>
  /^\d+$/.test(text) ? text : undefined,
)

export const gids: Value<readonly string[]> = value('gids (digits), separated by commas', (text) => {
  const list = splitList(text)
  return list.length > 0 && list.every((one) => /^\d+$/.test(one)) ? [...new Set(list)] : undefined
})

export const timeZone: Value<string> = value('an IANA time zone such as Europe/Berlin', (text) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    // Intl also accepts offsets such as +02:00, which have no daylight saving time.
    return /^[+-]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
})

/** Five fields only: cron-parser also accepts '', a sixth field for seconds, and H for a random time. */
export const cron: Value<string> = value(
  'five cron fields (minute hour day month weekday) that name a time which comes',
  (text) => {
    if (text.split(/\s+/).length !== 5 || /\bH/i.test(text)) return undefined
    try {
      CronExpressionParser.parse(text).next()
      return text
    } catch {
      return undefined
    }
  },
)

/** Without a trailing slash, so that a path can be appended. */
export const baseUrl: Value<string> = value('an http or https address without user, query or fragment', (text) => {
  const url = parseUrl(text, ['https:', 'http:'])
  return url ? withoutSlash(url) : undefined
})

export const publicUrl: Value<string> = value('an https address (http only for a loopback address)', (text) => {
  const url = parseUrl(text, ['https:', 'http:'])
  if (url === undefined) return undefined
  return url.protocol === 'https:' || isLoopbackName(url.hostname) ? withoutSlash(url) : undefined
})

/** The parts between commas, trimmed, without empty ones. */
export function splitList(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function parseUrl(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !protocols.includes(url.protocol)) return undefined
  return url.username + url.password + url.search + url.hash === '' ? url : undefined
}

function withoutSlash(url: URL): string {
  return url.href.replace(/\/+$/, '')
}

function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}
