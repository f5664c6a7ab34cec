import { type LineNode, parseLine, type RawLine, type Row } from './line.ts'
import { isDelimiterRow, toCells } from './markdown-table.ts'

/**
 * Reads plain text or markdown as a tree of lines: headings with their level, list items and prose with what is indented
 * below them, tables, drawn lines. Every line knows its number, so that a finding can name it; the lines of a table's cell
 * all have that of their row.
 */
export function parseLineTree(text: string, rowLine?: number): LineNode[] {
  const lines = toRawLines(text.split(LINE_END))
  const roots: LineNode[] = []
  const parents: Parent[] = []
  for (let index = 0; index < lines.length; index += 1) {
    const raw = lines[index]
    if (!raw || raw.kind === 'blank') continue
    const rows = raw.kind === 'row' ? lines.slice(index, endOfTable(lines, index)) : []
    const last = index + Math.max(rows.length - 1, 0)
    const position = {
      line: rowLine ?? index,
      indent: raw.indent,
      isAfterBlank: isBlank(lines[index - 1]),
      isBeforeBlank: isBlank(lines[last + 1]),
    }
    const children: LineNode[] = []
    const node = toNode(raw, position, { rows, children })
    findSiblings(node, parents, roots).push(node)
    if (canHoldLines(node)) parents.push({ indent: node.indent, children })
    index = last
  }
  return roots
}

type Parent = Readonly<{ indent: number; children: LineNode[] }>

/** Every line ending that editors and browsers write. */
const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/

/** A line this much further in than another stands below it; a single blank is a slip. */
const STEP = 2

function findSiblings(node: LineNode, parents: Parent[], roots: LineNode[]): LineNode[] {
  const isTop = node.kind === 'rule' || (node.kind === 'text' && node.level !== undefined)
  for (let parent = parents.at(-1); parent; parent = parents.at(-1)) {
    if (!isTop && node.indent >= parent.indent + STEP) return parent.children
    parents.pop()
  }
  return roots
}

/** What is indented below a heading with a level follows it, as everything else does. */
function canHoldLines(node: LineNode): boolean {
  return node.kind === 'item' || (node.kind === 'text' && node.level === undefined)
}

function toNode(
  raw: Exclude<RawLine, { kind: 'blank' }>,
  position: Readonly<{ line: number; indent: number; isAfterBlank: boolean; isBeforeBlank: boolean }>,
  { rows, children }: Readonly<{ rows: readonly RawLine[]; children: LineNode[] }>,
): LineNode {
  if (raw.kind === 'rule') return { ...position, kind: 'rule' }
  if (raw.kind === 'row') return { ...position, kind: 'table', rows: toRows(rows, position.line) }
  return { ...raw, ...position, children }
}

function toRawLines(sources: readonly string[]): RawLine[] {
  const lines = sources.map(parseLine)
  for (const [index, source] of sources.entries()) {
    const line = lines[index]
    const before = lines[index - 1]
    if (line?.kind === 'rule' && line.sign === '=' && before?.kind === 'text') {
      lines[index - 1] = { ...before, level: before.level ?? 1 }
      lines[index] = { kind: 'blank' }
    } else if (isRowWithoutPipes(sources, lines, index)) {
      lines[index] = { kind: 'row', indent: 0, source: source.trim() }
    }
  }
  return lines
}

/** A table may be written without its outer pipes, if a delimiter row stands below its head. */
function isRowWithoutPipes(sources: readonly string[], lines: readonly RawLine[], index: number): boolean {
  const isPiped = (at: number) => sources[at]?.includes('|') ?? false
  if (!isPiped(index)) return false
  return lines[index - 1]?.kind === 'row' || (isPiped(index + 1) && isDelimiterRow(sources[index + 1]?.trim() ?? ''))
}

function endOfTable(lines: readonly RawLine[], start: number): number {
  let end = start
  while (lines[end]?.kind === 'row') end += 1
  return end
}

function toRows(lines: readonly RawLine[], start: number): Row[] {
  const sources = lines.map((line) => (line.kind === 'row' ? line.source : ''))
  const rows = sources.map((source, index) => {
    const isHead = index === 0 && isDelimiterRow(sources[1] ?? '')
    return { line: start + index, cells: toCells(source), isHead }
  })
  return rows.filter((_, index) => !isDelimiterRow(sources[index] ?? ''))
}

function isBlank(line: RawLine | undefined): boolean {
  return line === undefined || line.kind === 'blank'
}
