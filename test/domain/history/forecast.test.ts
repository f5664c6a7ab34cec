import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ForecastInput, forecastReach } from '../../../src/domain/history/forecast.ts'
import type { Point } from '../../../src/domain/model.ts'
import { addDays } from '../../../src/domain/week.ts'
import { moment } from '../../support/builders.ts'

const MONDAY = moment('2026-11-16')

/** One value a week at an hour of Monday, the last one this Monday. */
function mondays(values: readonly (number | undefined)[], hour = '07:30'): Point[] {
  return values.map((value, index) => {
    const day = addDays('2026-11-16', (index + 1 - values.length) * 7)
    const at = `${day}T${hour}:00.000Z`
    return value === undefined ? { at } : { at, value }
  })
}

/** From 200 towards 500 by the end of the year; Actual is the last value of the history. */
function reach(history: readonly Point[], wishes: Partial<ForecastInput> = {}): ForecastInput {
  const actual = history.at(-1)?.value
  return {
    type: 'Reach',
    measurable: true,
    origin: 200,
    target: 500,
    startOn: '2026-07-01',
    dueOn: '2026-12-31',
    history,
    ...(actual === undefined ? {} : { actual }),
    ...wishes,
  }
}

const TWELVE_A_WEEK = mondays([260, 272, 284, 296, 308, 320])

describe('a forecast', () => {
  test('at twelve a week is 397 of 500 on 31 Dec, 66% of the way', () => {
    const forecast = forecastReach(reach(TWELVE_A_WEEK), MONDAY)
    expect(forecast).toMatchObject({ perWeek: 12, willReach: false, dueOn: '2026-12-31' })
    expect(forecast?.value).toBeCloseTo(320 + (12 * 45) / 7, 9)
    expect(Math.round(forecast?.value ?? 0)).toBe(397)
    expect(Math.round((forecast?.attainment ?? 0) * 100)).toBe(66)
    expect(forecast?.neededPerWeek).toBeCloseTo(28, 9)
  })

  test.each([
    ['before the numbers of the day four weeks ago were typed', '2026-11-16T00:00:00.000Z'],
    ['as the weekly update is posted', '2026-11-16T08:00:00.000Z'],
    ['late in the evening', '2026-11-16T23:59:59.999Z'],
  ])('names the same pace %s: four changes in four weeks, not five', (_, now) => {
    expect(forecastReach(reach(TWELVE_A_WEEK), { ...MONDAY, now })?.perWeek).toBe(12)
  })

  test.each([
    ['on the Wednesday after', '2026-11-18'],
    ['on the Sunday after', '2026-11-22'],
  ])('names the same pace %s', (_, today) => {
    expect(forecastReach(reach(TWELVE_A_WEEK), moment(today))?.perWeek).toBe(12)
  })

  test.each<[string, ForecastInput, object]>([
    ['faster weeks long ago do not count', reach(mondays([0, 200, 272, 284, 296, 308, 320])), { perWeek: 12 }],
    ['three values are enough', reach(mondays([300, 310, 330])), { perWeek: 15 }],
    ['standing still', reach(mondays([300]), { history: mondays([300, 300, 300, 300]) }), { perWeek: 0, value: 300 }],
    [
      'falling to a target below',
      reach(mondays([90, 80, 60]), { origin: 100, target: 20 }),
      { perWeek: -15, willReach: true, neededPerWeek: (20 - 60) / (45 / 7) },
    ],
    ['the wrong way', reach(mondays([320, 310, 300])), { perWeek: -10, willReach: false }],
    ['reached already', reach(mondays([400, 450, 510])), { perWeek: 55, neededPerWeek: 0, willReach: true }],
    [
      'on the due date it is the last value',
      reach(TWELVE_A_WEEK, { dueOn: '2026-11-16' }),
      { value: 320, attainment: 0.4, willReach: false },
    ],
    [
      'a week that was emptied in between counts as a week',
      reach(mondays([280, undefined, 300, 320])),
      { perWeek: 40 / 3 },
    ],
    [
      'emptied for the last month, the earlier values make up the number',
      reach(mondays([10, 20, 30, 300, undefined, undefined, undefined, 320])),
      { perWeek: 5 },
    ],
  ])('%s', (_, measure, wanted) => {
    expect(forecastReach(measure, MONDAY)).toMatchObject(wanted)
  })

  test('counts a value from before the start that still stood in the period', () => {
    const history = [{ at: '2026-06-01T09:00:00.000Z', value: 290 }, ...mondays([320])]
    expect(forecastReach(reach(history, { startOn: '2026-11-02' }), MONDAY)?.perWeek).toBe(15)
  })

  test('has no needed pace on the due date', () => {
    expect(forecastReach(reach(TWELVE_A_WEEK, { dueOn: '2026-11-16' }), MONDAY)).not.toHaveProperty('neededPerWeek')
  })

  test.each<[string, ForecastInput]>([
    ['it is kept up rather than reached', reach(TWELVE_A_WEEK, { type: 'Stay above' })],
    ['it is done or not', reach(TWELVE_A_WEEK, { type: 'Yes/No' })],
    ['it cannot be judged', reach(TWELVE_A_WEEK, { measurable: false })],
    ['it was due yesterday', reach(TWELVE_A_WEEK, { dueOn: '2026-11-15' })],
    ['there are two weekly values', reach(mondays([300, 320]))],
    ['it has stood for a week only', reach([{ at: '2026-11-08T09:00:00.000Z', value: 320 }])],
    ['two weekly values lie in the period', reach(TWELVE_A_WEEK, { startOn: '2026-11-03' })],
    ['nothing is known of the past', reach([], { actual: 320 })],
    ['the past was empty', reach(mondays([undefined]), { actual: 320 })],
    ['the last month was empty', reach(mondays([1, 2, 3, 4, undefined, undefined, undefined, undefined, 320]))],
    ['it has not begun', reach(TWELVE_A_WEEK, { startOn: '2026-12-01' })],
  ])('is not made when %s', (_, measure) => {
    expect(forecastReach(measure, MONDAY)).toBeUndefined()
  })
})

describe('every forecast', () => {
  const histories = fc
    .array(
      fc.record({ hoursBefore: fc.nat({ max: 24 * 120 }), value: fc.option(fc.integer({ min: -500, max: 1000 })) }),
      {
        maxLength: 30,
      },
    )
    .map((points) =>
      points
        .toSorted((a, b) => b.hoursBefore - a.hoursBefore)
        .map(({ hoursBefore, value }) => ({
          at: new Date(Date.parse('2026-11-16T00:00:00.000Z') - hoursBefore * 3_600_000).toISOString(),
          ...(value === null ? {} : { value }),
        })),
    )

  test('is the same at every hour of the day', () => {
    fc.assert(
      fc.property(histories, fc.nat({ max: 24 * 3600 - 1 }), (history, second) => {
        const now = new Date(Date.parse('2026-11-16T00:00:00.000Z') + second * 1000).toISOString()
        const measure = reach(history)
        expect(forecastReach(measure, { ...MONDAY, now })).toEqual(forecastReach(measure, MONDAY))
      }),
    )
  })

  test('ends where the needed pace ends when both are the same', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const forecast = forecastReach(reach(history), MONDAY)
        if (forecast?.neededPerWeek === undefined) return
        expect(forecast.willReach).toBe(forecast.value >= 500 - 1e-6)
        if (!forecast.willReach) expect(forecast.perWeek).toBeLessThan(forecast.neededPerWeek)
      }),
    )
  })

  test('of a straight line ends on that line', () => {
    const gains = fc.integer({ min: -50, max: 50 })
    fc.assert(
      fc.property(gains, fc.integer({ min: 3, max: 12 }), fc.nat({ max: 200 }), (gain, count, days) => {
        const history = mondays(Array.from({ length: count }, (_, index) => 100 + gain * index))
        const forecast = forecastReach(reach(history, { dueOn: addDays('2026-11-16', days) }), MONDAY)
        expect(forecast?.perWeek).toBeCloseTo(gain, 9)
        expect(forecast?.value).toBeCloseTo(100 + gain * (count - 1 + days / 7), 6)
      }),
    )
  })
})
