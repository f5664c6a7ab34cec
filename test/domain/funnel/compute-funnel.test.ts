import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeFunnel, type StageMeasure } from '../../../src/domain/funnel/compute-funnel.ts'
import type { Funnel } from '../../../src/domain/funnel/parse-funnel.ts'
import type { Day, Point } from '../../../src/domain/model.ts'
import { addDays } from '../../../src/domain/week.ts'
import { moment } from '../../support/builders.ts'

const AT = moment('2026-09-15')
const START = '2026-07-01'
const FUNNEL: Funnel = {
  revenue: 500_000,
  price: 10_000,
  unit: 'EUR',
  dueOn: '2026-12-31',
  stages: [
    { name: 'Leads' },
    { name: 'Qualified', rate: 0.25, days: 14 },
    { name: 'Opportunities', rate: 0.4, days: 21 },
    { name: 'Deals', rate: 0.25, days: 60 },
  ],
}

/** A measure that has had each value since so many days before today. */
function measure(
  name: string,
  values: Readonly<Record<number, number>>,
  wishes: Partial<StageMeasure> = {},
): StageMeasure {
  const history = Object.entries(values)
    .map(([daysAgo, value]): Point => ({ at: `${addDays(AT.today, -Number(daysAgo))}T08:00:00.000Z`, value }))
    .toSorted((a, b) => a.at.localeCompare(b.at))
  const actual = history.at(-1)?.value
  return { gid: `task-${name}`, name, history, ...(actual === undefined ? {} : { actual }), ...wishes }
}

function compute(measures: readonly StageMeasure[], funnel = FUNNEL, start: Day = START) {
  return computeFunnel(funnel, { start, measures, at: AT })
}

/** Nothing is expected of the first stage but what is there. */
function stepOf(before: StageMeasure, after: StageMeasure, step: { rate: number; days: number }) {
  const stages = [{ name: before.name }, { name: after.name, ...step }]
  return compute([before, after], { ...FUNNEL, stages }).stages[1]
}

describe('the need of each stage', () => {
  test('comes out of the documentation’s example to the digit', () => {
    const needs = compute([]).stages.map(({ name, needed, neededBy }) => [name, needed, neededBy])
    expect(needs).toEqual([
      ['Leads', 2000, '2026-09-27'],
      ['Qualified', 500, '2026-10-11'],
      ['Opportunities', 200, '2026-11-01'],
      ['Deals', 50, '2026-12-31'],
    ])
  })

  test('by today is its elapsed share of the time from the project’s start to its day', () => {
    const [leads, , , deals] = compute([]).stages
    expect(leads?.neededToday).toBeCloseTo((2000 * 76) / 88, 9)
    expect(deals?.neededToday).toBeCloseTo((50 * 76) / 183, 9)
  })

  test.each([
    ['before the project begins', '2026-10-01', 0],
    ['when the project begins behind its day, today before that', '2026-12-01', 0],
  ])('by today is nothing %s', (_, start, wanted) => {
    expect(compute([], FUNNEL, start).stages[0]?.neededToday).toBe(wanted)
  })

  test('by today is all of it from its day on', () => {
    const late = computeFunnel(FUNNEL, { start: START, measures: [], at: moment('2026-11-01') })
    expect(late.stages.map(({ neededToday }) => Math.round(neededToday))).toEqual([2000, 500, 200, 34])
  })

  test('by today follows the Plan of its measure', () => {
    const leads = measure('Leads', { 3: 10 }, { plannedShare: 0.3 })
    expect(compute([leads]).stages[0]?.neededToday).toBe(600)
  })

  test('stands beside what the measure promises, less its baseline', () => {
    const stages = compute([measure('Leads', {}, { target: 1700, baseline: 200 })]).stages
    expect(stages[0]).toMatchObject({ needed: 2000, promised: 1500 })
    expect(stages[1]).not.toHaveProperty('promised')
  })
})

describe('the report', () => {
  test('keeps the plan, and finds measures by name, case and spaces aside', () => {
    const report = compute([measure('leads ', { 1: 1800 }), measure('DEALS', { 1: 1 })])
    expect(report).toMatchObject({ revenue: 500_000, price: 10_000, unit: 'EUR', dueOn: '2026-12-31' })
    expect(report.stages.map(({ measureGid }) => measureGid)).toEqual([
      'task-leads ',
      undefined,
      undefined,
      'task-DEALS',
    ])
    expect(report).not.toHaveProperty('broken')
  })

  test('takes the first of two measures of one name', () => {
    const twins = [measure('Leads', { 1: 5 }, { gid: '1' }), measure('Leads', { 1: 7 }, { gid: '2' })]
    expect(compute(twins).stages[0]).toMatchObject({ measureGid: '1', actual: 5 })
  })

  test('names the first broken step from the top: the documentation’s example', () => {
    const { stages, broken } = compute([
      measure('Leads', { 40: 1650, 1: 1800 }),
      measure('Qualified', { 21: 395, 1: 450 }),
      measure('Opportunities', { 60: 50, 1: 98 }),
      measure('Deals', { 1: 2 }),
    ])
    expect(stages.map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'broken', 'broken'])
    expect(broken).toBe('Opportunities')
    expect(stages[2]).toMatchObject({ rate: 0.4, actual: 98 })
    expect(stages[2]?.rateActual).toBeCloseTo(98 / 395, 9)
    expect(Math.round((stages[2]?.rateActual ?? 0) * 100)).toBe(25)
  })

  test('names none where a step is only weak', () => {
    const report = compute([measure('Leads', { 30: 1400, 1: 1400 }), measure('Qualified', { 1: 300 })])
    expect(report.stages.slice(0, 2).map(({ verdict }) => verdict)).toEqual(['weak', 'weak'])
    expect(report).not.toHaveProperty('broken')
  })
})

describe('the verdict of a step', () => {
  const verdict = (before: number, after: number, rate: number) =>
    stepOf(measure('A', { 90: before }), measure('B', { 1: after }), { rate, days: 21 })?.verdict

  test.each<[string, number, number, number, string | undefined]>([
    ['the documentation’s example', 395, 98, 0.4, 'broken'],
    ['exactly as planned', 400, 160, 0.4, 'ok'],
    ['better than planned', 400, 300, 0.4, 'ok'],
    ['at 90 %', 1000, 360, 0.4, 'ok'],
    ['just below 90 %', 10_000, 3599, 0.4, 'weak'],
    ['at 70 %', 1000, 280, 0.4, 'weak'],
    ['just below 70 %', 10_000, 2799, 0.4, 'broken'],
    ['missed by no more than chance', 400, 140, 0.4, 'too-few'],
    ['missed by exactly twice the root', 250, 80, 0.4, 'too-few'],
    ['missed by one more', 250, 79, 0.4, 'weak'],
    ['nothing came of ten', 25, 0, 0.4, 'broken'],
    ['nothing came of nine', 22.5, 0, 0.4, 'too-few'],
    ['three of three came', 3, 3, 1, 'ok'],
    ['nothing to come from', 0, 0, 0.4, 'too-few'],
    ['less than nothing to come from', -5, 3, 0.4, 'too-few'],
  ])('%s: %s gave %s at %s', (_, before, after, rate, wanted) => {
    expect(verdict(before, after, rate)).toBe(wanted)
  })

  test('looks at the stage before as it was so many days ago', () => {
    const leads = measure('A', { 90: 100, 20: 900 })
    const deals = measure('B', { 1: 50 })
    expect(stepOf(leads, deals, { rate: 0.5, days: 21 })).toMatchObject({ verdict: 'ok', rateActual: 0.5 })
    expect(stepOf(leads, deals, { rate: 0.5, days: 20 })).toMatchObject({ verdict: 'broken' })
    expect(stepOf(leads, deals, { rate: 0.5, days: 0 })).toMatchObject({ verdict: 'broken', rateActual: 50 / 900 })
  })

  test('counts both less their baselines', () => {
    const leads = measure('A', { 90: 1100 }, { baseline: 1000 })
    const deals = measure('B', { 1: 30 }, { baseline: 20 })
    expect(stepOf(leads, deals, { rate: 0.5, days: 21 })).toMatchObject({
      actual: 10,
      rateActual: 0.1,
      verdict: 'broken',
    })
  })

  test('counts an actual of nothing less its baseline too', () => {
    expect(compute([measure('Leads', { 1: 0 }, { baseline: 20 })]).stages[0]?.actual).toBe(-20)
  })

  test('is "too-few" where the history of the stage before does not reach that far', () => {
    const step = stepOf(measure('A', { 10: 900 }), measure('B', { 1: 5 }), { rate: 0.5, days: 21 })
    expect(step).toMatchObject({ verdict: 'too-few' })
    expect(step).not.toHaveProperty('rateActual')
  })

  test('is "unmeasured" where the stage or the one before it has no number', () => {
    const verdicts = (...measures: StageMeasure[]) => compute(measures).stages.map((stage) => stage.verdict)
    expect(verdicts()).toEqual(['unmeasured', 'unmeasured', 'unmeasured', 'unmeasured'])
    expect(verdicts(measure('Leads', { 90: 2000 }), measure('Opportunities', { 90: 200 }))).toEqual([
      'ok',
      'unmeasured',
      'unmeasured',
      'unmeasured',
    ])
    expect(verdicts(measure('Leads', {}))[0]).toBe('unmeasured')
  })

  test.each<[string, number, string]>([
    ['enough', 1727, 'ok'],
    ['less', 1400, 'weak'],
    ['far too little', 1000, 'broken'],
  ])('of the first stage is that of its volume: %s', (_, leads, wanted) => {
    const [first] = compute([measure('Leads', { 1: leads })]).stages
    expect(first).toMatchObject({ verdict: wanted })
    expect(first).not.toHaveProperty('rate')
    expect(first).not.toHaveProperty('rateActual')
  })

  test('of the first stage is "too-few" before anything is needed', () => {
    expect(compute([measure('Leads', { 1: 0 })], FUNNEL, '2026-09-15').stages[0]?.verdict).toBe('too-few')
  })

  test('follows the thresholds', () => {
    const measures = [measure('Leads', { 1: 1400 })]
    const thresholds = { ok: 0.8, weak: 0.5, minExpected: 10 }
    expect(computeFunnel(FUNNEL, { start: START, measures, at: AT, thresholds }).stages[0]?.verdict).toBe('ok')
  })
})

describe('every funnel', () => {
  const steps = fc.array(
    fc.record({ rate: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100), days: fc.nat({ max: 200 }) }),
    { minLength: 1, maxLength: 6 },
  )
  const funnels = fc
    .record({ revenue: fc.integer({ min: 1, max: 10_000_000 }), price: fc.integer({ min: 1, max: 100_000 }), steps })
    .map(({ steps, ...amounts }): Funnel => {
      const stages = steps.map((step, index) => ({ name: `S${index + 1}`, ...step }))
      return { ...amounts, dueOn: '2026-12-31', stages: [{ name: 'S0' }, ...stages] }
    })

  test('needs k times as much of every stage for k times the revenue', () => {
    fc.assert(
      fc.property(funnels, fc.double({ min: 0.01, max: 1000, noNaN: true }), (funnel, k) => {
        const once = compute([], funnel).stages
        const scaled = compute([], { ...funnel, revenue: funnel.revenue * k }).stages
        for (const [index, { needed, neededToday, neededBy }] of scaled.entries()) {
          expect(needed / ((once[index]?.needed ?? 0) * k)).toBeCloseTo(1, 9)
          expect(neededToday).toBeCloseTo((once[index]?.neededToday ?? 0) * k, -4)
          expect(neededBy).toBe(once[index]?.neededBy)
        }
      }),
    )
  })

  test('needs of each stage what its rate makes the need of the next', () => {
    fc.assert(
      fc.property(funnels, (funnel) => {
        const { stages } = compute([], funnel)
        expect((stages.at(-1)?.needed ?? 0) / (funnel.revenue / funnel.price)).toBeCloseTo(1, 9)
        for (const [index, { needed, rate }] of stages.entries()) {
          const before = stages[index - 1]
          if (before && rate !== undefined) expect((before.needed * rate) / needed).toBeCloseTo(1, 9)
        }
      }),
    )
  })

  test('has no day that becomes later when any step takes more days', () => {
    fc.assert(
      fc.property(funnels, fc.nat(), fc.integer({ min: 1, max: 100 }), (funnel, pick, more) => {
        const at = 1 + (pick % (funnel.stages.length - 1))
        const slower = funnel.stages.map((stage, index) =>
          index === at ? { ...stage, days: (stage.days ?? 0) + more } : stage,
        )
        const before = compute([], funnel).stages
        for (const [index, { neededBy }] of compute([], { ...funnel, stages: slower }).stages.entries()) {
          const wanted = addDays(before[index]?.neededBy ?? '', index < at ? -more : 0)
          expect(neededBy).toBe(wanted)
        }
      }),
    )
  })

  test('finds a step at exactly its rate ok', () => {
    const counts = fc.integer({ min: 1, max: 1_000_000 })
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 100 }), fc.nat({ max: 80 }), (count, percent, days) => {
        const rate = percent / 100
        const step = stepOf(measure('A', { 90: count }), measure('B', { 1: count * rate }), { rate, days })
        expect(step?.verdict).toBe('ok')
        expect(step?.rateActual).toBeCloseTo(rate, 9)
      }),
    )
  })

  test('never judges a step worse for a higher count', () => {
    const RANKS = ['broken', 'weak', 'too-few', 'ok']
    const counts = fc.nat({ max: 3000 })
    fc.assert(
      fc.property(
        counts,
        counts,
        fc.nat({ max: 500 }),
        fc.constantFrom(0.05, 0.25, 0.4, 1),
        (before, after, more, rate) => {
          const rank = (count: number) =>
            RANKS.indexOf(
              stepOf(measure('A', { 90: before }), measure('B', { 1: count }), { rate, days: 21 })?.verdict ?? '',
            )
          expect(rank(after + more)).toBeGreaterThanOrEqual(rank(after))
        },
      ),
    )
  })

  test('is the same whatever the order of the measures', () => {
    const values = fc.array(fc.option(fc.nat({ max: 5000 }), { nil: undefined }), { minLength: 7, maxLength: 7 })
    fc.assert(
      fc.property(funnels, values, (funnel, counts) => {
        const measures = counts.map((count, index) => measure(`S${index}`, count === undefined ? {} : { 90: count }))
        expect(compute(measures.toReversed(), funnel)).toEqual(compute(measures, funnel))
      }),
    )
  })
})
