/** Phrases of words, each with its meaning, and how many words the longest of them has. */
export type Phrases<Meaning> = Readonly<{ meanings: ReadonlyMap<string, Meaning>; mostWords: number }>

/** Indexes phrases by their words. Of two entries for one phrase the first counts. */
export function indexPhrases<Meaning>(
  entries: Iterable<readonly [phrase: string, meaning: Meaning]>,
): Phrases<Meaning> {
  const meanings = new Map<string, Meaning>()
  let mostWords = 1
  for (const [phrase, meaning] of entries) {
    const key = phrase.split(' ').map(foldWord).join(' ')
    if (!meanings.has(key)) meanings.set(key, meaning)
    mostWords = Math.max(mostWords, key.split(' ').length)
  }
  return { meanings, mostWords }
}

/** One word without case, accents and apostrophes; bold and half-width letters become ordinary ones. */
export function foldWord(word: string): string {
  if (word.length > LONGEST_WORD) return ''
  return word
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS_AND_APOSTROPHES, '')
    .replaceAll('ß', 'ss')
    .normalize('NFC')
    .toLowerCase()
}

/** Latin accents alone: Japanese voicing marks tell words apart. */
const ACCENTS_AND_APOSTROPHES = /[\u0300-\u036f'’]/g
/** No known word is longer; what is longer needs no folding. */
const LONGEST_WORD = 60

/**
 * The longest known phrase that begins at `at`, and where it ends. A hyphen or underscore may stand for a blank between its
 * words, as in tags (`key-results`).
 */
export function findPhrase<Meaning>(
  { meanings, mostWords }: Phrases<Meaning>,
  text: string,
  at: number,
): { meaning: Meaning; end: number } | undefined {
  let found: { meaning: Meaning; end: number } | undefined
  let key = ''
  let next = at
  for (let count = 0; count < mostWords; count += 1) {
    const word = matchAt(WORD, text, next)
    if (!word) break
    key += (key && ' ') + foldWord(word)
    const end = next + word.length
    const meaning = meanings.get(key)
    if (meaning !== undefined) found = { meaning, end }
    next = end + matchAt(BETWEEN_WORDS, text, end).length
  }
  return found
}

/** What a sticky pattern matches at `at`; empty when it does not. */
export function matchAt(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at
  return sticky.exec(text)?.[0] ?? ''
}

/** Marks, emoji and arrows: decoration wherever it stands in a name, as blanks are. */
export const DECORATION = `\\s*\`~|=•·◦‣▪●○»«›‹\\u2190-\\u21FF\\p{Extended_Pictographic}\\p{So}\\p{RI}\\p{EMod}\\p{Cf}\\uFE0F\\u20E3`

const CJK = '(?=[\\p{L}\\p{M}])[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}]'
const LETTER = `(?!${CJK})[\\p{L}\\p{M}\\p{N}]`
// Japanese writes no blanks: a change of script ends a word, so that a year may follow.
const WORD = new RegExp(`(?:${CJK})+|(?:${LETTER})+(?:['’](?:${LETTER})+)*`, 'uy')
const BETWEEN_WORDS = new RegExp(`[-_](?=[\\p{L}])|[${DECORATION}]*`, 'uy')
