import type { Component } from '../../model.ts'
import { COMPONENT_WORDS, NEUTRAL_WORDS } from './component-words.ts'
import {
  CLOSERS,
  END,
  GAP,
  INNER_PERIOD,
  JOINTS,
  LEAD,
  PREFIX,
  SPACES,
  TAIL_NUMBER,
  TAIL_PERIOD,
} from './name-parts.ts'
import { findPhrase, indexPhrases, matchAt } from './phrases.ts'
import { QUALIFIERS, TAILS } from './surrounding-words.ts'

/** What a word says: a component, or that it decides nothing. */
type Meaning = Component | 'neutral'

/** A name at the start of a text. Without a component it decides nothing: a neutral word, or words of two components. */
export type ScannedName = Readonly<{ component?: Component; end: number }>

const NAMES = indexPhrases<Meaning>([
  ...Object.values(COMPONENT_WORDS).flatMap((words) =>
    Object.entries(words).flatMap(([component, phrases]) =>
      phrases.map((phrase) => [phrase, component as Component] as const),
    ),
  ),
  ...NEUTRAL_WORDS.map((phrase) => [phrase, 'neutral'] as const),
])
const QUALIFIER_PHRASES = indexPhrases(QUALIFIERS.map((phrase) => [phrase, true] as const))
const TAIL_PHRASES = indexPhrases(TAILS.map((phrase) => [phrase, true] as const))

/** A name has few parts; a text that goes on and on with them is none. */
const MOST_PARTS = 8

/**
 * Reads a name at the start of a text with half-width signs: what stands before it, one or more joined component words,
 * and what may stand behind them. What follows then is the caller's to judge.
 */
export function scanName(text: string): ScannedName | undefined {
  let at = skipPrefixes(text, 0)
  const closers: string[] = []
  for (let closer = CLOSERS[text.charAt(at)]; closer && closers.length < 2; closer = CLOSERS[text.charAt(at)]) {
    closers.unshift(closer)
    at = skipPrefixes(text, at + 1)
  }
  const words = scanWords(text, at)
  if (!words || closers.length === 0) return words
  at = words.end
  for (const closer of closers) {
    at += matchAt(END, text, at).length
    // The end of a name may look like the bracket that closes it.
    if (text.charAt(at) !== closer && text.charAt(at - 1) !== closer) return undefined
    if (text.charAt(at) === closer) at += 1
  }
  return { ...words, end: skipTails(text, at) }
}

/** The meaning of the first component word, whatever follows it. */
export function scanFirstWord(text: string): Meaning | undefined {
  let at = skipPrefixes(text, 0)
  if (CLOSERS[text.charAt(at)]) at = skipPrefixes(text, at + 1)
  return scanTerm(text, at)?.meaning
}

function skipPrefixes(text: string, start: number): number {
  let at = start
  for (let count = 0; count < MOST_PARTS; count += 1) {
    at += matchAt(LEAD, text, at).length
    const { length } = matchAt(PREFIX, text, at)
    if (length === 0) break
    at += length
  }
  return at
}

function scanWords(text: string, start: number): ScannedName | undefined {
  const components = new Set<Component>()
  let at = start
  for (let count = 0; count < MOST_PARTS; count += 1) {
    const term = scanTerm(text, at)
    if (!term) return undefined
    if (term.meaning !== 'neutral') components.add(term.meaning)
    const end = skipTails(text, term.end)
    const { length } = matchAt(JOINTS, text, end)
    if (length === 0) {
      const [component] = components
      return component && components.size === 1 ? { component, end } : { end }
    }
    at = end + length
  }
  return undefined
}

/** One component word with at most one qualifier and one period before it. */
function scanTerm(text: string, start: number): { meaning: Meaning; end: number } | undefined {
  let at = start
  let hasQualifier = false
  let hasPeriod = false
  for (;;) {
    const phrase = findPhrase(NAMES, text, at)
    if (phrase) return phrase
    const afterQualifier = hasQualifier ? at : endOfQualifier(text, at)
    const afterPeriod = hasPeriod ? at : at + matchAt(INNER_PERIOD, text, at).length
    if (afterQualifier > at) hasQualifier = true
    else if (afterPeriod > at) hasPeriod = true
    else return undefined
    at = Math.max(afterQualifier, afterPeriod)
  }
}

function endOfQualifier(text: string, at: number): number {
  const end = findPhrase(QUALIFIER_PHRASES, text, at)?.end
  return end === undefined ? at : end + matchAt(GAP, text, end).length
}

function skipTails(text: string, start: number): number {
  let at = start
  for (let count = 0; count < MOST_PARTS; count += 1) {
    const end = endOfTail(text, at)
    if (end === undefined) break
    at = end
  }
  return at
}

function endOfTail(text: string, at: number): number | undefined {
  const simple = matchAt(TAIL_PERIOD, text, at) || matchAt(TAIL_NUMBER, text, at)
  if (simple) return at + simple.length
  const next = at + matchAt(SPACES, text, at).length
  return findPhrase(TAIL_PHRASES, text, next)?.end ?? endOfBracket(text, next)
}

/** Where the bracket that opens at `at` is closed, the brackets within it passed over. */
function endOfBracket(text: string, at: number): number | undefined {
  const opener = text.charAt(at)
  const closer = CLOSERS[opener]
  if (!closer) return undefined
  let depth = 0
  for (let index = at; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === opener) depth += 1
    else if (character === closer) depth -= 1
    if (depth === 0) return index + 1
  }
  return undefined
}
