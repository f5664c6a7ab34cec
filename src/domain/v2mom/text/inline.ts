/** The words of a line without its bold marks, and how many characters at its start they make bold. */
export function parseInline(source: string): { text: string; boldTo: number } {
  const marked = source.replaceAll(/\s+/g, ' ').trim()
  const pieces = marked.split(BOLD_MARK)
  const [before = '', bold = ''] = pieces
  const text = pieces.join('')
  const start = text.length - text.trimStart().length
  // Emoji and numbering may stand before the mark, and a mark that is never closed makes nothing bold.
  const isBoldAtStart = pieces.length > 2 && bold.trim() !== '' && !/\p{L}/u.test(before)
  return { text: text.trim(), boldTo: isBoldAtStart ? before.length + bold.trimEnd().length - start : 0 }
}

/** Two or three stars – a longer run is drawn –, or two underscores at the edge of a word. */
const BOLD_MARK = /(?<!\*)\*{2,3}(?!\*)|(?<![\p{L}\p{N}_])__(?!_)|(?<!_)__(?![\p{L}\p{N}_])/gu

/** A line of which nothing but emoji or a colon is not bold. */
export function isBold({ text, boldTo }: { text: string; boldTo: number }): boolean {
  return boldTo > 0 && /[\p{L}\p{N}]/u.test(text.slice(0, boldTo)) && !/[\p{L}\p{N}]/u.test(text.slice(boldTo))
}
