import type { Component } from '../../model.ts'
import type { HeadingForm, Label } from './headings.ts'
import type { ListItem, TextLine } from './line.ts'

/** A statement in the making. */
export type Draft = {
  readonly line: number
  /** What it began with: prose, a list item or table row, a label line or a sub-heading. */
  readonly kind: 'text' | 'item' | 'label' | 'heading'
  readonly lines: string[]
}

/** The text under one heading, as it is read. */
export type Part = {
  readonly component: Component
  readonly line: number
  readonly level: number
  readonly form: HeadingForm
  /** Its text began on the heading's line, set apart like this. */
  readonly label: Label['form'] | undefined
  /** The list item that is its heading. */
  readonly item: ListItem | undefined
  /** Lines are indented below its heading. */
  readonly hasChildren: boolean
  /** The first of `drafts` stands on the heading's line. */
  readonly hasRest: boolean
  readonly drafts: Draft[]
  /** The sub-heading that takes up all lines. */
  subHeading: (Draft & Readonly<{ level: number; form: HeadingForm }>) | undefined
  /** Items beside its heading, not below it, are its own. */
  isFlat: boolean
  isClosed: boolean
}

/** Begins a statement of the part. */
export function startDraft(part: Part, kind: Draft['kind'], line: number, text: string): Draft {
  const draft: Draft = { line, kind, lines: [text] }
  part.drafts.push(draft)
  return draft
}

/** Adds a line, behind an empty one where the text has one. */
export function addLine(draft: Draft, node: TextLine | ListItem): void {
  if (node.isAfterBlank) draft.lines.push('')
  draft.lines.push(node.kind === 'item' ? `- ${node.text}` : node.text)
}
