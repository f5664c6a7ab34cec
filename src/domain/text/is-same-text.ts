import { visibleText } from './strip-markup.ts'

/**
 * Whether two rich texts say the same to a reader. Asana fills in links and mentions when it stores a text and may
 * write entities and white space its own way, so bytes do not compare.
 */
export function isSameText(a: string, b: string): boolean {
  return a === b || normalizeText(a) === normalizeText(b)
}

function normalizeText(html: string): string {
  return visibleText(decode(html.replace(LINK, nameMention))).replace(/\s+/g, '')
}

const LINK = /<a\b([^<>]*?)(?:\/>|>([^<]*)<\/a>)/g

/** A mention is whom it tells, whatever name Asana shows; any other link is its words. */
function nameMention(_link: string, attributes: string, words = ''): string {
  const gid = /data-asana-gid="([^"]+)"/.exec(attributes)?.[1]
  const type = /data-asana-type="(\w+)"/.exec(attributes)?.[1] ?? 'user'
  return gid !== undefined && type === 'user' ? `@${gid}` : words
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&nbsp;': ' ',
  '&#160;': ' ',
}

/** Characters we write plainly and Asana may not. */
function decode(html: string): string {
  return html.replace(/&(?:quot|apos|nbsp|#34|#39|#160);/g, (entity) => ENTITIES[entity] ?? entity)
}
