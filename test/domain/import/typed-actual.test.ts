import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseActual, parseAsOf } from '../../../src/domain/import/typed-actual.ts'

describe('the value of a row', () => {
  test.each<[string, number, number | undefined]>([
    ['320', 320, undefined],
    ['1,250.5', 1250.5, undefined],
    ['1.250,5', 1250.5, undefined],
    ['€ 40k', 40_000, undefined],
    ['1.2M', 1_200_000, undefined],
    ['12 %', 12, 0.12],
    ['−12,5%', -12.5, -0.125],
    ['150 %', 150, 1.5],
    ['0.42', 0.42, 0.42],
    ['1', 1, 1],
    ['0', 0, 0],
    ['12', 12, undefined],
    ['€ 0.5', 0.5, undefined],
  ])('"%s" is %s in a plain field and %s in a percentage', (text, plain, percentage) => {
    expect(parseActual(text, { format: 'plain' })).toEqual({ value: plain })
    expect(parseActual(text, { format: undefined })).toEqual({ value: plain })
    const asPercentage = parseActual(text, { format: 'percentage' })
    expect(asPercentage).toEqual(percentage === undefined ? { problem: expect.any(String) } : { value: percentage })
  })

  test.each([
    ['1,250', ',', 1.25],
    ['1,250', '.', 1250],
    ['1.250', ',', 1250],
    ['1.250', '.', 1.25],
    ['1,250.5', ',', 1250.5],
  ] as const)('"%s" with the decimal mark "%s" is %s', (text, decimal, value) => {
    expect(parseActual(text, { format: 'plain', decimal })).toEqual({ value })
  })

  test.each([
    ['', 'The value is empty'],
    [' \t', 'The value is empty'],
    ['soon', '"soon" is not a number'],
    ['12 "leads"', `"12 'leads'" is not a number`],
    ['1,250', '"1,250" can be read in two ways: choose the decimal mark with --decimal , or --decimal .'],
    ['1.250', '"1.250" can be read in two ways: choose the decimal mark with --decimal , or --decimal .'],
  ])('"%s" is refused', (text, problem) => {
    expect(parseActual(text, { format: 'plain' })).toEqual({ problem })
  })

  test('is refused in a percentage where it may be percent or a fraction', () => {
    const problem = '"12" is not a percentage: write 42 % or 0.42'
    expect(parseActual('12', { format: 'percentage' })).toEqual({ problem })
  })

  test('never breaks the line of its error, whatever stands in the cell', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('1', ',', '%', 'a', '"', '\n', '\r', '\0', '\u2028', '\u202e', '\ud800'),
    })
    fc.assert(
      fc.property(hostile, fc.constantFrom('plain', 'percentage'), (text, format) => {
        const cell = parseActual(text, { format })
        if ('problem' in cell) expect(cell.problem).not.toMatch(/[\n\r\p{Cc}]/u)
        else expect(Number.isFinite(cell.value)).toBe(true)
      }),
    )
  })
})

describe('the day of a row', () => {
  test.each([
    [undefined, '2026-11-16'],
    ['', '2026-11-16'],
    [' ', '2026-11-16'],
    ['2026-11-13', '2026-11-13'],
    [' 2026-11-16 ', '2026-11-16'],
    ['2024-02-29', '2024-02-29'],
  ])('"%s" is %s', (text, value) => {
    expect(parseAsOf(text, '2026-11-16')).toEqual({ value })
  })

  test.each([
    ['16.11.2026', '"16.11.2026" is not a day: write it as 2026-11-16'],
    ['11/16/2026', '"11/16/2026" is not a day: write it as 2026-11-16'],
    ['16 Nov', '"16 Nov" is not a day: write it as 2026-11-16'],
    ['2026-02-29', '"2026-02-29" is not a day: write it as 2026-11-16'],
    ['2026-11-16T08:00:00Z', '"2026-11-16T08:00:00Z" is not a day: write it as 2026-11-16'],
    ['2026-11-17', '2026-11-17 is still to come'],
  ])('"%s" is refused', (text, problem) => {
    expect(parseAsOf(text, '2026-11-16')).toEqual({ problem })
  })
})
