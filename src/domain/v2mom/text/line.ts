import { parseInline } from './inline.ts'

/** What every line has. Lines that are indented deeper stand below it as its children. */
type Position = Readonly<{
  /** Counted from 0. */
  line: number
  /** Columns before its first character; a tab fills up to the next multiple of four. */
  indent: number
  isAfterBlank: boolean
  isBeforeBlank: boolean
}>

type Words = Readonly<{
  /** Without bold marks, its runs of blanks as single ones. */
  text: string
  /** How many characters at its start are bold, by marks that stand around them. */
  boldTo: number
  children: readonly LineNode[]
}>

/** A line of prose, or a heading where it has a level. */
export type TextLine = Position & Words & Readonly<{ kind: 'text'; level?: number }>
export type ListItem = Position & Words & Readonly<{ kind: 'item'; ordinal?: number }>
export type Row = Readonly<{ line: number; cells: readonly string[]; isHead: boolean }>
export type Table = Position & Readonly<{ kind: 'table'; rows: readonly Row[] }>
/** A drawn line. */
export type Rule = Position & Readonly<{ kind: 'rule' }>

/** A line of a text, or a table, with what is indented below it. */
export type LineNode = TextLine | ListItem | Table | Rule

/** A line before it has its place in the tree. */
export type RawLine =
  | Readonly<{ kind: 'blank' }>
  | Readonly<{ kind: 'rule'; indent: number; sign: string }>
  | Readonly<{ kind: 'row'; indent: number; source: string }>
  | Readonly<{ kind: 'text'; indent: number; text: string; boldTo: number; level?: number }>
  | Readonly<{ kind: 'item'; indent: number; text: string; boldTo: number; ordinal?: number }>

/** Reads one line by its marks alone: what it means is decided by those around it. */
export function parseLine(source: string): RawLine {
  const unquoted = source.replace(QUOTE, '')
  const content = unquoted.trim()
  const indent = Math.min(columnsBefore(unquoted), DEEPEST_INDENT)
  const sign = RULE.exec(content)?.[1]
  if (sign) return { kind: 'rule', indent, sign }
  if (content === '' || NOTHING_BUT_DASHES.test(content) || FENCE.test(content)) return { kind: 'blank' }
  if (content.startsWith('|')) return { kind: 'row', indent, source: content }
  const heading = HEADING.exec(content)?.[1]
  if (heading)
    return {
      kind: 'text',
      indent,
      ...parseInline(withoutClosing(content.slice(heading.length))),
      level: heading.length,
    }
  const marker = MARKER.exec(content)
  if (!marker) return { kind: 'text', indent, ...parseInline(content) }
  const inline = parseInline(content.slice(marker[0].length).replace(CHECKBOX, ''))
  const label = marker.groups?.['label'] ?? marker.groups?.['bracketed']
  return label === undefined
    ? { kind: 'item', indent, ...inline }
    : { kind: 'item', indent, ...inline, ordinal: toOrdinal(label) }
}

/** A letter counts as its place in the alphabet. */
function toOrdinal(label: string): number {
  return /\d/.test(label) ? Number.parseInt(label, 10) : label.toLowerCase().charCodeAt(0) - 96
}

/** Deeper nesting than people use is cut, so that a tree stays shallow. */
const DEEPEST_INDENT = 40

/** A mark of quotation. Before a number the sign means "more than". */
const QUOTE = /^\s*(?:>(?!\s*[\d€$£])\s?)+/
const RULE = /^([-*_=–—─━])(?:\s*\1){2,}$/
const NOTHING_BUT_DASHES = /^[-*_=–—]{1,2}$/
const FENCE = /^(?:```|~~~)\s*\w*$/
const HEADING = /^(#{1,6})(?:\s|$)/
// A blank must follow a dash or star, or "*vision*", "-5 %" and "3.5 points" would be items.
const MARKER =
  /^(?:[-*+–·◦‣▪○](?:\s+|$)|[•●・]\s*|(?:[(（](?<bracketed>\d{1,3}|[a-zA-Z])[)）]|(?<label>\d{1,3}[.)．）]|[a-zA-Z][)）]))(?:\s+|$))/u
const CHECKBOX = /^\[[ xX✓✔]?\]\s+/

function columnsBefore(text: string): number {
  let columns = 0
  for (const character of text) {
    if (character === '\t') columns += 4 - (columns % 4)
    else if (/\s/.test(character)) columns += 1
    else break
  }
  return columns
}

/** `## Vision ##` */
function withoutClosing(text: string): string {
  let end = text.length
  // A pattern for trailing marks would look at every run of marks again and again.
  while (/[\s#]/.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
