import type { Statement } from '../model.ts'
import { type Heading, parseHeading } from './heading.ts'
import { type ListItem, parseListItem } from './list-item.ts'
import { toLines, toPlainText } from './plain-text.ts'

/** The heading whose text is being read, and the list marker it stands behind, if any. */
type Open = Readonly<{ heading: Heading; item: ListItem | undefined }>

/** Reads the statements of a project's description, in the order of the text. */
export function parseDescription(marked: string): Statement[] {
  const statements: Statement[] = []
  let open: Open | undefined
  let lines: string[] = []

  function close(): void {
    const component = open?.heading.component
    const text = toPlainText(lines)
    if (component && HAS_WORDS.test(text)) statements.push({ component, text })
    lines = []
  }

  for (const line of toLines(marked)) {
    const item = parseListItem(line)
    const heading = parseHeading(line)
    if (heading && !isItemOf(open, heading, item)) {
      close()
      open = { heading, item }
      lines.push(heading.rest)
    } else {
      if (item) close()
      lines.push(item?.text ?? line)
    }
  }
  close()
  return statements
}

const HAS_WORDS = /[\p{L}\p{N}]/u

/**
 * Whether a line that could be a heading or a list item is an item of the open list. In an outline, where the open
 * heading stands behind a list marker itself, only what is indented deeper belongs to it.
 */
function isItemOf(open: Open | undefined, heading: Heading, item: ListItem | undefined): boolean {
  if (!open || !heading.list || !item) return false
  return open.item?.marker !== item.marker || item.indent > open.item.indent
}
