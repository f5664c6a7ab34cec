import { Parser } from 'htmlparser2'
import { escapeHtml, Markup } from './html.ts'

/** These end their line themselves: the line break behind them would make an empty line. */
const BLOCKS = new Set(['ol', 'ul', 'blockquote', 'pre', 'h1', 'h2', 'hr'])

/** The tags Asana keeps in rich text; anything else is shown as its text. */
const KEPT = new Set(['strong', 'em', 'u', 's', 'code', 'ol', 'ul', 'li', 'blockquote', 'pre', 'h1', 'h2', 'hr'])

/** Rich text as a person reads it: known tags, links that lead somewhere harmless, text for the rest. */
export function renderRich(rich: string, toPath: (gid: string) => string | undefined): Markup {
  const out: string[] = []
  const closers: string[] = []
  let isBehindBlock = false
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const [open, close] = toTags(name, attributes, toPath)
        out.push(open)
        closers.push(close)
        isBehindBlock = false
      },
      onclosetag(name) {
        out.push(closers.pop() ?? '')
        isBehindBlock = BLOCKS.has(name)
      },
      ontext(text) {
        out.push(escapeHtml(isBehindBlock ? text.replace(/^\n/, '') : text))
        isBehindBlock = false
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(rich)
  return new Markup(out.join(''))
}

type Attributes = Readonly<Record<string, string>>

function toTags(name: string, attributes: Attributes, toPath: (gid: string) => string | undefined): [string, string] {
  if (name === 'hr') return ['<hr>', '']
  if (KEPT.has(name)) return [`<${name}>`, `</${name}>`]
  if (name !== 'a') return ['', '']
  const href = toHref(attributes, toPath)
  return href === undefined ? ['<span class="mention">', '</span>'] : [`<a href="${escapeHtml(href)}">`, '</a>']
}

/** A link to something that lives here stays here; elsewhere only the web is allowed, never `javascript:`. */
function toHref(attributes: Attributes, toPath: (gid: string) => string | undefined): string | undefined {
  const gid = attributes['data-asana-gid']
  if (gid !== undefined) return toPath(gid)
  const href = attributes['href'] ?? ''
  return /^https?:\/\//i.test(href) ? href : undefined
}
