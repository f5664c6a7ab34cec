import { createRequire } from 'node:module'

export type XmlNode = string | XmlElement
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlNode[] }

type Handler = (found: { message?: string; name?: string; attributes?: Record<string, string> } & string) => void
type Parser = { on(event: string, handler: Handler): void; write(text: string): Parser; close(): void }

// The types saxes ships with do not compile under exactOptionalPropertyTypes, so only what is used here is described.
const { SaxesParser } = createRequire(import.meta.url)('saxes') as {
  SaxesParser: new (options: { fragment: boolean }) => Parser
}

const NOT_FOR_TEXT = ['comment', 'cdata', 'processinginstruction', 'doctype', 'xmldecl']

/** The nodes of a piece of XML; throws a sentence about the first thing that is not well-formed. */
export function parseXml(text: string): XmlNode[] {
  const root: XmlElement = { name: '', attributes: {}, children: [] }
  const open = [root]
  const parser = new SaxesParser({ fragment: true })
  parser.on('error', (error) => fail(error.message ?? 'not well-formed'))
  for (const kind of NOT_FOR_TEXT) parser.on(kind, () => fail(`unexpected ${kind}`))
  parser.on('opentag', ({ name = '', attributes = {} }) => {
    const element: XmlElement = { name, attributes: { ...attributes }, children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', (words) => void open.at(-1)?.children.push(words))
  parser.write(text).close()
  return root.children
}

/** Text as it may stand between tags. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The XML of a node. */
export function toXml(node: XmlNode): string {
  if (typeof node === 'string') return escapeXml(node)
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escapeQuoted(value)}"`)
  const open = `${node.name}${attributes.join('')}`
  return node.name === 'hr' ? `<${open}/>` : `<${open}>${node.children.map(toXml).join('')}</${node.name}>`
}

function escapeQuoted(text: string): string {
  return escapeXml(text).replaceAll('"', '&quot;')
}

function fail(reason: string): never {
  throw new Error(reason)
}
