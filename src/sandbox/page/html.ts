/** Markup that is known to be safe; everything else is escaped when it is put into a page. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Attributes that are there or not. */
export const SELECTED = new Markup(' selected')
export const CURRENT = new Markup(' aria-current="page"')

type Part = Markup | string | number | undefined | false | readonly Part[]

/** Builds markup from a template; whatever is put in is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((string, i) => string + (i < parts.length ? toText(parts[i]) : '')).join(''))
}

/** Text with the five characters of markup made harmless. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

function toText(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'object') return part.map(toText).join('')
  return escapeHtml(String(part))
}
