import { createLog, type Log } from '../../src/logging/logger.ts'

export type LogLine = Readonly<{ level: string; msg: string; [field: string]: unknown }>

export type LogLines = Readonly<{
  log: Log
  /** What was logged so far, parsed. */
  lines: readonly LogLine[]
  /** The same as printed: for saying what must never stand in a log. */
  text(): string
}>

/** A log that remembers its lines; every level is on. */
export function collectLog(level = 'trace'): LogLines {
  const printed: string[] = []
  const lines: LogLine[] = []
  const stream = {
    write(line: string) {
      printed.push(line)
      lines.push(JSON.parse(line))
    },
  }
  return { log: createLog({ level, stream, pretty: false }), lines, text: () => printed.join('') }
}
