import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field } from '../../src/domain/model.ts'
import {
  formatCount,
  formatNumber,
  formatPercent,
  gteWithTolerance,
  roundShare,
  roundToPrecision,
  sameValue,
} from '../../src/domain/number.ts'

const RUNS = { numRuns: 500 }
const plain = (precision: number): Field => ({ gid: 'f', type: 'number', format: 'plain', precision, options: {} })
const percentage = (precision: number): Field => ({ ...plain(precision), format: 'percentage' })
const amount = fc.double({ min: -1e9, max: 1e9, noNaN: true })

describe('a number is written as the team reads it', () => {
  test.each([
    [0, { format: 'plain' }, '0'],
    [-0, { format: 'plain' }, '0'],
    [1234567.5, { format: 'plain' }, '1,234,567.5'],
    [1 / 3, { format: 'plain' }, '0.33'],
    [1.005, { format: 'plain' }, '1.01'],
    [-1.005, { format: 'plain' }, '-1.01'],
    [-0.001, { format: 'plain' }, '0'],
    [1e-9, { format: 'plain' }, '0'],
    [1200, { format: 'plain', unit: 'leads' }, '1,200 leads'],
    [1200, { format: 'plain', unit: '  ' }, '1,200'],
    [42, { format: 'plain', unit: '%' }, '42%'],
    [0.42, { format: 'percentage' }, '42%'],
    [0.285, { format: 'percentage' }, '28.5%'],
    [0.12345, { format: 'percentage' }, '12.35%'],
    [12.5, { format: 'percentage' }, '1,250%'],
    [0.42, { format: 'percentage', unit: '%' }, '42%'],
    [0.42, { format: 'percentage', unit: 'of visitors' }, '42% of visitors'],
  ] as const)('%d as %j is %s', (n, options, text) => {
    expect(formatNumber(n, options)).toBe(text)
  })

  test.each([
    [0, '0%'],
    [0.625, '63%'],
    [0.285, '29%'],
    [0.575, '58%'],
    [-0.004, '0%'],
    [-0.205, '-21%'],
    [1, '100%'],
    [12.5, '1,250%'],
    [1e-7, '1%'],
    [0.9993, '99%'],
    [0.995, '99%'],
    [0.9949, '99%'],
    [1.004, '100%'],
    [-0.003, '0%'],
  ])('the fraction %d is %s', (fraction, text) => {
    expect(formatPercent(fraction)).toBe(text)
  })

  test.each([
    [0, '0 days'],
    [1, '1 day'],
    [1000, '1,000 days'],
  ])('%d of a day is %s', (n, text) => {
    expect(formatCount(n, 'day')).toBe(text)
  })
})

describe('a number is rounded as its field keeps it', () => {
  test.each([
    ['half away from zero', 2.5, plain(0), 3],
    ['half away from zero, below it', -2.5, plain(0), -3],
    ['a half that floats below', 1.005, plain(2), 1.01],
    ['a half that multiplying would lose', 0.285, percentage(0), 0.29],
    ['a third', 1 / 3, plain(2), 0.33],
    ['percent digits', 0.1234, percentage(1), 0.123],
    ['percent digits, up', 0.12351, percentage(1), 0.124],
    ['the residue of a sum', 0.1 + 0.2, plain(6), 0.3],
    ['a half that arithmetic left a breath short', 0.35 * 0.7, percentage(0), 0.25],
    ['a half out of a division', 0.57 / 2, percentage(0), 0.29],
    ['a whole number', 1e21, plain(2), 1e21],
    ['next to nothing', 1e-9, plain(2), 0],
    ['next to nothing, below zero', -1e-9, plain(2), 0],
  ])('%s', (_, n, field, rounded) => {
    expect(roundToPrecision(n, field)).toBe(rounded)
  })

  test('a field that does not say keeps what the service creates: 2 digits, 1 of a percentage', () => {
    expect(roundToPrecision(0.123456, { gid: 'f', type: 'number', options: {} })).toBe(0.12)
    expect(roundToPrecision(0.123456, { gid: 'f', type: 'number', format: 'percentage', options: {} })).toBe(0.123)
  })

  test('rounding again changes nothing', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 6 }), fc.boolean(), (n, precision, isPercentage) => {
        const field = isPercentage ? percentage(precision) : plain(precision)
        const once = roundToPrecision(n, field)
        expect(roundToPrecision(once, field)).toBe(once)
      }),
      RUNS,
    )
  })

  test('rounding moves a number by half a digit at most, and alike on both sides of zero', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 4 }), (n, precision) => {
        const rounded = roundToPrecision(n, plain(precision))
        expect(Math.abs(rounded - n)).toBeLessThanOrEqual(0.5 * 10 ** -precision + 1e-6)
        expect(roundToPrecision(-n, plain(precision))).toBe(rounded === 0 ? 0 : -rounded)
      }),
      RUNS,
    )
  })
})

describe('two values are the same when their field shows them alike', () => {
  test.each([
    ['equal after rounding', 0.12345, 0.123, percentage(1), true],
    ['apart after rounding', 0.1236, 0.123, percentage(1), false],
    ['the same option', { option: '1' }, { option: '1' }, plain(2), true],
    ['another option', { option: '1' }, { option: '2' }, plain(2), false],
    ['nothing and nothing', undefined, undefined, plain(2), true],
    ['nothing and zero', undefined, 0, plain(2), false],
    ['texts', 'leads', 'leads', plain(2), true],
    ['a text and a number', '1', 1, plain(2), false],
    ['an option and nothing', { option: '1' }, undefined, plain(2), false],
  ])('%s', (_, a, b, field, same) => {
    expect(sameValue(a, b, field)).toBe(same)
    expect(sameValue(b, a, field)).toBe(same)
  })
})

test('a threshold is met in spite of the residue of floating point, and by no more than that', () => {
  const residue = 0.3 - 0.1
  expect(residue).toBeLessThan(0.2)
  expect(gteWithTolerance(residue, 0.2)).toBe(true)
  expect(gteWithTolerance(0.2 - 1e-6, 0.2)).toBe(false)
})

describe('a share in a percentage field', () => {
  test.each([
    [2998 / 3000, 1, 0.999],
    [0.9996, 1, 0.999],
    [1, 1, 1],
    [1.2, 1, 1.2],
    [0.0004, 1, 0.001],
    [0, 1, 0],
    [0.999, 0, 0.99],
    [0.62345, 1, 0.623],
  ])('%d with %d digits is kept as %d', (share, precision, kept) => {
    expect(roundShare(share, percentage(precision))).toBe(kept)
  })

  test('is the whole only where nothing is missing, and nothing only where nothing is there', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, fc.integer({ min: 0, max: 4 }), (value, precision) => {
        const kept = roundShare(value, percentage(precision))
        expect([kept === 1, kept === 0]).toEqual([value === 1, value === 0])
        expect(roundShare(kept, percentage(precision))).toBe(kept)
        expect([formatPercent(value) === '100%', formatPercent(value) === '0%']).toEqual([value === 1, value === 0])
      }),
      RUNS,
    )
  })
})
