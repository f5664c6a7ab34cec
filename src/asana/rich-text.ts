import { Parser } from 'htmlparser2'
import { createLines, type Lines } from './text-lines.ts'

/**
 * Asana's rich text as markdown: `**bold**`, `## heading`, `- item`, `1. item`, `| cell | cell |`, `---`. Lenient, because
 * new tags come without notice: what is not known keeps its text.
 */
export function toMarkdown(html: string): string {
  const lines = createLines()
  const lists: List[] = []
  const table: Table = { depth: 0, row: undefined }
  const parser = new Parser(
    {
      onopentag: (name) => open(name, lines, { lists, table }),
      onclosetag: (name) => close(name, lines, { lists, table }),
      ontext(text) {
        if (text.trim() !== '' || !isLayout(lists, table)) lines.write(text)
      },
    },
    { recognizeSelfClosing: true },
  )
  parser.end(html)
  return lines.toText()
}

/** A list that is open, and how far it got. */
type List = { isNumbered: boolean; count: number; isInItem: boolean }
/** A table row that is open: its finished cells, and where the lines of the open one begin. */
type Row = { cells: string[]; isHead: boolean; cellStart: number | undefined }
/** The tables that are open, one within another. Only the outermost has rows. */
type Table = { depth: number; row: Row | undefined }
type Open = Readonly<{ lists: List[]; table: Table }>

const HEADINGS: Readonly<Record<string, number>> = { h1: 1, h2: 2, h3: 3, h4: 4, h5: 5, h6: 6 }
const BOLD = new Set(['strong', 'b'])
const BLOCKS = new Set(['p', 'div', 'blockquote', 'pre', 'table', 'tr', 'td', 'th'])
const LISTS = new Set(['ul', 'ol'])
const CELLS = new Set(['td', 'th'])
/** Items nested deeper are indented no further, or hostile nesting would cost quadratic time. */
const DEEPEST_LIST = 10

/** Whitespace between the items of a list or the cells of a table is only the source's layout. */
function isLayout(lists: readonly List[], { depth, row }: Table): boolean {
  return lists.at(-1)?.isInItem === false || (depth > 0 && row?.cellStart === undefined)
}

function open(name: string, lines: Lines, { lists, table }: Open): void {
  if (name === 'table') table.depth += 1
  const level = HEADINGS[name]
  if (BOLD.has(name)) lines.bold(+1)
  else if (name === 'br') lines.breakLine()
  else if (name === 'hr') lines.add('', '---')
  else if (BLOCKS.has(name)) {
    lines.endText()
    if (table.depth === 1) openInTable(name, lines, table)
  } else if (level) lines.startBlock({ mark: `${'#'.repeat(level)} `, isPlain: true, isOneLine: true })
  else if (LISTS.has(name)) {
    lines.startBlock()
    lists.push({ isNumbered: name === 'ol', count: 0, isInItem: false })
  } else if (name === 'li') openItem(lines, lists)
}

function close(name: string, lines: Lines, { lists, table }: Open): void {
  if (BOLD.has(name)) lines.bold(-1)
  else if (BLOCKS.has(name)) {
    lines.endText()
    if (table.depth === 1) closeInTable(name, lines, table)
    if (name === 'table') table.depth = Math.max(table.depth - 1, 0)
  } else if (HEADINGS[name]) lines.startBlock()
  else if (LISTS.has(name)) {
    lists.pop()
    lines.startBlock()
  } else if (name === 'li') {
    const list = lists.at(-1)
    if (list) list.isInItem = false
    lines.startBlock()
  }
}

function openItem(lines: Lines, lists: List[]): void {
  const list = lists.at(-1)
  if (list) {
    list.count += 1
    list.isInItem = true
  }
  const indent = '  '.repeat(Math.min(Math.max(lists.length - 1, 0), DEEPEST_LIST))
  lines.startBlock({ mark: `${indent}${list?.isNumbered ? `${list.count}. ` : '- '}`, isOneLine: true })
}

function openInTable(name: string, lines: Lines, table: Table): void {
  if (name === 'tr') table.row = { cells: [], isHead: false, cellStart: undefined }
  else if (CELLS.has(name) && table.row) {
    table.row.isHead ||= name === 'th'
    table.row.cellStart = lines.count()
  }
}

/** The lines of a cell become one: markdown has no other place for them. */
function closeInTable(name: string, lines: Lines, table: Table): void {
  const { row } = table
  if (CELLS.has(name) && row?.cellStart !== undefined) {
    const cell = lines.takeFrom(row.cellStart).filter((line) => line.trim() !== '')
    row.cells.push(cell.join('<br>').replaceAll('|', '\\|'))
    row.cellStart = undefined
  } else if (name === 'tr' && row) {
    table.row = undefined
    if (row.cells.length === 0) return
    lines.add(`| ${row.cells.join(' | ')} |`)
    if (row.isHead) lines.add(`|${'---|'.repeat(row.cells.length)}`)
  }
}
