import { isBold } from './inline.ts'
import type { ListItem, TextLine } from './line.ts'

/** How a line shows that it is a heading: by `#` or a heading tag, by bold letters, by a colon at its end, or not at all. */
export type HeadingForm = 'level' | 'bold' | 'colon' | 'bare'

export function headingForm(node: TextLine | ListItem): HeadingForm {
  if (node.kind === 'text' && node.level !== undefined) return 'level'
  if (isBold(node)) return 'bold'
  return endsInColon(node.text) ? 'colon' : 'bare'
}

/** 1 for `#` and `<h1>`; lines that are headings without a level stand below all that have one. */
export function headingLevel(node: TextLine | ListItem): number {
  return (node.kind === 'text' ? node.level : undefined) ?? LOWEST_LEVEL
}

const LOWEST_LEVEL = 7

/** At most five words: longer lines are text. */
export function isShort(text: string): boolean {
  const words = text.split(' ', 4 * MOST_WORDS).filter((word) => /[\p{L}\p{N}]/u.test(word))
  return words.length > 0 && words.length <= MOST_WORDS
}

const MOST_WORDS = 5

export function endsInColon(text: string): boolean {
  return /[:：]$/.test(text.trimEnd())
}

/** `1. Grow pipeline` */
export function isNumbered(text: string): boolean {
  return NUMBERING.test(text)
}

export function withoutNumbering(text: string): string {
  return text.replace(NUMBERING, '')
}

const NUMBERING = /^[(（]?\d{1,3}(?:\.\d{1,3})*[.)）]\s+/

/** A short label with a text behind it on its line, and what sets the two apart. */
export type Label = Readonly<{ text: string; form: 'colon' | 'dash' | 'bold' }>

/** The label that a line begins with (`Budget: 10k`), if it does. */
export function readLabel({ text, boldTo }: TextLine): Label | undefined {
  const separators = [
    { form: 'colon', at: text.search(COLON) },
    { form: 'dash', at: text.search(DASH) },
    { form: 'bold', at: boldTo || -1 },
  ] as const
  const found = separators.find(({ at }) => at > 0 && isShort(text.slice(0, at)) && hasWords(text.slice(at)))
  return found && { text: text.slice(0, found.at), form: found.form }
}

/** A colon behind a word; the colons of times, ratios and addresses are none. */
const COLON = /[:：](?=\s)|(?<=^[^:/]{0,80}[^:/\d]):(?!\/)|：/u
const DASH = /\s[-–—](?=\s)/u

export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** A single question and nothing else, also in brackets or quotation marks. */
export function isQuestion(text: string): boolean {
  const words = text.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[)\]}）」』"'”’*_\s]{1,8}$/u, '')
  return /[?？]$/.test(words) && !/[?？!！].|[.。]\s+\p{Lu}/u.test(words)
}

/** Whether a line ends as a sentence does, or begins as the rest of one. */
export function isSentence(text: string): boolean {
  return /^\p{Ll}|[.!?,;。！？…]$/u.test(text)
}
