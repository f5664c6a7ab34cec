import { SaxesParser } from 'saxes'
import { expect } from 'vitest'

/** What Asana takes in status updates and comments; task notes may have headings too. */
const COMMON = ['body', 'strong', 'em', 'u', 's', 'code', 'ol', 'ul', 'li', 'a', 'blockquote', 'pre']
const ALLOWED = { post: COMMON, notes: [...COMMON, 'h1', 'h2'] }

/** Fails unless Asana would take the text: one root, well-formed, only known tags, attributes on links only. */
export function expectRich(html: string, kind: keyof typeof ALLOWED): void {
  const parser = new SaxesParser()
  const faults: string[] = []
  const roots: string[] = []
  let depth = 0
  parser.on('error', (error) => faults.push(error.message))
  parser.on('opentag', ({ name, attributes }) => {
    if (depth++ === 0) roots.push(name)
    if (!ALLOWED[kind].includes(name)) faults.push(`<${name}> is not allowed`)
    if (name !== 'a' && Object.keys(attributes).length > 0) faults.push(`<${name}> has attributes`)
    if (name === 'a') faults.push(...faultsOfLink(attributes))
  })
  parser.on('closetag', () => depth--)
  parser.write(html).close()
  expect({ faults, roots, html }).toEqual({ faults: [], roots: ['body'], html })
}

function faultsOfLink({ href, ...others }: Record<string, string>): string[] {
  if (href === undefined) return 'data-asana-gid' in others ? [] : ['a link leads nowhere']
  return /^https?:\/\//.test(href) ? [] : [`a link leads to ${href}`]
}

/** The text as a person reads it: bullets on their own lines, bold between stars, no other marks. */
export function read(html: string): string {
  return html
    .replace(/<\/?strong>/g, '**')
    .replace(/<li>/g, '\n• ')
    .replace(/<h([12])>(.*?)<\/h[12]>/g, (_, level, words) => `\n${'#'.repeat(Number(level))} ${words}\n`)
    .replace(/<a data-asana-gid="([^"]*)"\/>/g, '@$1')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim()
}

/** A line of a text by how it begins, without that beginning. */
export function lineOf(html: string, beginning: string): string | undefined {
  const line = read(html)
    .split('\n')
    .find((candidate) => candidate.startsWith(beginning))
  return line?.slice(beginning.length).trim()
}
