/** Safe markup: only `html` makes it. */
export type Html = Readonly<{ markup: string }>

type Part = Html | string | number | undefined | readonly Part[]

/** A template tag: values that are no markup themselves are escaped, undefined is left out. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = texts.map((text, at) => text + toMarkup(parts[at]))
  return { markup: pieces.join('') }
}

function toMarkup(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  return 'markup' in part ? part.markup : part.map(toMarkup).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark)
}

/** A link; the bare text where the address is missing or no web address. */
export function link(url: string | undefined, text: string): Html {
  const isWeb = url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  return isWeb ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`
}
