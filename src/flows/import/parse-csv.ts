import { pipeline, Readable } from 'node:stream'
import { type CsvError, type Info, type Parser, parse } from 'csv-parse'
import { UnreadableFileError } from './decode-text.ts'

/** The cells of one row, and its first line in the file; lines count from 1. */
export type CsvRecord = Readonly<{ cells: readonly string[]; line: number }>

/** No row may be longer, so that a quote that is never closed does not take the rest of a large file into memory. */
export const MAX_ROW_BYTES = 64 * 1024

/**
 * The rows of a CSV text whose lines end in `\n`, header included, empty lines not, in their order and with back pressure.
 * Throws an UnreadableFileError behind the last row before a quote that is never closed or a row that is too long.
 */
export async function* parseCsv(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord, void> {
  const failures: Failure[] = []
  const parser: Parser = parse({
    ...CSV_OPTIONS,
    delimiter,
    // An error of the stream would drop the rows that wait in it; those before the failure are still good.
    skip_records_with_error: true,
    on_skip(error) {
      if (error) failures.push({ error, records: parser.info.records })
      return undefined
    },
  })
  // The callback only keeps an error of the text from being thrown twice: the loop throws it.
  pipeline(Readable.from(text), parser, () => undefined)

  let last = { records: 0, lines: 0, empty: 0 }
  for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
    if (last.records === failures[0]?.records) break
    yield { cells: record, line: last.lines + info.empty_lines - last.empty + 1 }
    last = { records: last.records + 1, lines: info.lines, empty: info.empty_lines }
  }
  if (failures[0]) throw toFileError(failures[0].error, last.lines + 1)
}

type ParsedRecord = Readonly<{ record: readonly string[]; info: Info }>
/** What went wrong, and how many records were read before. */
type Failure = Readonly<{ error: CsvError; records: number }>

/** Quotes within a text that is not quoted are part of it, as spreadsheets read them. */
const CSV_OPTIONS = {
  record_delimiter: '\n',
  info: true,
  trim: true,
  skip_empty_lines: true,
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: MAX_ROW_BYTES,
} as const

function toFileError(error: CsvError, line: number): UnreadableFileError {
  const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
  const reason = isOpen ? 'a row does not end: is a closing quote missing?' : error.message
  return new UnreadableFileError(`From line ${line} on nothing can be read: ${reason}`, { line, cause: error })
}
