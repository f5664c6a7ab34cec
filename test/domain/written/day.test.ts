import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../src/domain/week.ts'
import { parseWrittenDay } from '../../../src/domain/written/day.ts'

const YEAR = { start: '2026-01-01', due: '2026-12-31' }
const LONG = { start: '2025-10-01', due: '2027-02-28' }

describe('a day with its year', () => {
  test.each([
    ['2026-03-31', '2026-03-31'],
    ['31 Mar 2026', '2026-03-31'],
    ['31 March 2026', '2026-03-31'],
    ['31. März 2026', '2026-03-31'],
    ['March 31, 2026', '2026-03-31'],
    ['31st of March 2026', '2026-03-31'],
    ['2026 Mar 31', '2026-03-31'],
    ['31-Mar-2026', '2026-03-31'],
    ['1er août 2026', '2026-08-01'],
    ['1º de marzo de 2026', '2026-03-01'],
    ['29 Feb 2028', '2028-02-29'],
    ['4 SEPT. 2026', '2026-09-04'],
    ['5 mrt 2024', '2024-03-05'],
  ])('%s is that day, in the period or not', (text, day) => {
    expect(parseWrittenDay(text, YEAR)).toEqual([day])
  })
})

describe('a day without its year', () => {
  test.each([
    ['lies in the period', '31 Mar', YEAR, ['2026-03-31']],
    ['may be the first of it', '1 January', YEAR, ['2026-01-01']],
    ['may be the last of it', 'Dec 31', YEAR, ['2026-12-31']],
    ['takes the only year there is', '31 Mar', LONG, ['2026-03-31']],
    ['may be one of several', '15 Jan', LONG, ['2026-01-15', '2027-01-15']],
    ['may not be in it', '1 Mar', { start: '2026-05-01', due: '2026-12-31' }, []],
    ['exists in leap years only', '29 Feb', { start: '2026-01-01', due: '2028-12-31' }, ['2028-02-29']],
    ['is not in a period that ends before it begins', '31 Mar', { start: '2026-12-31', due: '2025-01-01' }, []],
  ])('%s', (_, text, period, days) => {
    expect(parseWrittenDay(text, period)).toEqual(days)
  })
})

describe('no day', () => {
  test.each([
    '',
    '31',
    'Mar',
    '31 Foo',
    '31 Ma',
    '1 jui',
    '30 Feb',
    '31 Apr 2026',
    '0 Mar',
    '32 Mar',
    '29 Feb 2026',
    '2026-02-30',
    '2026-13-01',
    '31.03.2026',
    '3/31',
    '31 Mar 26',
    '31 Mar 2026 2027',
    '31 Mar Apr',
    '31 30 Mar',
    'end of March 31',
    '٣١ Mar',
  ])('"%s"', (text) => {
    expect(parseWrittenDay(text, YEAR)).toBeUndefined()
  })
})

test('every day of the period reads back as each language writes it', () => {
  const locales = ['en-GB', 'en-US', 'de-DE', 'fr-FR', 'es-ES', 'pt-BR', 'it-IT', 'nl-NL']
  const styles = [
    { day: 'numeric', month: 'long' },
    { day: 'numeric', month: 'short', year: 'numeric' },
  ] as const
  fc.assert(
    fc.property(
      fc.nat({ max: 364 }),
      fc.constantFrom(...locales),
      fc.constantFrom(...styles),
      (days, locale, style) => {
        const day = addDays(YEAR.start, days)
        const text = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(new Date(day))
        expect(parseWrittenDay(text, YEAR)).toEqual([day])
      },
    ),
  )
})
