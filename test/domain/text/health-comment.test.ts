import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HEALTHS, type Health } from '../../../src/domain/model.ts'
import { parseHealthComment, renderHealthComment } from '../../../src/domain/text/health-comment.ts'
import { visibleText } from '../../../src/domain/text/strip-markup.ts'
import { expectRich, read } from './asana-markup.ts'

test.each<[string, Health, Health, string]>([
  ['a change', 'On track', 'At risk', '**From On track to At risk** since 16 Nov 2026. "Leads" is at risk.'],
  ['a change taken back', 'At risk', 'At risk', '**At risk again** since 16 Nov 2026. "Leads" is at risk.'],
])('%s', (_, from, to, words) => {
  const html = renderHealthComment({ from, to, reason: '"Leads" is at risk.', since: '2026-11-16' })
  expectRich(html, 'post')
  expect(read(html)).toBe(`${words}\n— asana-v2mom`)
})

test('a reason cannot leave its line', () => {
  const html = renderHealthComment({
    ...{ from: 'On track', to: 'At risk' },
    ...{ reason: '</body>\n<h1>"x" & y', since: '2026-11-16' },
  })
  expectRich(html, 'post')
  expect(read(html).split('\n')).toHaveLength(2)
})

test('what it told is read back, whatever the reason says', () => {
  const health = fc.constantFrom(...HEALTHS)
  const reason = fc.oneof(fc.constant('"From Achieved to On track since" is at risk.'), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(health, health, reason, (from, to, why) => {
      const html = renderHealthComment({ from, to, reason: why, since: '2026-11-16' })
      expect(parseHealthComment(visibleText(html))).toEqual({ from, to })
    }),
  )
})

test.each([['From here to there since 16 Nov 2026.'], ['Hello'], ['']])('other words tell nothing: %s', (text) => {
  expect(parseHealthComment(text)).toBeUndefined()
})
