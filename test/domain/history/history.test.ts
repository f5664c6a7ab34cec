import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeSince, forecast, sparkline, valueAt, weeklyPoints } from '../../../src/domain/history/history.ts'
import type { Measure, Point } from '../../../src/domain/model.ts'
import { moment } from '../../support/builders.ts'
import { evaluated } from '../rollup/builders.ts'

const RUNS = { numRuns: 500 }

function point(at: string, value?: number): Point {
  const instant = at.includes('T') ? at : `${at}T12:00:00.000Z`
  return value === undefined ? { at: instant } : { at: instant, value }
}

const HISTORY = [point('2026-10-28', 10), point('2026-11-04', 20), point('2026-11-10'), point('2026-11-12', 30)]

describe('the value at an instant', () => {
  test.each([
    ['before anything is known', '2026-10-28T11:59:59.999Z', undefined],
    ['at the very change', '2026-10-28T12:00:00.000Z', 10],
    ['between two changes', '2026-11-06T00:00:00.000Z', 20],
    ['while it was emptied', '2026-11-11T00:00:00.000Z', undefined],
    ['after the last change', '2026-12-01T00:00:00.000Z', 30],
    ['written without milliseconds', '2026-10-28T12:00:00Z', 10],
  ])('%s', (_, instant, value) => {
    expect(valueAt(HISTORY, instant)).toBe(value)
  })

  test('of no history is not known', () => {
    expect(valueAt([], '2026-11-16T09:00:00.000Z')).toBeUndefined()
  })
})

describe('the change since an instant', () => {
  test.each([
    ['a gain', '2026-11-06T00:00:00.000Z', 30, 10],
    ['a loss', '2026-11-06T00:00:00.000Z', 15, -5],
    ['none', '2026-11-13T00:00:00.000Z', 30, 0],
    ['empty now', '2026-11-06T00:00:00.000Z', undefined, undefined],
    ['empty then', '2026-11-11T00:00:00.000Z', 30, undefined],
    ['unknown then', '2026-01-01T00:00:00.000Z', 30, undefined],
  ])('%s', (_, instant, current, change) => {
    expect(changeSince(HISTORY, instant, current)).toBe(change)
  })
})

describe('weekly points', () => {
  // Monday 16 November 2026 opens week 47.
  const at = moment('2026-11-16')

  test('are the values at the end of each week, and the present one', () => {
    expect(weeklyPoints(HISTORY, { weeks: 5, at })).toEqual([undefined, 10, 20, 30, 30])
  })

  test('give a week in which the value was emptied as unknown', () => {
    expect(weeklyPoints(HISTORY.slice(0, 3), { weeks: 3, at })).toEqual([20, undefined, undefined])
  })

  test.each([
    ['the last millisecond of Sunday belongs to the old week', '2026-11-15T23:59:59.999Z', [1, 1]],
    ['the first of Monday to the new one', '2026-11-16T00:00:00.000Z', [undefined, 1]],
  ])('%s', (_, instant, values) => {
    expect(weeklyPoints([point(instant, 1)], { weeks: 2, at })).toEqual(values)
  })

  test('end with the team’s week, not with UTC’s', () => {
    const history = [point('2026-11-15T23:30:00.000Z', 1)]
    expect(weeklyPoints(history, { weeks: 2, at: { ...at, timeZone: 'Europe/Berlin' } })).toEqual([undefined, 1])
    expect(weeklyPoints(history, { weeks: 2, at })).toEqual([1, 1])
  })

  test('do not look into the future', () => {
    expect(weeklyPoints([point('2026-11-16T09:00:00.001Z', 1)], { weeks: 1, at })).toEqual([undefined])
    expect(weeklyPoints([point('2026-11-16T09:00:00.000Z', 1)], { weeks: 1, at })).toEqual([1])
  })

  test('cross New Year', () => {
    const history = [point('2026-12-30', 1), point('2027-01-04', 2)]
    expect(weeklyPoints(history, { weeks: 3, at: moment('2027-01-06') })).toEqual([undefined, 1, 2])
  })

  test('are as many as asked for', () => {
    expect(weeklyPoints(HISTORY, { weeks: 8, at })).toHaveLength(8)
    expect(weeklyPoints([], { weeks: 2, at })).toEqual([undefined, undefined])
  })
})

describe('a sparkline', () => {
  test.each([
    ['rising', [0, 1, 2, 3, 4, 5, 6, 7], '▁▂▃▄▅▆▇█'],
    ['falling', [70, 35, 0], '█▅▁'],
    ['below zero', [-10, -5, 0], '▁▅█'],
    ['level', [5, 5, 5], '▄▄▄'],
    ['level at zero', [0, 0], '▄▄'],
    ['one value', [42], '▄'],
    ['gaps', [undefined, 1, undefined, 2], '·▁·█'],
    ['nothing known', [undefined, undefined], '··'],
    ['nothing', [], ''],
  ])('%s', (_, values, line) => {
    expect(sparkline(values)).toBe(line)
  })

  test('has one sign for each value, whatever they are', () => {
    const value = fc.option(fc.double({ min: -1e15, max: 1e15, noNaN: true }), { nil: undefined })
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(sparkline(values)).toMatch(/^[▁▂▃▄▅▆▇█·]*$/u)
        expect(sparkline(values)).toHaveLength(values.length)
      }),
      RUNS,
    )
  })
})

describe('a forecast', () => {
  const at = moment('2026-11-16')
  const history = [point('2026-10-01T09:00:00.000Z', 0), point('2026-10-19T09:00:00.000Z', 10), point('2026-11-13', 50)]
  const rising: Partial<Measure> = { origin: 0, target: 100, actual: 50, history, dueOn: '2026-12-14' }
  const falling: Partial<Measure> = {
    origin: 100,
    target: 20,
    actual: 60,
    history: [point('2026-10-19T09:00:00.000Z', 90)],
    dueOn: '2026-12-14',
  }
  const toldSince = (day: string): Partial<Measure> => ({ ...rising, history: [point(`${day}T09:00:00.000Z`, 10)] })

  test.each<[string, Partial<Measure>, object]>([
    ['four weeks made 40, four are left', rising, { perWeek: 10, neededPerWeek: 12.5, atDue: 90, willReach: false }],
    ['with a lower target', { ...rising, target: 90 }, { perWeek: 10, neededPerWeek: 10, atDue: 90, willReach: true }],
    ['falling', falling, { perWeek: -7.5, neededPerWeek: -10, atDue: 30, willReach: false }],
    [
      'falling far enough',
      { ...falling, target: 30 },
      { perWeek: -7.5, neededPerWeek: -7.5, atDue: 30, willReach: true },
    ],
    ['the wrong way', { ...rising, actual: 2 }, { perWeek: -2, neededPerWeek: 24.5, atDue: -6, willReach: false }],
    ['reached already', { ...rising, actual: 110 }, { perWeek: 25, neededPerWeek: 0, atDue: 210, willReach: true }],
    ['standing still', { ...rising, actual: 10 }, { perWeek: 0, neededPerWeek: 22.5, atDue: 10, willReach: false }],
    ['two weeks known', toldSince('2026-11-02'), { perWeek: 20, atDue: 130, willReach: true }],
    ['one week known', toldSince('2026-11-09'), { perWeek: 40 }],
    [
      'emptied four weeks ago, told later',
      { ...rising, history: [point('2026-10-01', 5), point('2026-10-10'), point('2026-11-02T09:00:00.000Z', 10)] },
      { perWeek: 20 },
    ],
  ])('%s', (_, wishes, told) => {
    expect(forecast({ measure: evaluated('On track', wishes), at })).toMatchObject(told)
  })

  test.each<[string, Measure]>([
    ['it is kept up rather than reached', evaluated('On track', { ...rising, type: 'Stay above' })],
    ['it is done or not', evaluated('Too early', { ...rising, type: 'Yes/No' })],
    ['it cannot be judged', evaluated('Needs data', rising)],
    ['it is due today', evaluated('On track', { ...rising, dueOn: '2026-11-16' })],
    ['it was due yesterday', evaluated('Off track', { ...rising, dueOn: '2026-11-15' })],
    ['nothing is known of the past', evaluated('On track', { ...rising, history: [] })],
    ['the past was empty', evaluated('On track', { ...rising, history: [point('2026-10-01')] })],
    ['less than a week is known', evaluated('On track', toldSince('2026-11-10'))],
  ])('is not made when %s', (_, measure) => {
    expect(forecast({ measure, at })).toBeUndefined()
  })
})
