/** Markup that may stand in a page as it is. Only the tag below makes it. */
export type Html = Readonly<{ markup: string }>

type Part = Html | string | number | undefined | readonly Part[]

/** Markup with values in it; whatever is not markup itself is escaped, undefined is left out. */
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

/** A link that opens only web addresses; the bare text where there is none. */
export function link(url: string | undefined, text: string): Html {
  const isWeb = url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  return isWeb ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`
}
