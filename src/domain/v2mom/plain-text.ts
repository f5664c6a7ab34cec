/** Lines of marked text as a person reads them: no marks, no rules, paragraphs one empty line apart. */
export function toPlainText(lines: readonly string[]): string {
  const text = lines.map((line) => (isRule(line) ? '' : toPlainLine(line))).join('\n')
  return text.replaceAll(/\n{3,}/g, '\n\n').trim()
}

/** One line without its heading and bold marks; every run of blanks becomes one plain space. */
export function toPlainLine(line: string): string {
  return line
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^#{1,6} /, '')
    .replaceAll(BOLD_MARK, '')
    .trim()
}

/** Splits at every line ending that editors and browsers write. */
export function toLines(text: string): string[] {
  return text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
}

/** Whether a line only draws a rule, such as `---` or `* * *`; an empty line counts. */
export function isRule(line: string): boolean {
  return /^[\s*_=–—-]*$/.test(line)
}

/** Two or three stars; a longer run is no mark but something drawn. */
const BOLD_MARK = /(?<!\*)\*{2,3}(?!\*)/g
