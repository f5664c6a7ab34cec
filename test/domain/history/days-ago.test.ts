import { describe, expect, test } from 'vitest'
import { valueDaysAgo } from '../../../src/domain/history/days-ago.ts'
import type { Point } from '../../../src/domain/model.ts'
import { moment } from '../../support/builders.ts'

const HISTORY: Point[] = [
  { at: '2026-10-19T23:59:59.999Z', value: 1 },
  { at: '2026-10-20T00:00:00.000Z', value: 2 },
  { at: '2026-11-01T12:00:00.000Z' },
  { at: '2026-11-16T08:00:00.000Z', value: 3 },
]

describe('the value so many days ago', () => {
  test.each([
    [28, 1],
    [27, 2],
    [16, 2],
    [15, undefined],
    [1, undefined],
    [400, undefined],
  ])('counts what stood at the end of the day, %s days ago', (days, value) => {
    expect(valueDaysAgo(HISTORY, days, moment('2026-11-16'))).toBe(value)
  })

  test('is the same at any hour', () => {
    const at = moment('2026-11-16')
    const hours = ['2026-11-16T00:00:00.000Z', '2026-11-16T23:59:59.999Z']
    expect(hours.map((now) => valueDaysAgo(HISTORY, 28, { ...at, now }))).toEqual([1, 1])
  })

  test('ends the day where the team is, also when clocks have changed in between', () => {
    const berlin = { ...moment('2026-11-16'), timeZone: 'Europe/Berlin' }
    // Midnight of 19 October in Berlin, in summer time.
    const history = [{ at: '2026-10-19T22:00:00.000Z', value: 5 }]
    expect([28, 27].map((days) => valueDaysAgo(history, days, berlin))).toEqual([undefined, 5])
    expect(valueDaysAgo(history, 28, moment('2026-11-16'))).toBe(5)
  })
})
