import type { Person } from '../model.ts'
import { toSafeLine } from '../strings/sanitize.ts'

/** Text in Asana's markup that is safe to write; only this file makes it. */
export type Rich = Readonly<{ html: string }>

type Part = Rich | readonly Rich[] | string | number | undefined

/** Builds markup from a template; whatever is put in is made harmless unless it is markup itself. */
export function rich(strings: TemplateStringsArray, ...parts: readonly Part[]): Rich {
  return { html: strings.map((string, i) => string + toHtml(parts[i])).join('') }
}

/** The whole text as Asana wants it: one root, well-formed, a line break is a newline. */
export function toBody(...blocks: readonly Rich[]): string {
  return `<body>${joinRich(blocks, '\n').html}</body>`
}

export function bullets(items: readonly Rich[]): Rich {
  return rich`<ul>${items.map((item) => rich`<li>${item}</li>`)}</ul>`
}

export function joinRich(parts: readonly Rich[], separator: '\n' | ', ' | '; ' | ' '): Rich {
  return { html: parts.map((part) => part.html).join(separator) }
}

/** A link for a web address, else the words alone. Attributes are allowed on `<a>` only. */
export function link(words: string, url: string | undefined): Rich {
  const href = url === undefined ? undefined : toHref(url)
  return href === undefined ? rich`${words}` : rich`<a href="${href}">${words}</a>`
}

/** Asana fills in the name, and tells the person. */
export function mention(person: Person): Rich {
  const gid = person.gid.replace(/[^\w-]/g, '')
  return rich`<a data-asana-gid="${gid}"/>`
}

/** A longer address is no link a person has made. */
const LONGEST_URL = 200

function toHref(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined
  const { href } = new URL(url)
  return href.length > LONGEST_URL ? undefined : href
}

function toHtml(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'object') return 'html' in part ? part.html : part.map(toHtml).join('')
  return escapeText(String(part))
}

/** Only these three: Asana shows other named entities as they are written. A parsed web address has no quotes. */
function escapeText(text: string): string {
  return toSafeLine(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
