import type { Component } from '../../model.ts'
import { readHeadingName } from '../names/read-name.ts'
import { hasWords, withoutNumbering } from './headings.ts'
import { isBold, parseInline } from './inline.ts'
import type { ListItem, Row, Table, TextLine } from './line.ts'
import { parseLineTree } from './line-tree.ts'

/**
 * The rows of a table of parts, as headings with their text: its rows begin with names. Undefined for any other table.
 * Under an open heading every row has to; a first row that is the only one with a name is the head.
 */
export function toPartLines(table: Table, isUnderHeading: boolean): TextLine[] | undefined {
  const body = table.rows.filter(({ isHead }) => !isHead)
  const candidates = (body.length > 0 ? body : table.rows).filter(({ cells }) => hasWords(cells[0] ?? ''))
  const named = candidates.filter((row) => nameOf(row) !== undefined)
  const isHeadAlone = named.length === 1 && named[0] === table.rows[0] && candidates.length > 1
  const isOfParts = named.some((row) => nameOf(row)?.component) && !isHeadAlone
  if (!isOfParts || (isUnderHeading && named.length < candidates.length)) return undefined
  return groupRows(table.rows).map(({ row, lines }) => toPartLine(table, row, lines))
}

/** The rows of any other table as list items, its head left out. */
export function toRowItems(table: Table, component: Component): ListItem[] {
  return table.rows
    .filter((row, index) => !row.isHead && !(index === 0 && isUnmarkedHead(table.rows, component)))
    .map((row) => ({ ...placeOf(table, row), kind: 'item', text: toRowText(row), boldTo: 0, children: [] }))
}

function nameOf({ cells: [first = ''] }: Row) {
  const { text, boldTo } = parseInline(first)
  return readHeadingName(text, boldTo)
}

/** Rows with a name, each with the lines of its other cells; a row whose first cell is empty continues the one above. */
function groupRows(rows: readonly Row[]): { row: Row; lines: string[] }[] {
  const groups: { row: Row; lines: string[] }[] = []
  for (const row of rows) {
    const lines = row.cells.slice(1).flatMap(toLines)
    if (nameOf(row)) groups.push({ row, lines })
    else if (!hasWords(row.cells[0] ?? '')) groups.at(-1)?.lines.push(...lines)
  }
  return groups
}

/** One line stands behind its name, several stand below it. */
function toPartLine(table: Table, row: Row, lines: readonly string[]): TextLine {
  const { text } = parseInline(row.cells[0] ?? '')
  const place = { ...placeOf(table, row), kind: 'text' } as const
  const [line, ...others] = lines
  if (line !== undefined && others.length === 0 && nameOf(row)?.rest === '') {
    const label = text.replace(/[\s:：]+$/, '')
    return { ...place, text: `${label}: ${parseInline(line.replace(/^- /, '')).text}`, boldTo: 0, children: [] }
  }
  return { ...place, text, boldTo: text.length, children: parseLineTree(lines.join('\n'), row.line) }
}

function placeOf({ indent }: Table, { line }: Row) {
  return { line, indent, isAfterBlank: false, isBeforeBlank: false }
}

/** Asana's own tables mark no head: it is in bold, or its first cell says what the rows are. */
function isUnmarkedHead([first, second]: readonly Row[], component: Component): boolean {
  if (!first || !second) return false
  const name = nameOf(first)
  return (isBoldRow(first) && !isBoldRow(second)) || (name?.component === component && name.rest === '')
}

function isBoldRow({ cells }: Row): boolean {
  return cells.filter(hasWords).every((cell) => isBold(parseInline(cell)))
}

/** The first cell is the label of the others. Cells that wait to be filled are left out. */
function toRowText({ cells }: Row): string {
  const [label = '', ...others] = cells.map((cell) => parseInline(toLines(cell).join(', ')).text).filter(hasWords)
  return [withoutNumbering(label), ...(others.length === 0 ? [] : [others.join(', ')])].join(': ')
}

/** The lines within a cell; markdown has no other way to break them. */
function toLines(cell: string): string[] {
  return cell
    .split(/<br ?\/?>/i)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
