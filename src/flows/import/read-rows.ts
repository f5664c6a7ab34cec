import { formatCount } from '../../domain/number.ts'
import { omitAbsent } from '../../domain/omit-absent.ts'
import { quote } from '../../domain/strings/quote.ts'
import { decodeText, UnreadableFileError } from './decode-text.ts'
import { MAX_ROW_BYTES, parseCsv } from './parse-csv.ts'

/** One row of the file as it is written; nothing in it is judged. */
export type ImportRow = Readonly<{
  /** The first line of the row; lines count from 1. */
  line: number
  /** Gid or name of a measure, white space joined. */
  measure: string
  /** Name of its project. */
  project?: string
  value: string
  asOf?: string
}>

/** A row that cannot be taken; the reason is a sentence without its full stop. */
export type RejectedRow = Readonly<{ line: number; reason: string }>

/**
 * Reads the rows of a CSV file in the order of the file, without keeping it in memory: comma, semicolon or tab; a header
 * with the columns `measure` and `value`, and optionally `project` and `as_of`; other columns are passed over. Throws an
 * UnreadableFileError where the header is not understood, and where no row can be told from the next any more.
 */
export async function* readRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ImportRow | RejectedRow, void> {
  const text = decodeText(bytes)
  const head = await readFirstLine(text)
  let columns: Columns | undefined
  for await (const { cells, line } of parseCsv(startWith(head, text), detectDelimiter(head))) {
    if (!columns) columns = findColumns(cells)
    else if (cells.some((cell) => cell.trim() !== '')) yield toRow(cells, columns, line)
  }
  if (!columns) throw missingHeader('')
}

type Columns = Readonly<{ count: number; measure: number; value: number; project: number; asOf: number }>

const DELIMITERS = [',', ';', '\t']
const KNOWN = ['measure', 'value', 'project', 'as_of']

/** The text up to the end of the first line that is not empty, or up to the size of one row. */
async function readFirstLine(text: AsyncGenerator<string, void>): Promise<string> {
  let head = ''
  while (!/\S[^\n]*\n/.test(head) && head.length < MAX_ROW_BYTES) {
    const { value, done } = await text.next()
    if (done) break
    head += value
  }
  return head
}

async function* startWith(head: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield head
  yield* rest
}

/** The one that makes most known columns of the header. */
function detectDelimiter(head: string): string {
  const header = /\S[^\n]*/.exec(head)?.[0] ?? ''
  const knownBy = (delimiter: string) =>
    header.split(delimiter).filter((cell) => KNOWN.includes(toColumnName(cell.replaceAll('"', '')))).length
  return DELIMITERS.toSorted((a, b) => knownBy(b) - knownBy(a))[0] ?? ','
}

/** `As of` and `as-of` are `as_of`. */
function toColumnName(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_')
}

function findColumns(header: readonly string[]): Columns {
  const names = header.map(toColumnName)
  const twice = KNOWN.find((name) => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice) throw new UnreadableFileError(`The header names the column ${twice} twice.`, { line: 1 })
  const [measure = -1, value = -1, project = -1, asOf = -1] = KNOWN.map((name) => names.indexOf(name))
  if (measure < 0 || value < 0) throw missingHeader(header.join(' '))
  return { count: header.length, measure, value, project, asOf }
}

function missingHeader(found: string): UnreadableFileError {
  const what = found === '' ? 'the file is empty' : `it is ${quote({ name: found })}`
  const message = `The first line must name the columns measure and value, and may name project and as_of: ${what}.`
  return new UnreadableFileError(message, { line: 1 })
}

function toRow(cells: readonly string[], columns: Columns, line: number): ImportRow | RejectedRow {
  const { count, measure, value, project, asOf } = columns
  const isLonger = cells.slice(count).some((cell) => cell.trim() !== '')
  if (cells.length < count || isLonger) {
    const reason = `The row has ${formatCount(cells.length, 'column')} where the header has ${count}: put a text that holds the separator in quotes`
    return { line, reason }
  }
  const read = (index: number) => cells[index]?.trim().replace(/\s+/g, ' ') ?? ''
  if (read(measure) === '') return { line, reason: 'The row names no measure' }
  return omitAbsent({
    line,
    measure: read(measure),
    project: read(project) || undefined,
    value: read(value),
    asOf: read(asOf) || undefined,
  })
}
