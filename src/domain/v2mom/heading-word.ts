import { COMPONENTS, type Component } from '../model.ts'

/** The words that name a component. */
const WORDS: Readonly<Record<Component, string>> = {
  vision: 'vision(?:\\s+statement)?',
  values: 'values?|principles',
  methods: 'methods?|strategies|tactics|initiatives|actions',
  obstacles: 'obstacles?|risks|blockers|challenges',
  measures: 'measures?|measurements?|metrics?|kpis?|key\\s+results|success\\s+criteria',
}
/** Words of neighbouring methods: headings like the others, but they decide nothing. */
const NEUTRAL_WORDS = 'mission(?:\\s+statement)?|objectives?|goals?'

const MARKS = '*_#~`>'
const EMOJI = '\\p{Extended_Pictographic}\\p{So}\\p{RI}\\p{EMod}\\uFE0F\\u20E3\\u200B-\\u200D'
const DASHES = '\\-–—'
const DECORATION = `[\\s${MARKS}${EMOJI}]*`
const LEAD = `[\\s${MARKS}${EMOJI}${DASHES}]*`
const NUMBER = '\\d{1,3}(?:[.)]|\\uFE0F?\\u20E3)'

// Every pattern is anchored and no two neighbouring repetitions share a character, so hostile text costs linear time.
const NAMED = COMPONENTS.map((component) => `(?<${component}>${WORDS[component]})`).join('|')
const START = new RegExp(
  `^(?<lead>${LEAD}(?:${NUMBER}${LEAD})?)(?:${NAMED}|${NEUTRAL_WORDS})(?![\\p{L}\\p{M}\\p{N}])`,
  'iu',
)
const NOTHING_ELSE = new RegExp(`^[\\s:：${MARKS}${EMOJI}${DASHES}]*$`, 'u')
// A dash separates only with a space behind it: "Value-based pricing" is no heading.
const SEPARATOR = new RegExp(`^${DECORATION}(?:[:：]+|[${DASHES}][${MARKS}]*(?=\\s))(?:[${MARKS}]+(?=\\s))?\\s*`, 'u')
const BOLD = /\*\*|__/
const BOLD_END = /^\s*(?:\*{2,3}|_{2,3})\s*/

/** A text that begins with a heading word, set apart from what follows. */
export type HeadingWord = Readonly<{
  component?: Component
  /** The text behind the heading; empty when the word stands alone. */
  rest: string
  /** A colon follows the word, so that it cannot be the first word of a sentence. */
  hasColon: boolean
}>

/**
 * Reads a heading word at the start of a text, decorated as people decorate headings. It counts when it stands alone,
 * when a separator follows, or when it alone is bold: "Actions speak louder than words" is a sentence.
 */
export function readHeadingWord(text: string): HeadingWord | undefined {
  const start = START.exec(text)
  if (!start) return undefined
  const behind = readBehind(text.slice(start[0].length), start.groups?.['lead'] ?? '')
  const component = COMPONENTS.find((name) => start.groups?.[name] !== undefined)
  return behind && { ...(component && { component }), ...behind }
}

function readBehind(tail: string, lead: string): Omit<HeadingWord, 'component'> | undefined {
  const separator = SEPARATOR.exec(tail)
  const hasColon = separator !== null && /[:：]/.test(separator[0])
  if (NOTHING_ELSE.test(tail)) return { rest: '', hasColon }
  if (separator) return { rest: tail.slice(separator[0].length), hasColon }
  const boldEnd = BOLD.test(lead) ? BOLD_END.exec(tail) : null
  return boldEnd ? { rest: tail.slice(boldEnd[0].length), hasColon } : undefined
}
