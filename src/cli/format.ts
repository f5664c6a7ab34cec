/** A fraction 0…1 as whole percent. */
export function percent(fraction: number | undefined): string {
  return fraction === undefined ? 'no figure yet' : `${Math.round(fraction * 100)}%`
}

/** A bar of `width` characters, filled to a fraction that is clamped to 0…1. */
export function bar(fraction: number | undefined, width = 20): string {
  const filled = Math.round(Math.min(1, Math.max(0, fraction ?? 0)) * width)
  return '█'.repeat(filled) + '░'.repeat(width - filled)
}

/** The number of writes of one sync. */
export function describeWrites(count: number): string {
  if (count === 0) return 'nothing to write'
  return count === 1 ? '1 write' : `${count} writes`
}

/** Text from Asana as one line, without control characters (escape sequences, bidi overrides). */
export function stripControlChars(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
}

/** Text of several lines for a terminal: newlines and tabs stay, other control characters and bidi overrides become `·`. */
export function sanitizeForTerminal(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·')
}

/** The visible text of rich text that the service rendered itself. */
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
