import type { XmlElement, XmlNode } from './xml.ts'

const BLOCKS = new Set(['ul', 'ol', 'li', 'blockquote', 'pre', 'h1', 'h2', 'hr', 'table', 'tr', 'td'])

/** The plain text of rich text: blocks and list items on lines of their own, a mention as the address of the person. */
export function textOf(body: XmlElement): string {
  const words = collect(body.children, '')
  return words.replace(/\n$/, '')
}

function collect(nodes: readonly XmlNode[], before: string): string {
  let text = before
  for (const node of nodes) text = typeof node === 'string' ? text + node : collectElement(node, text)
  return text
}

function collectElement(element: XmlElement, before: string): string {
  if (element.name === 'a' && element.attributes['data-asana-dynamic'] === 'true') {
    return before + (element.attributes['href'] ?? '')
  }
  if (!BLOCKS.has(element.name)) return collect(element.children, before)
  return onNewLine(collect(element.children, onNewLine(before)))
}

function onNewLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
