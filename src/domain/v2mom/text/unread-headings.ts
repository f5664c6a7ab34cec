import type { Component } from '../../model.ts'
import { findUnreadComponent, readHeadingName } from '../names/read-name.ts'
import { headingForm, isSentence, isShort, readLabel } from './headings.ts'
import { parseInline } from './inline.ts'
import type { LineNode, TextLine } from './line.ts'
import { parseLineTree } from './line-tree.ts'

/** A heading that begins with a component word and names no component; `line` is counted from 0. */
export type UnreadHeading = Readonly<{ component: Component; text: string; line: number }>

/** The headings and labels of a text that begin with a component word and are not read: "Values workshop", "Action plan: …". */
export function findUnreadHeadings(text: string): UnreadHeading[] {
  return findIn(parseLineTree(text))
}

function findIn(nodes: readonly LineNode[]): UnreadHeading[] {
  return nodes.flatMap((node, index) => {
    if (node.kind === 'rule') return []
    if (node.kind === 'table')
      return node.rows.flatMap(({ line, cells: [first = ''] }) => toUnread(parseInline(first).text, line))
    const heading = node.kind === 'text' ? headingOf(node, nodes[index + 1]) : undefined
    return [...toUnread(heading ?? '', node.line), ...findIn(node.children)]
  })
}

function toUnread(text: string, line: number): UnreadHeading[] {
  const component = findUnreadComponent(text)
  return component ? [{ component, text: text.trim(), line }] : []
}

/** The heading that a line is or begins with, unless it is read. */
function headingOf(node: TextLine, next: LineNode | undefined): string | undefined {
  if (readHeadingName(node.text, node.boldTo)?.component) return undefined
  const label = readLabel(node)
  if (label) return label.text
  const stands = (node.isAfterBlank && node.isBeforeBlank) || (node.children[0] ?? next)?.kind === 'item'
  const isHeading = headingForm(node) !== 'bare' || (stands && !isSentence(node.text))
  return isHeading && isShort(node.text) ? node.text : undefined
}
