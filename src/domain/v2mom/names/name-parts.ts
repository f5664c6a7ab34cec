import { DECORATION } from './phrases.ts'
import { CONJUNCTIONS, PERIOD_PREPOSITIONS } from './surrounding-words.ts'

/**
 * The parts of a name that are no words, as sticky patterns. Full-width signs are written half-width before they are matched.
 * No two neighbouring repetitions share a character, so hostile text costs linear time.
 */
const SPACE = `[${DECORATION}]*`
const NO_WORD_FOLLOWS = '(?![\\p{L}\\p{M}\\p{N}])'
const NUMERAL = '(?:\\p{Nd}{1,3}|[ivx]{1,5}|\\p{L})'
const YEAR = '(?:19|20)\\d\\d'
const PERIOD_ATOM = `(?:${YEAR}|fy ?['’]?\\d{2}(?:\\d{2})?|[qts][1-4]|h[12]|['’]\\d{2}${NO_WORD_FOLLOWS})`
const PERIOD = `${PERIOD_ATOM}(?: ?[-–/'’ ]? ?(?:${PERIOD_ATOM}|\\d{2})){0,2}(?:年度?|${NO_WORD_FOLLOWS})`
const PREPOSITION = `(?:${PERIOD_PREPOSITIONS.join('|')})\\s+`
const JOINT = `(?:[&+/,、・]|(?:${CONJUNCTIONS.join('|')})${NO_WORD_FOLLOWS})`
/** A year or number belongs to the name only if the name ends behind it, or goes on with a bracket or another name. */
const NAME_ENDS = `(?=${SPACE}(?:$|[-–—_:.!…&+/,、・()[\\]{}<>【】「」『』《》]|(?:${CONJUNCTIONS.join('|')})${NO_WORD_FOLLOWS}))`

const CHECKBOX = '\\[[ xX✓✔]?\\](?=\\s)'
const NUMBERING = [
  '\\p{Nd}{1,3}(?:\\.\\p{Nd}{1,3}){1,3}[.)]?(?=\\s)',
  `${NUMERAL}[.)]`,
  `${NUMERAL}\\s*[-–—:=](?=\\s)`,
  `[([]${NUMERAL}[)\\]]`,
  '\\p{Nd}\\uFE0F?\\u20E3',
  '\\p{No}',
].join('|')
const V2MOM = `v2 ?m[o0]m${NO_WORD_FOLLOWS}`
const BRACKETED = `[([{【]\\s*(?:${V2MOM}|${PERIOD})\\s*[)\\]}】]`
/** Around a name on its left: decoration, then numbering, V2MOM or a period. */
export const LEAD = sticky(`[${DECORATION}#>_+\\-–—]*`)
export const PREFIX = sticky(`(?:${CHECKBOX}|${NUMBERING}|(?:${BRACKETED}|${V2MOM}|${PERIOD})(?:\\s*[:/\\\\])?)`)
/** A period among the words that stand before a component word. */
export const INNER_PERIOD = sticky(`${PERIOD}${SPACE}`)
/** Between a qualifier and its word. */
export const GAP = sticky(`[-_](?=\\p{L})|${SPACE}`)
/** Behind a component word: a period, or a number as in `Method 1` and `KPI #3`. */
export const TAIL_PERIOD = sticky(`${SPACE}(?:[-–—]${SPACE})?(?:${PREPOSITION})?${PERIOD}${NAME_ENDS}`)
export const TAIL_NUMBER = sticky(
  `${SPACE}(?:#|№|no\\.?|nr\\.?)? ?\\p{Nd}{1,3}(?:\\.\\p{Nd}{1,2})?(?!\\.?\\p{Nd}|\\s*[%€$£])${NAME_ENDS}`,
)
/** Before a bracket or phrase that belongs to the word before it. */
export const SPACES = sticky(SPACE)
/** Between two names: a sign, a word, or a comma and a word. */
export const JOINTS = sticky(`${SPACE}${JOINT}(?:${SPACE}${JOINT})?${SPACE}`)
/** What may follow a name that stands alone. */
export const END = sticky(`[${DECORATION}#_:.!…。>\\-–—]*`)
/** Between a name and the text on its line. A dash needs a blank behind it: "Value-based pricing" is no heading. */
export const SEPARATOR = sticky(`[${DECORATION}_]*(?::+|[-–—](?=[*_]*\\s))(?:[*_\`~]+(?=\\s))?\\s*`)

/** Brackets by the character that opens them. */
export const CLOSERS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '<': '>',
  '【': '】',
  '「': '」',
  '『': '』',
  '《': '》',
  '〈': '〉',
  '〔': '〕',
}

function sticky(pattern: string): RegExp {
  return new RegExp(pattern, 'iuy')
}
