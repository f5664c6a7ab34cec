import { invalid } from './errors.ts'
import { resolveLink } from './rich-links.ts'
import { textOf } from './rich-words.ts'
import type { Gid, Rich, State } from './state.ts'
import { escapeXml, parseXml, toXml, type XmlElement, type XmlNode } from './xml.ts'

export type RichKind = 'task' | 'comment' | 'status' | 'project' | 'brief'

/** Text for people: plain, or rich when given as html. */
export type RichInput = string | Readonly<{ html: string }>

const INLINE = ['strong', 'em', 'u', 's', 'code', 'a']
const EVERYWHERE = [...INLINE, 'ol', 'ul', 'li', 'blockquote', 'pre']
const ALLOWED: Readonly<Record<RichKind, readonly string[]>> = {
  task: [...EVERYWHERE, 'h1', 'h2', 'hr'],
  comment: EVERYWHERE,
  status: EVERYWHERE,
  project: EVERYWHERE,
  brief: [...EVERYWHERE, 'h1', 'h2', 'hr', 'table', 'tr', 'td'],
}

/** Takes text or html as Asana does: links expanded, html refused unless every tag may stand there. */
export function parseRich(state: State, input: RichInput, kind: RichKind, property = 'html_text'): Rich {
  if (typeof input === 'string') return { text: input, html: `<body>${escapeXml(input)}</body>` }
  try {
    const body = onlyBody(parseXml(input.html))
    checkElement(body, kind)
    const linked = resolveLinks(state, body)
    return { text: textOf(linked), html: toXml(linked) }
  } catch (error) {
    throw invalid(`${property}: XML is invalid: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The users a text @-mentions. */
export function mentionsIn(state: State, rich: Rich): Gid[] {
  const gids = [...rich.html.matchAll(/data-asana-gid="(\d+)"/g)].map((match) => match[1] ?? '')
  return gids.filter((gid) => state.tables.user.has(gid))
}

function onlyBody(nodes: readonly XmlNode[]): XmlElement {
  const [body, ...more] = nodes.filter((node) => typeof node !== 'string' || node.trim() !== '')
  if (body === undefined || typeof body === 'string' || body.name !== 'body' || more.length > 0) {
    throw new Error('the text must have a single root element <body>')
  }
  return body
}

function checkElement(element: XmlElement, kind: RichKind): void {
  if (element.name !== 'a' && Object.keys(element.attributes).length > 0) {
    throw new Error(`<${element.name}> cannot have attributes`)
  }
  for (const child of element.children) {
    if (typeof child === 'string') continue
    if (!mayHold(element.name, child.name, kind)) {
      throw new Error(`<${child.name}> is not allowed in <${element.name}> here`)
    }
    checkElement(child, kind)
  }
  if (isHeading(element.name) && textOf(element).includes('\n')) {
    throw new Error(`<${element.name}> cannot hold a line break`)
  }
}

function mayHold(parent: string, child: string, kind: RichKind): boolean {
  if (!ALLOWED[kind].includes(child)) return false
  if (isList(parent)) return child === 'li' || isList(child)
  if (isHeading(parent)) return INLINE.includes(child)
  if (parent === 'table' || child === 'tr') return parent === 'table' && child === 'tr'
  if (parent === 'tr' || child === 'td') return parent === 'tr' && child === 'td'
  return child !== 'li' && !(parent === 'a' && child === 'a')
}

function isList(name: string): boolean {
  return name === 'ul' || name === 'ol'
}

function isHeading(name: string): boolean {
  return name === 'h1' || name === 'h2'
}

function resolveLinks(state: State, element: XmlElement): XmlElement {
  if (element.name === 'a') return resolveLink(state, element)
  const children = element.children.map((child) => (typeof child === 'string' ? child : resolveLinks(state, child)))
  return { ...element, children }
}
