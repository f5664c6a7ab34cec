import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addDays,
  addWeeks,
  daysBetween,
  firstDay,
  isDay,
  parseWeek,
  readableDay,
  startOfDay,
  startOfWeek,
  toDay,
  weekNumber,
  weekOf,
} from '../../src/domain/week.ts'

describe('toDay gives the calendar day of the time zone', () => {
  test.each([
    ['2026-11-16T08:00:00.000Z', 'UTC', '2026-11-16'],
    ['2026-11-15T23:30:00.000Z', 'Europe/Berlin', '2026-11-16'],
    ['2026-11-16T04:59:59.999Z', 'America/New_York', '2026-11-15'],
    ['2026-11-16T05:00:00.000Z', 'America/New_York', '2026-11-16'],
    ['2026-11-15T18:15:00.000Z', 'Asia/Kathmandu', '2026-11-16'],
    ['2026-11-15T18:14:59.999Z', 'Asia/Kathmandu', '2026-11-15'],
    ['2011-12-30T09:59:59.000Z', 'Pacific/Apia', '2011-12-29'],
    // Samoa skipped 30 December 2011.
    ['2011-12-30T10:00:00.000Z', 'Pacific/Apia', '2011-12-31'],
    ['2026-03-29T00:59:00.000Z', 'Europe/Berlin', '2026-03-29'],
    ['2026-11-16T00:00:00+02:00', 'UTC', '2026-11-15'],
  ])('%s in %s is %s', (instant, timeZone, day) => {
    expect(toDay(instant, timeZone)).toBe(day)
  })
})

describe('weekOf gives the ISO week, across year ends', () => {
  test.each([
    ['2026-11-16', '2026-W47'],
    ['2026-11-22', '2026-W47'],
    ['2026-11-23', '2026-W48'],
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2025-12-29', '2026-W01'],
  ])('%s lies in %s', (day, week) => {
    expect(weekOf(day)).toBe(week)
  })
})

describe('parseWeek accepts only weeks the year has', () => {
  test.each(['2026-W47', '2026-W01', '2026-W53', '2020-W53'])('%s is a week', (text) => {
    expect(parseWeek(text)).toBe(text)
  })

  test.each([
    '2025-W53',
    '2026-W54',
    '2026-W00',
    '2026-W99',
    '2026-W7',
    '2026-47',
    '2026W47',
    '26-W47',
    ' 2026-W47',
    '2026-W47\n',
    '2026-W47-1',
    '',
    'next',
  ])('%j is none', (text) => {
    expect(parseWeek(text)).toBeUndefined()
  })
})

describe('a week', () => {
  test.each([
    ['2026-W47', '2026-11-16'],
    ['2026-W01', '2025-12-29'],
    ['2020-W53', '2020-12-28'],
    ['2021-W01', '2021-01-04'],
    ['2024-W10', '2024-03-04'],
  ])('%s begins on Monday %s', (week, day) => {
    expect(firstDay(week)).toBe(day)
  })

  test.each([
    ['2026-W47', 1, '2026-W48'],
    ['2026-W53', 1, '2027-W01'],
    ['2021-W01', -1, '2020-W53'],
    ['2026-W04', -8, '2025-W48'],
    ['2026-W47', 0, '2026-W47'],
  ])('%s and %i weeks is %s', (week, weeks, other) => {
    expect(addWeeks(week, weeks)).toBe(other)
  })

  test.each([
    ['2026-W47', 47],
    ['2026-W01', 1],
    ['2020-W53', 53],
  ])('%s has the number %i', (week, number) => {
    expect(weekNumber(week)).toBe(number)
  })

  test.each([
    ['2026-W47', 'UTC', '2026-11-16T00:00:00.000Z'],
    ['2026-W47', 'Europe/Berlin', '2026-11-15T23:00:00.000Z'],
    ['2026-W30', 'Europe/Berlin', '2026-07-19T22:00:00.000Z'],
    ['2026-W47', 'America/New_York', '2026-11-16T05:00:00.000Z'],
    ['2026-W47', 'Asia/Kathmandu', '2026-11-15T18:15:00.000Z'],
    ['2026-W47', 'Pacific/Apia', '2026-11-15T11:00:00.000Z'],
  ])('%s in %s begins at %s', (week, timeZone, instant) => {
    expect(startOfWeek(week, timeZone)).toBe(instant)
  })
})

describe('startOfDay is the first instant of the day', () => {
  test.each([
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
    ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2011-12-29', 'Pacific/Apia', '2011-12-29T10:00:00.000Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2026-11-16', 'Asia/Kathmandu', '2026-11-15T18:15:00.000Z'],
    // Here midnight itself does not exist: clocks jump from 0:00 to 1:00.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  ])('%s in %s begins at %s', (day, timeZone, instant) => {
    expect(startOfDay(day, timeZone)).toBe(instant)
  })
})

describe('days are counted on the calendar', () => {
  test.each([
    ['2026-11-16', 1, '2026-11-17'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-11-16', 0, '2026-11-16'],
  ])('%s and %i days is %s', (day, days, other) => {
    expect(addDays(day, days)).toBe(other)
    expect(daysBetween(day, other)).toBe(days)
  })

  test('a whole year is counted in days, not in years and months', () => {
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365)
  })
})

describe('isDay', () => {
  test.each(['2026-11-16', '2028-02-29', '2026-12-31'])('%s is a day', (text) => {
    expect(isDay(text)).toBe(true)
  })

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-4-1', '2026-11-16T08:00', '20261116', ''])(
    '%j is none',
    (text) => {
      expect(isDay(text)).toBe(false)
    },
  )
})

describe('readableDay', () => {
  test.each([
    ['2026-11-16', '16 Nov', '16 Nov 2026'],
    ['2027-01-01', '1 Jan', '1 Jan 2027'],
    ['2026-05-09', '9 May', '9 May 2026'],
  ])('%s reads %s, with the year %s', (day, short, long) => {
    expect(readableDay(day)).toBe(short)
    expect(readableDay(day, { year: true })).toBe(long)
  })
})

const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }).map(isoDay)
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu')

describe('for every day', () => {
  it('lies within the seven days of its week', () => {
    fc.assert(
      fc.property(days, (day) => {
        const monday = firstDay(weekOf(day))
        expect(weekOf(monday)).toBe(weekOf(day))
        expect(daysBetween(monday, day)).toBeGreaterThanOrEqual(0)
        expect(daysBetween(monday, day)).toBeLessThan(7)
      }),
    )
  })

  it('names a week that parses to itself', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(parseWeek(weekOf(day))).toBe(weekOf(day))
      }),
    )
  })

  it('is reached again by adding the days between', () => {
    fc.assert(
      fc.property(days, days, fc.integer({ min: -5000, max: 5000 }), (from, to, count) => {
        expect(addDays(from, daysBetween(from, to))).toBe(to)
        expect(daysBetween(from, addDays(from, count))).toBe(count)
      }),
    )
  })

  it('begins on itself and not a moment earlier, where the day exists', () => {
    fc.assert(
      fc.property(days, zones, (day, timeZone) => {
        fc.pre(!(timeZone === 'Pacific/Apia' && day === '2011-12-30'))
        const start = startOfDay(day, timeZone)
        const justBefore = new Date(Date.parse(start) - 1).toISOString()
        expect(toDay(start, timeZone)).toBe(day)
        expect(toDay(justBefore, timeZone) < day).toBe(true)
      }),
    )
  })
})

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
