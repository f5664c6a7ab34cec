import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { toMarkdown } from '../../../../src/asana/rich-text.ts'
import { COMPONENTS } from '../../../../src/domain/model.ts'
import { readName } from '../../../../src/domain/v2mom/names/read-name.ts'
import { readStatements } from '../../../../src/domain/v2mom/text/read-parts.ts'

/** V2MOM documents of the shapes that teams publish, and how many statements each component has: `2`, `0-1` or `>=1`. */
const Document = z.object({
  id: z.string(),
  shape: z.string(),
  html: z.string().optional(),
  text: z.string().optional(),
  expect: z.record(z.enum(COMPONENTS), z.union([z.number(), z.string()])),
})
const DOCUMENTS = z.array(Document).parse(JSON.parse(readFileSync(join(import.meta.dirname, 'documents.json'), 'utf8')))

describe('documents of real shapes', () => {
  it('are twelve', () => {
    expect(DOCUMENTS).toHaveLength(12)
  })

  test.each(DOCUMENTS)('$id: $shape', ({ html, text = '', expect: expected }) => {
    const statements = readStatements(html === undefined ? text : toMarkdown(html))
    for (const component of COMPONENTS) {
      const count = statements.filter((statement) => statement.component === component).length
      const [least, most] = toRange(expected[component])
      expect(count, component).toBeGreaterThanOrEqual(least)
      expect(count, component).toBeLessThanOrEqual(most)
    }
  })

  // Asana hands out plain text as rich text too, its signs escaped.
  test.each(DOCUMENTS.filter(({ text }) => text !== undefined))('$id as rich text', ({ text = '' }) => {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    expect(readStatements(toMarkdown(`<body>${escaped}</body>`))).toEqual(readStatements(text))
  })
})

describe('names of real sections, tags and options', () => {
  test.each([
    ['Measures (KPIs)', 'measures'],
    ['KPIs 2026', 'measures'],
    ['Vision FY26', 'vision'],
    ['Our vision', 'vision'],
    ['Core values', 'values'],
    ['Success metrics', 'measures'],
    ['Potential obstacles', 'obstacles'],
    ['Obstacles & Risks', 'obstacles'],
    ['KPIs and metrics', 'measures'],
    ['Measures of success', 'measures'],
    ['Mission & Vision', 'vision'],
    ['(1) Vision', 'vision'],
    ['A) Vision', 'vision'],
    ['1 - Vision', 'vision'],
    ['[Measures]', 'measures'],
    ['V2MOM: Measures', 'measures'],
    ['Risk', 'obstacles'],
    ['Strategy', 'methods'],
    ['Action', 'methods'],
    ['Principle', 'values'],
    ['Kennzahlen', 'measures'],
    ['Hindernisse', 'obstacles'],
    ['v2mom-measures', 'measures'],
    ['v2mom measures', 'measures'],
    ['V2MOM_Measures', 'measures'],
    ['Measures & KPIs', 'measures'],
    ['📊 Measures', 'measures'],
  ])('%s is %s', (name, component) => {
    expect(readName(name)).toBe(component)
  })
})

function toRange(expected: number | string | undefined): [least: number, most: number] {
  if (typeof expected === 'number') return [expected, expected]
  const [, least, most] = /^(?:>=)?(\d+)(?:-(\d+))?$/.exec(expected ?? '') ?? []
  if (least === undefined) throw new Error(`No number of statements: ${expected}`)
  return [Number(least), most === undefined ? Number.POSITIVE_INFINITY : Number(most)]
}
