import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { prettyFactory } from 'pino-pretty'
import { redact } from './redact.ts'

/** What the service needs of pino. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'level'> &
  Readonly<{
    /** A log whose lines all carry these fields. */
    child(fields: Readonly<Record<string, unknown>>): Log
  }>

export type LogOptions = Readonly<{
  level: string
  /** Default: stdout. */
  stream?: DestinationStream
  /** Lines for people in place of JSON; default: when stdout is a terminal. */
  pretty?: boolean
  /** Texts that are replaced wherever they stand; those of fewer than 8 characters could be part of any word. */
  hide?: readonly string[]
}>

/** The one log of a process. Secrets, request objects and people's texts never reach its stream. */
export function createLog(options: LogOptions): Log {
  const { level, pretty: isPretty = process.stdout.isTTY, hide = [] } = options
  const stream = hiding(options.stream ?? pino.destination({ fd: 1, sync: true }), hide)
  const log = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redact },
      // pino's own would take the copy of an error for another error.
      serializers: { err: (copy: unknown) => copy },
    },
    isPretty ? toPretty(stream) : stream,
  )
  return withSafeChildren(log)
}

// pino formats what a line holds, but not what a child carries. Children inherit this method, so theirs are safe too.
function withSafeChildren(log: Logger): Log {
  const { child } = log
  return Object.assign(log, {
    child(this: Logger, fields: object): Log {
      return Reflect.apply(child, this, [redact(fields)])
    },
  })
}

/** The last of several nets: no line leaves with a secret of the configuration in it. */
function hiding(stream: DestinationStream, secrets: readonly string[]): DestinationStream {
  const long = secrets.filter(({ length }) => length >= 8).flatMap((secret) => [secret, inJson(secret)])
  if (long.length === 0) return stream
  return {
    write: (line) => void stream.write(long.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), line)),
  }
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** Control characters in a line of JSON, escaped or not: in a terminal they could do anything. Line breaks stay. */
const CONTROLS =
  /\\\\|\\u00(?:[018][0-9a-f]|9[0-9a-f]|7f)|\\[bf]|[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gi

function toPretty(stream: DestinationStream): DestinationStream {
  const colorize = process.stdout.isTTY
  const prettify = prettyFactory({ colorize, translateTime: 'SYS:HH:MM:ss', singleLine: true })
  return {
    write: (line) => void stream.write(prettify(line.replace(CONTROLS, (found) => (found === '\\\\' ? found : '·')))),
  }
}
