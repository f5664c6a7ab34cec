import type { Component } from '../../model.ts'
import { END, SEPARATOR, SPACES } from './name-parts.ts'
import { matchAt } from './phrases.ts'
import { scanFirstWord, scanName } from './scan-name.ts'

/**
 * The component that a section, tag, option or heading names: one component word, or several of the same component, and
 * nothing around it but what people put around names. Undefined for a sentence, for a word of another method such as
 * "Goals", and for words of two components together.
 */
export function readName(name: string): Component | undefined {
  const text = toPlainName(name)
  const scanned = scanName(text)
  return scanned && endsAt(text, scanned.end) ? scanned.component : undefined
}

/** The component whose word a name begins with, although it names none: "Value proposition", "Vision and values". */
export function findUnreadComponent(name: string): Component | undefined {
  if (readName(name)) return undefined
  const meaning = scanFirstWord(toPlainName(name))
  return meaning === 'neutral' ? undefined : meaning
}

/** A name at the start of a line, set apart from the text behind it. */
export type HeadingName = Readonly<{
  /** Undefined for a name that decides nothing. */
  component?: Component
  /** The text behind the name; empty when the name stands alone. */
  rest: string
  /** What sets the text apart from the name. */
  separator?: 'colon' | 'dash' | 'bold'
}>

/**
 * Reads a line that begins with a name. It counts when it stands alone, when a colon or dash follows, or when it alone is
 * bold: "Actions speak louder than words" is a sentence. `boldTo` is how many characters are bold at the start of the line.
 */
export function readHeadingName(line: string, boldTo = 0): HeadingName | undefined {
  if (!/\p{L}/u.test(line)) return undefined
  const text = toHalfWidth(line)
  const scanned = scanName(text)
  if (!scanned) return undefined
  const { component, end } = scanned
  const named = component ? { component } : {}
  if (endsAt(text, end)) return { ...named, rest: '' }
  const separator = matchAt(SEPARATOR, text, end)
  if (separator) {
    const rest = line.slice(end + separator.length).trim()
    return { ...named, rest, separator: separator.includes(':') ? 'colon' : 'dash' }
  }
  const isBold =
    boldTo > 0 && boldTo < line.length && end + matchAt(SPACES, text, end).length >= boldTo && end <= boldTo
  return isBold ? { ...named, rest: line.slice(boldTo).trim(), separator: 'bold' } : undefined
}

/** Full-width signs as their half-width twins, character for character. */
function toHalfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
}

/** Bold marks inside a word are left out: letters set bold one by one read as the word. */
function toPlainName(name: string): string {
  return toHalfWidth(name).replace(/(?<=[\p{L}\p{N}])\*{1,3}(?=[\p{L}\p{N}])/gu, '')
}

function endsAt(text: string, end: number): boolean {
  return end + matchAt(END, text, end).length === text.length
}
