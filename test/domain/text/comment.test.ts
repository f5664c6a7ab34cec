import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Measure } from '../../../src/domain/model.ts'
import { renderMeasureComment } from '../../../src/domain/text/comment.ts'
import { isSigned } from '../../../src/domain/text/signature.ts'
import { person } from '../../support/builders.ts'
import { expectRich, read } from './asana-markup.ts'
import { summary } from './malicious-text.ts'
import { leads, tell } from './story.ts'

test('what is wrong, each with its fix, told to the assignee', () => {
  const html = renderMeasureComment({ measure: evaluate({ target: undefined, actual: undefined }), mention: true })
  expectRich(html, 'post')
  expect(read(html)).toMatchInlineSnapshot(`
    "@person-ana: 2 things keep this measure from counting:
    • This measure has no target. Enter the promised number in the field Target.
    • This measure has no actual value. Enter today's number in the field Actual, and 0 if nothing has come in yet.
    — asana-v2mom"
  `)
})

test('hints ride along with a fault', () => {
  const html = renderMeasureComment({ measure: evaluate({ actual: undefined, weight: -1 }), mention: true })
  expect(read(html)).toMatchInlineSnapshot(`
    "@person-ana: One thing keeps this measure from counting:
    • This measure has no actual value. Enter today's number in the field Actual, and 0 if nothing has come in yet.
    Worth knowing:
    • This measure has a negative weight, which counts as 0. Enter a weight of 0 or more in the field Weight.
    — asana-v2mom"
  `)
})

test('all is fixed', () => {
  const measure = evaluate({})
  expect(renderMeasureComment({ measure, mention: true })).toBe(
    '<body>All in place: this measure counts.\n— asana-v2mom</body>',
  )
})

test('a hint alone is not worth a word', () => {
  expect(read(renderMeasureComment({ measure: evaluate({ baseline: undefined }), mention: true }))).toContain(
    'All in place',
  )
})

test('a sound measure in a project without the fields does not count, and nothing is wrong with its task', () => {
  const measure = { ...evaluate({}), measurable: false }
  expect(read(renderMeasureComment({ measure, mention: false }))).toBe('All in place on this task.\n— asana-v2mom')
})

describe('whom it speaks to', () => {
  test.each([
    [
      'the assignee, mentioned',
      { target: undefined },
      true,
      '@person-ana: One thing keeps this measure from counting:',
    ],
    ['the assignee, by name', { target: undefined }, false, 'Ana: One thing keeps this measure from counting:'],
    [
      'the project owner, never mentioned',
      { assignee: undefined },
      true,
      'Olga, who owns the project: One thing keeps this measure from counting:',
    ],
  ])('%s', (_, wishes, mention, line) => {
    const html = renderMeasureComment({ measure: evaluate(wishes), projectOwner: person('Olga'), mention })
    expect(read(html).split('\n')[0]).toBe(line)
  })

  test('nobody, where there is nobody', () => {
    const html = renderMeasureComment({ measure: evaluate({ assignee: undefined }), mention: true })
    expect(read(html).split('\n')[0]).toBe('One thing keeps this measure from counting:')
  })
})

test('the same findings make the same words, however the numbers move', () => {
  const before = renderMeasureComment({ measure: evaluate({ target: undefined, actual: 1 }), mention: true })
  const after = renderMeasureComment({ measure: evaluate({ target: undefined, actual: 99 }), mention: true })
  expect(after).toBe(before)
})

test('whatever stands in Asana, the comment is valid, signed and mentions nobody but the assignee', () => {
  fc.assert(
    fc.property(summary, fc.boolean(), ({ measures, owner }, mention) => {
      for (const measure of measures) {
        const html = renderMeasureComment({ measure, mention, ...(owner ? { projectOwner: owner } : {}) })
        expectRich(html, 'post')
        expect(isSigned(html)).toBe(true)
        expect(html.split('data-asana-gid').length - 1).toBeLessThanOrEqual(mention && measure.owner ? 1 : 0)
      }
    }),
  )
})

function evaluate(wishes: Parameters<typeof leads>[0]): Measure {
  const [measure] = tell({ tasks: [leads(wishes)] }).summary.measures
  if (!measure) throw new Error('a measure task makes a measure')
  return measure
}
