import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeExpected } from '../../../src/domain/measure/attainment.ts'
import { type PlanPoint, parsePlan, plannedShare } from '../../../src/domain/measure/phased-plan.ts'
import { addDays, daysBetween, readableDay } from '../../../src/domain/week.ts'

const PERIOD = { start: '2026-01-01', due: '2026-12-31' }
const EXAMPLE = '31 Mar 10 %; 30 Jun 30 %; 30 Sep 50 %'
const POINTS = [
  { day: '2026-03-31', share: 0.1 },
  { day: '2026-06-30', share: 0.3 },
  { day: '2026-09-30', share: 0.5 },
]

function points(text: string, period = PERIOD): readonly PlanPoint[] {
  const plan = parsePlan(text, period)
  expect(plan).not.toHaveProperty('problem')
  return plan.points
}

describe('a plan', () => {
  test.each([
    ['as in the documentation', EXAMPLE],
    ['on lines', '31 Mar 10 %\n30 Jun 30 %\r\n30 Sep 50 %\n'],
    ['with months in full', '31 March 10%; 30 June 30%; 30 September 50%;'],
    ['with years', '31 Mar 2026 10 %; 2026 Jun 30 30 %; 30 Sep 2026 50 %'],
    ['with ISO days', '2026-03-31 10 %;2026-06-30 30 %;2026-09-30 50 %'],
    ['with colons and equals signs', '31 Mar: 10 %; 30 Jun = 30 %; 30 Sep:50%'],
    ['in another order', '30 Sep 50 %; 31 Mar 10 %; 30 Jun 30 %'],
    ['with decimals and a no-break space', '31 Mar 10.0\u00a0%; 30 Jun 30,00 %; 30 Sep 50 ％'],
    ['in German', '31. März 10 %; 30. Juni 30 %; 30. Sept. 50 %'],
    ['with bullets', '- 31 Mar 10 %\n- 30 Jun 30 %\n- 30 Sep 50 %'],
  ])('%s', (_, text) => {
    expect(points(text)).toEqual(POINTS)
  })

  test.each(['', ' ', ';', '\n ; \n'])('of "%s" has no points', (text) => {
    expect(points(text)).toEqual([])
  })

  test('may be flat, and touch both ends', () => {
    expect(points('1 Jan 0 %; 31 Mar 10 %; 30 Jun 10 %; 31 Dec 100 %').map(({ share }) => share)).toEqual([
      0, 0.1, 0.1, 1,
    ])
  })

  test('may reach all of it before the due date', () => {
    expect(plannedShare(points('30 Sep 100 %'), { ...PERIOD, today: '2026-11-16' })).toBe(1)
  })
})

describe('a plan that is not understood names', () => {
  const OUTSIDE = 'lies outside of the period from 1 Jan 2026 to 31 Dec 2026'
  const UNREADABLE = 'is no day and percentage, such as 31 Mar 10 %'

  test.each([
    ['a part that is neither', 'soon', 'soon', 0, UNREADABLE],
    ['a day alone', '31 Mar; 30 Jun 30 %', '31 Mar', 0, UNREADABLE],
    ['a number without its sign', '31 Mar 10 %;  30 Jun 30', '30 Jun 30', 14, UNREADABLE],
    ['a percentage alone', '31 Mar 10 %\n30 %', '30 %', 12, UNREADABLE],
    ['a day that does not exist', '31 Jun 10 %', '31 Jun 10 %', 0, UNREADABLE],
    ['points without a separator', '31 Mar 10 %, 30 Jun 30 %', '31 Mar 10 %, 30 Jun 30 %', 0, UNREADABLE],
    ['a number beside the percentage', '31 Mar 1 0 %', '31 Mar 1 0 %', 0, UNREADABLE],
    ['a day before the start', '31 Dec 2025 0 %', '31 Dec 2025 0 %', 0, OUTSIDE],
    ['a day after the due date', '1 Jan 2027 100 %', '1 Jan 2027 100 %', 0, OUTSIDE],
    ['a share below 0', '31 Mar -10 %', '31 Mar -10 %', 0, 'is below 0 %'],
    ['a share below 0 with the long minus', '31 Mar −1 %', '31 Mar −1 %', 0, 'is below 0 %'],
    ['a share above 100 %', '31 Mar 10 %; 30 Jun 101 %', '30 Jun 101 %', 13, 'is above 100 %'],
    ['a share that falls', '31 Mar 30 %; 30 Jun 10 %', '30 Jun 10 %', 13, 'falls below 31 Mar 30 %'],
    ['a share that falls, in any order', '30 Jun 10 %; 31 Mar 30 %', '30 Jun 10 %', 0, 'falls below 31 Mar 30 %'],
    ['a day named twice', '31 Mar 10 %; 2026-03-31 20 %', '2026-03-31 20 %', 13, 'names 31 Mar 2026 again'],
    ['less than all on the due date', '31 Dec 90 %', '31 Dec 90 %', 0, 'is the due date, when the plan is at 100 %'],
    ['more than nothing at the start', '1 Jan 5 %', '1 Jan 5 %', 0, 'is the start, when the plan is at 0 %'],
  ])('%s', (_, text, part, offset, reason) => {
    expect(parsePlan(text, PERIOD)).toEqual({ points: [], problem: { part, offset, reason } })
  })

  test('a day that the period holds twice', () => {
    const long = { start: '2026-01-01', due: '2027-06-30' }
    const reason = 'needs its year: the period has more than one such day'
    expect(parsePlan('30 Sep 40 %; 31 Mar 10 %', long).problem).toEqual({ part: '31 Mar 10 %', offset: 13, reason })
    expect(points('30 Sep 40 %; 31 Mar 2026 10 %', long)).toHaveLength(2)
  })

  test('a day that the period does not hold', () => {
    const short = { start: '2026-05-01', due: '2026-08-31' }
    expect(parsePlan('31 Mar 10 %', short).problem).toMatchObject({ reason: expect.stringContaining('lies outside') })
  })
})

describe('the planned share', () => {
  const share = (today: string, text = EXAMPLE) => plannedShare(points(text), { ...PERIOD, today })

  test('of the documentation’s example is 0.755 on 16 November', () => {
    expect(share('2026-11-16')).toBe(0.5 + (0.5 * 47) / 92)
    expect(share('2026-11-16')).toBeCloseTo(0.755, 3)
  })

  test.each([
    ['0 before the start', '2025-06-01', 0],
    ['0 at the start', '2026-01-01', 0],
    ['what the plan says on its days', '2026-06-30', 0.3],
    ['1 on the due date', '2026-12-31', 1],
    ['1 after it', '2027-06-01', 1],
  ])('is %s', (_, today, wanted) => {
    expect(share(today)).toBe(wanted)
  })

  test('stays level between two points of the same share', () => {
    expect(share('2026-05-15', '31 Mar 10 %; 30 Jun 10 %')).toBe(0.1)
  })
})

/** A period, a plan that rises within it, and a day near it. */
const worlds = fc
  .record({
    startAfter: fc.nat({ max: 800 }),
    days: fc.integer({ min: 1, max: 800 }),
    todayAfter: fc.integer({ min: -50, max: 900 }),
  })
  .map(({ startAfter, days, todayAfter }) => {
    const start = addDays('2024-01-01', startAfter)
    return { start, due: addDays(start, days), today: addDays(start, todayAfter) }
  })
  .chain((world) => {
    const inside = Math.max(0, daysBetween(world.start, world.due) - 1)
    const days = fc.uniqueArray(fc.integer({ min: 1, max: Math.max(1, inside) }), { maxLength: Math.min(inside, 6) })
    return fc
      .tuple(days, fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 6, maxLength: 6 }))
      .map(([at, shares]) => {
        const rising = shares.toSorted((a, b) => a - b)
        const plan = at
          .toSorted((a, b) => a - b)
          .map((after, index) => ({ day: addDays(world.start, after), share: Number(`${rising[index] ?? 0}e-3`) }))
        return { ...world, plan }
      })
  })

describe('every plan', () => {
  test('reads back as it is written', () => {
    const write = (plan: readonly PlanPoint[], separator: string) =>
      plan
        .map(({ day, share }) => `${readableDay(day, { year: true })} ${Math.round(share * 1000) / 10} %`)
        .join(separator)
    fc.assert(
      fc.property(worlds, fc.constantFrom(';', '; ', '\n'), ({ plan, start, due }, separator) => {
        expect(points(write(plan, separator), { start, due })).toEqual(plan)
      }),
    )
  })

  test('promises between 0 and 1, and never less on a later day', () => {
    fc.assert(
      fc.property(worlds, fc.nat({ max: 100 }), ({ plan, start, due, today }, later) => {
        const now = plannedShare(plan, { start, due, today })
        expect(now).toBeGreaterThanOrEqual(0)
        expect(now).toBeLessThanOrEqual(1)
        const then = plannedShare(plan, { start, due, today: addDays(today, later) })
        expect(then).toBeGreaterThanOrEqual(now - 1e-12)
      }),
    )
  })

  test('without points, or with points on the straight line, is the elapsed share', () => {
    fc.assert(
      fc.property(worlds, ({ plan, start, due, today }) => {
        const elapsed = computeExpected({ type: 'Reach', start, due, today }) ?? Number.NaN
        expect(plannedShare([], { start, due, today })).toBe(elapsed)
        const straight = plan.map(({ day }) => ({ day, share: daysBetween(start, day) / daysBetween(start, due) }))
        expect(plannedShare(straight, { start, due, today })).toBeCloseTo(elapsed, 12)
      }),
    )
  })

  test('runs through its points', () => {
    fc.assert(
      fc.property(worlds, ({ plan, start, due }) => {
        for (const { day, share } of plan) expect(plannedShare(plan, { start, due, today: day })).toBeCloseTo(share, 12)
      }),
    )
  })

  test('in a period without days steps up on the due date, as without a plan', () => {
    fc.assert(
      fc.property(worlds, ({ start, due, today }) => {
        const backwards = { start: due, due: start, today }
        expect(plannedShare([], backwards)).toBe(computeExpected({ type: 'Reach', ...backwards }))
      }),
    )
  })

  test('that is garbage is a problem whose part stands at its offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { problem } = parsePlan(text, PERIOD)
        if (problem) expect(text.slice(problem.offset, problem.offset + problem.part.length)).toBe(problem.part)
        else expect(text.replace(/[;\s]/g, '')).toBe('')
      }),
    )
  })
})
