import { Parser } from 'htmlparser2'
import { createLines, type Lines } from './text-lines.ts'

/**
 * Asana's rich text as plain text with marks: `**bold**`, `# heading`, `- item`, `1. item`. Lenient, because new tags
 * come without notice: what is not known keeps its text.
 */
export function toMarkedText(html: string): string {
  const lines = createLines()
  const lists: List[] = []
  const parser = new Parser(
    {
      onopentag: (name) => open(name, lines, lists),
      onclosetag: (name) => close(name, lines, lists),
      ontext(text) {
        // Whitespace between the items of a list is only the source's layout.
        if (lists.at(-1)?.isInItem === false && text.trim() === '') return
        lines.write(text)
      },
    },
    { recognizeSelfClosing: true },
  )
  parser.end(html)
  return lines.toText()
}

/** A list that is open, and how far it got. */
type List = { isNumbered: boolean; count: number; isInItem: boolean }

const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const BOLD = new Set(['strong', 'b'])
const BLOCKS = new Set(['p', 'div', 'blockquote', 'pre', 'hr', 'table', 'tr', 'td', 'th'])

function open(name: string, lines: Lines, lists: List[]): void {
  if (BOLD.has(name)) lines.bold(+1)
  else if (name === 'br') lines.breakLine()
  else if (BLOCKS.has(name)) lines.endText()
  else if (HEADINGS.has(name)) lines.startBlock({ mark: '# ', isPlain: true, isOneLine: true })
  else if (name === 'ul' || name === 'ol') {
    lines.startBlock()
    lists.push({ isNumbered: name === 'ol', count: 0, isInItem: false })
  } else if (name === 'li') openItem(lines, lists)
}

function close(name: string, lines: Lines, lists: List[]): void {
  if (BOLD.has(name)) lines.bold(-1)
  else if (BLOCKS.has(name)) lines.endText()
  else if (HEADINGS.has(name)) lines.startBlock()
  else if (name === 'ul' || name === 'ol') {
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
  const indent = '  '.repeat(Math.max(lists.length - 1, 0))
  lines.startBlock({ mark: `${indent}${list?.isNumbered ? `${list.count}. ` : '- '}`, isOneLine: true })
}
