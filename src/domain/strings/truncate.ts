import { toSafeLine } from './sanitize.ts'

/** Room for one name or sentence. Words count too: sixty characters can be thirty words. */
export type TextLimit = Readonly<{ chars: number; words: number }>

export const NAME_LIMIT: TextLimit = { chars: 60, words: 30 }

/** One safe line that fits; what is cut off is marked by `…`. */
export function truncate(text: string, room: TextLimit = NAME_LIMIT): string {
  const plain = toSafeLine(text).trim()
  const words = plain.split(' ').slice(0, room.words).join(' ')
  if (words === plain && sizeOf(plain) <= room.chars) return plain
  return `${cut(words, room.chars - 1).trimEnd()}…`
}

/** The name of a task, project or person; an empty name would leave an empty line. */
export function displayName(thing: { name: string }, room: TextLimit = NAME_LIMIT): string {
  return truncate(thing.name, room) || '(no name)'
}

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Whole letters only: an emoji or an accent is never cut in two. */
function cut(text: string, chars: number): string {
  let kept = ''
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (sizeOf(kept) + sizeOf(segment) > chars) break
    kept += segment
  }
  return kept
}

function sizeOf(text: string): number {
  return [...text].length
}
