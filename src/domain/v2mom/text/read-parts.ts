import type { Statement } from '../../model.ts'
import { endsPart, isLikeSubHeading, isSubHeading, isUnderline } from './end-of-part.ts'
import { headingForm, headingLevel, isQuestion, readLabel } from './headings.ts'
import type { LineNode, ListItem, Table, TextLine } from './line.ts'
import { parseLineTree } from './line-tree.ts'
import { isSameList, openPart, type Place, readHeading } from './open-part.ts'
import { addLine, type Draft, type Part, startDraft } from './part.ts'
import { toStatements } from './statements.ts'
import { toPartLines, toRowItems } from './table.ts'

/** The statements of a text, in its order: what stands under headings that name a component. */
export function readStatements(text: string): Statement[] {
  const parts: Part[] = []
  readLines(parseLineTree(text), { isNested: false }, parts)
  return toStatements(parts)
}

/** What lines of one indentation stand below: the heading of a part, or one of its statements. */
type Above = Readonly<{ part?: Part; draft?: Draft; isNested: boolean }>

/** How far lines of one indentation are read. A part that began among them ends with them. */
type Level = {
  readonly above: Above
  readonly parts: Part[]
  own: Part | undefined
  /** The part above goes on. */
  isResumed: boolean
  /** A part with sub-headings that a label line has interrupted: the next sub-heading goes on with it. */
  interrupted: Part | undefined
  lastOrdinal: number | undefined
}

/** Reads lines of one indentation, and what is indented below them. */
function readLines(nodes: readonly LineNode[], above: Above, parts: Part[]): void {
  const level: Level = { above, parts, own: undefined, isResumed: true, interrupted: undefined, lastOrdinal: undefined }
  for (const node of nodes) {
    if (node.kind === 'table') readTable(node, level)
    else if (node.kind === 'rule') endAtRule(node, level)
    else readWords(node, level)
  }
}

function readWords(node: TextLine | ListItem, level: Level): void {
  const name = readHeading(node, placeAt(level))
  if (name) {
    const { component } = name
    if (component) beginPart(openPart(node, { ...name, component }), level)
    else endPart(level)
    readLines(node.children, { ...(component && level.own ? { part: level.own } : {}), isNested: true }, level.parts)
    return
  }
  while (hasEnded(node, level)) endPart(level)
  resumeAtSubHeading(node, level)
  const { part } = placeAt(level)
  const draft = part && takeLine(node, part, level)
  readLines(node.children, { ...(part && { part }), ...(draft && { draft }), isNested: true }, level.parts)
}

function readTable(table: Table, level: Level): void {
  const { part } = placeAt(level)
  const headings = toPartLines(table, part !== undefined)
  for (const heading of headings ?? []) readWords(heading, level)
  if (headings) endPart(level)
  else if (part) for (const row of toRowItems(table, part.component)) takeLine(row, part, level)
}

function placeAt({ own, above, isResumed, lastOrdinal }: Level): Place {
  const part = own ?? (isResumed && !above.part?.isClosed ? above.part : undefined)
  return {
    part,
    isBesideHeading: own?.item !== undefined,
    isInStatement: part !== undefined && part !== own && above.draft !== undefined,
    lastOrdinal,
  }
}

function beginPart(part: Part, level: Level): void {
  const outer = placeAt(level).part
  if (!part.label) level.interrupted = undefined
  else if (outer?.subHeading) level.interrupted = outer
  level.own = part
  level.lastOrdinal = undefined
  level.parts.push(part)
}

/** After a part that began among these lines the one above goes on, if those of the former were indented deeper. */
function endPart(level: Level): void {
  if (level.own) level.isResumed = level.above.draft !== undefined || level.own.hasChildren
  else if (level.above.part) level.above.part.isClosed = true
  level.own = undefined
}

function resumeAtSubHeading(node: TextLine | ListItem, level: Level): void {
  const { interrupted } = level
  if (!interrupted || node.kind === 'item' || headingForm(node) === 'bare') return
  level.interrupted = undefined
  if (isLikeSubHeading(node, interrupted)) level.own = interrupted
}

function hasEnded(node: TextLine | ListItem, level: Level): boolean {
  const place = placeAt(level)
  if (!place.part || place.isInStatement) return false
  const hasDedented = level.above.isNested && level.own?.hasChildren === true
  return hasDedented || endsPart(node, place.part, place)
}

function endAtRule(node: LineNode, level: Level): void {
  const { part } = placeAt(level)
  if (part && isUnderline(node, part)) return
  level.interrupted = undefined
  endPart(level)
}

/** Adds a line to the part, and gives the statement that what is indented below it belongs to. */
function takeLine(node: TextLine | ListItem, part: Part, level: Level): Draft | undefined {
  const { isInStatement, isBesideHeading } = placeAt(level)
  const open = isInStatement ? level.above.draft : part.subHeading
  if (node.kind === 'item') {
    level.lastOrdinal = node.ordinal
    part.isFlat ||= isBesideHeading && isSameList(part, node)
  } else if (!isInStatement) {
    if (isSubHeading(node, part)) return startSubHeading(node, part)
    if (part.drafts.length === 0 && isQuestion(node.text)) return undefined
  }
  const last = open ?? (node.kind === 'item' || isLabel(node, part) ? undefined : part.drafts.at(-1))
  if (!last)
    return startDraft(
      part,
      node.kind === 'item' ? 'item' : isLabel(node, part) ? 'label' : 'text',
      node.line,
      node.text,
    )
  addLine(last, node)
  return last
}

function startSubHeading(node: TextLine, part: Part): Draft {
  const draft = startDraft(part, 'heading', node.line, node.text)
  part.subHeading = { ...draft, level: headingLevel(node), form: headingForm(node) }
  return draft
}

/** Under a heading on a line of its own every label line is a statement. */
function isLabel(node: TextLine, part: Part): boolean {
  return !part.label && readLabel(node) !== undefined
}
