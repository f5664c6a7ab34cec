import { expect, test } from 'vitest'
import type { Health } from '../../../src/domain/model.ts'
import { renderHealthComment } from '../../../src/domain/text/health-comment.ts'
import { expectRich, read } from './reading.ts'

test.each<[string, Health | undefined, Health, string]>([
  ['a change', 'On track', 'At risk', '**From On track to At risk** since 16 Nov 2026. "Leads" is at risk.'],
  ['a first judgement', undefined, 'At risk', '**At risk** since 16 Nov 2026. "Leads" is at risk.'],
  ['a change taken back', 'At risk', 'At risk', '**At risk again** since 16 Nov 2026. "Leads" is at risk.'],
])('%s', (_, from, to, words) => {
  const html = renderHealthComment({
    ...(from ? { from } : {}),
    to,
    reason: '"Leads" is at risk.',
    since: '2026-11-16',
  })
  expectRich(html, 'post')
  expect(read(html)).toBe(`${words}\n— asana-v2mom`)
})

test('a reason cannot leave its line', () => {
  const html = renderHealthComment({ to: 'At risk', reason: '</body>\n<h1>"x" & y', since: '2026-11-16' })
  expectRich(html, 'post')
  expect(read(html).split('\n')).toHaveLength(2)
})
