/** Whatever a person typed, as one line that cannot disturb the text around it. */
export function toSafeLine(text: string): string {
  return text.toWellFormed().replace(DISTURBING, '').replace(/\s+/g, ' ')
}

/**
 * Control characters, what XML forbids, and invisible formatting such as the bidi overrides that turn a line around.
 * White space is left to become a space. The two joiners stay: emoji and Persian words are made with them.
 */
const DISTURBING = /(?![\s\u200C\u200D])[\p{Cc}\p{Cf}\p{Noncharacter_Code_Point}]/gu
