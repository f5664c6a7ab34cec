import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rollup, StatusUpdate } from '../../../src/domain/model.ts'
import { renderSignature } from '../../../src/domain/text/signature.ts'
import { parseWeeklyUpdate } from '../../../src/domain/text/weekly-parse.ts'
import { renderTitle } from '../../../src/domain/text/weekly-title.ts'

const LAST_MONDAY = '2026-11-09T08:00:00.000Z'

test.each([
  ['the change since last week', 0.62, 0.7, 0.57, 'Week 47 · KPI 62% of target, 70% expected (+5 pts)'],
  ['a fall', 0.62, 0.7, 0.7, 'Week 47 · KPI 62% of target, 70% expected (-8 pts)'],
  ['a single point', 0.62, 0.7, 0.61, 'Week 47 · KPI 62% of target, 70% expected (+1 pt)'],
  ['no change', 0.62, 0.7, 0.62, 'Week 47 · KPI 62% of target, 70% expected (no change)'],
  [
    'the change between the percents people read',
    0.624,
    0.7,
    0.615,
    'Week 47 · KPI 62% of target, 70% expected (no change)',
  ],
  ['nothing about change in the first week', 0.62, 0.7, undefined, 'Week 47 · KPI 62% of target, 70% expected'],
  ['nothing to measure', undefined, undefined, 0.5, 'Week 47 · KPI not measurable yet'],
  ['a start from nothing', 0, 0, 0, 'Week 47 · KPI 0% of target, 0% expected (no change)'],
])('a title tells %s', (_, attainment, expected, before, title) => {
  const previous = { week: '2026-W46', at: LAST_MONDAY, ...(before === undefined ? {} : { attainment: before }) }
  expect(renderTitle('2026-W47', figures(attainment, expected), previous)).toBe(title)
})

test('the number of a week loses its zero', () => {
  expect(renderTitle('2027-W03', figures(1, 1))).toBe('Week 3 · KPI 100% of target, 100% expected')
})

describe('an earlier update', () => {
  test('is read back from its title and signature', () => {
    const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined })
    fc.assert(
      fc.property(share, share, fc.integer({ min: 1, max: 52 }), (attainment, before, number) => {
        const week = `2026-W${String(number).padStart(2, '0')}`
        const title = renderTitle(week, figures(attainment, 0.5), { week, at: LAST_MONDAY, attainment: before ?? 0 })
        const read = parseWeeklyUpdate(status({ title, html: `Fine.\n${renderSignature(week)}` }))
        expect(read?.week).toBe(week)
        expect(read?.at).toBe(LAST_MONDAY)
        // What was read back and what is remembered lead to the same words.
        const again = { week, at: LAST_MONDAY, ...(attainment === undefined ? {} : { attainment }) }
        expect(renderTitle('2027-W01', figures(0.4, 0.5), read)).toBe(renderTitle('2027-W01', figures(0.4, 0.5), again))
      }),
    )
  })

  test.each([
    ['of a person', { isOurs: false }],
    ['without a week', { html: 'Fine.\n— asana-v2mom' }],
    ['that quotes ours', { html: '— asana-v2mom · week 2026-W46\nI agree.' }],
  ])('is none of ours: one %s', (_, wishes) => {
    expect(parseWeeklyUpdate(status(wishes))).toBeUndefined()
  })
})

function figures(attainment?: number, expected?: number): Rollup {
  return {
    health: 'On track',
    reason: 'The pace is right.',
    coverage: 1,
    measurability: 1,
    completeness: 1,
    tooEarly: false,
    ...(attainment === undefined ? {} : { attainment }),
    ...(expected === undefined ? {} : { expected }),
  }
}

function status(wishes: Partial<StatusUpdate>): StatusUpdate {
  const ours = { title: 'Week 46 · KPI 62% of target, 70% expected', html: 'Fine.\n— asana-v2mom · week 2026-W46' }
  return { gid: '1', type: 'on_track', createdAt: LAST_MONDAY, isOurs: true, ...ours, ...wishes }
}
