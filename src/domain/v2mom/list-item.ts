import { isRule } from './plain-text.ts'

/** A line of a bullet or numbered list. */
export type ListItem = Readonly<{
  marker: 'bullet' | 'number'
  /** How many blanks stand before the marker. */
  indent: number
  text: string
}>

/** Reads a list item; undefined for a line without a list marker. */
export function parseListItem(line: string): ListItem | undefined {
  const match = ITEM.exec(line)
  if (!match || isRule(line)) return undefined
  return {
    marker: match.groups?.['number'] === undefined ? 'bullet' : 'number',
    indent: match.groups?.['indent']?.length ?? 0,
    text: line.slice(match[0].length),
  }
}

// A blank must follow the marker, or "*vision*", "-5 %" and "3.5 points" would be items.
const ITEM = /^(?<indent>\s*)(?:[-*+–•·◦‣▪●○]|(?<number>\d{1,3}[.)]))(?:\s+|$)/u
