import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { prettyFactory } from 'pino-pretty'
import { toLoggable } from './loggable.ts'

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
}>

/** The one log of a process. Secrets, request objects and people's texts never reach its stream. */
export function createLog(options: LogOptions): Log {
  const { level, stream = pino.destination({ fd: 1, sync: true }), pretty: isPretty = process.stdout.isTTY } = options
  const log = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: toLoggable },
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
      return Reflect.apply(child, this, [toLoggable(fields)])
    },
  })
}

function toPretty(stream: DestinationStream): DestinationStream {
  const colorize = process.stdout.isTTY
  const prettify = prettyFactory({ colorize, translateTime: 'SYS:HH:MM:ss', singleLine: true })
  return { write: (line) => void stream.write(prettify(line)) }
}
