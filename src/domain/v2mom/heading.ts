import type { Component } from '../model.ts'
import { readHeadingWord } from './heading-word.ts'
import { parseListItem } from './list-item.ts'
import { toPlainLine } from './plain-text.ts'

/** A line that ends the statement before it. Without a component it starts nothing. */
export type Heading = Readonly<{
  component?: Component
  /** What follows the heading on its line, as plain text. */
  rest: string
  /** It stands behind a list marker and may as well be an item: inside a list it is one. */
  list?: boolean
}>

/** Reads a V2MOM heading or another heading; undefined for ordinary text. */
export function parseHeading(line: string): Heading | undefined {
  const item = parseListItem(line)
  const text = item?.text ?? line
  const word = readHeadingWord(text)
  if (!word) return isOtherHeading(text) ? { rest: '', ...(item && { list: true }) } : undefined
  // A number or a colon makes a heading word a heading wherever it stands; a bare word in a bulleted list is an item.
  const isCertain = word.component !== undefined && (word.hasColon || item?.marker !== 'bullet')
  return {
    ...(word.component && { component: word.component }),
    rest: toPlainLine(word.rest),
    ...(item && !isCertain && { list: true }),
  }
}

/** The component whose heading word is the whole name, decorations aside. */
export function toComponent(name: string): Component | undefined {
  const word = readHeadingWord(name)
  return word?.rest === '' ? word.component : undefined
}

/** As `toComponent`, for a tag: the heading word may stand behind `v2mom:` or `v2mom/`. */
export function tagToComponent(tag: string): Component | undefined {
  return toComponent(tag.replace(/^\s*v2mom\s*[:/]/i, ''))
}

/** A short line that ends in a colon or is marked as heading or bold on its own. */
function isOtherHeading(text: string): boolean {
  return isShort(text) && (endsInColon(text) || MARKED.test(text) || isBoldAlone(text))
}

const MOST_WORDS = 5
const MARKED = /^\s*#{1,6}\s/

function isShort(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  return words.length > 0 && words.length <= MOST_WORDS
}

function endsInColon(text: string): boolean {
  let end = text.length
  // A pattern for trailing marks would look at every run of marks again and again.
  while (/[\s*_~`#]/.test(text.charAt(end - 1))) end -= 1
  return /[:：]/.test(text.charAt(end - 1))
}

function isBoldAlone(text: string): boolean {
  // Emoji may stand before it.
  const bare = text.replace(/^[^\p{L}\p{N}*_]+/u, '').trimEnd()
  const mark = bare.slice(0, 2)
  if (mark !== '**' && mark !== '__') return false
  return bare.length > 4 && bare.indexOf(mark, 2) === bare.length - 2
}
