/** A fraction for the terminal. */
export function percent(fraction: number | undefined): string {
  return fraction === undefined ? 'no figure yet' : `${Math.round(fraction * 100)}%`
}

/** A bar of `width` characters, filled to a fraction that is clamped to 0…1. */
export function bar(fraction: number | undefined, width = 20): string {
  const filled = Math.round(Math.min(1, Math.max(0, fraction ?? 0)) * width)
  return '█'.repeat(filled) + '░'.repeat(width - filled)
}

/** What a run did in Asana. */
export function describeWrites(count: number): string {
  if (count === 0) return 'nothing to write'
  return count === 1 ? '1 write' : `${count} writes`
}

/** One line of a foreign text, without control characters that could play with a terminal. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
}

/** Text as it may go to a terminal: lines and tabs, but nothing that moves the cursor or turns the writing round. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·')
}

/** The visible text of our own rich text. */
export function toTerminalText(html: string): string {
  return html
    .replace(/<li>/g, '\n  • ')
    .replace(/<\/?(ul|ol)>/g, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
