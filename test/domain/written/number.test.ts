import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWrittenNumber } from '../../../src/domain/written/number.ts'

const value = (text: string, decimal?: ',' | '.' | 'groups') => {
  const read = parseWrittenNumber(text, decimal)
  return typeof read === 'object' ? read.value : read
}

describe('a number as people write it', () => {
  test.each<[string, number]>([
    ['320', 320],
    ['0', 0],
    ['-0', 0],
    ['007', 7],
    ['1,250.5', 1250.5],
    ['1.250,5', 1250.5],
    ['1,250,000', 1_250_000],
    ['1.250.000', 1_250_000],
    ['1.250.000,75', 1_250_000.75],
    ['1 250', 1250],
    ['1\u00a0250,5', 1250.5],
    ['1\u202f250\u202f000', 1_250_000],
    ['1 250.500', 1250.5],
    ["1'250.50", 1250.5],
    ['1’250’000', 1_250_000],
    ['12,5', 12.5],
    ['12.50', 12.5],
    ['0.250', 0.25],
    ['0,250', 0.25],
    ['.5', 0.5],
    [',75', 0.75],
    ['1250,500', 1250.5],
    ['1,2500', 1.25],
    ['-40', -40],
    ['−40', -40],
    ['+40', 40],
    ['40k', 40_000],
    ['40 K', 40_000],
    ['1.2M', 1_200_000],
    ['1,1 m', 1_100_000],
    ['€ 40k', 40_000],
    ['-€40', -40],
    ['€ -40', -40],
    ['40 €', 40],
    ['US$ 1,250.50', 1250.5],
    ['CHF 1’250.50', 1250.5],
    ['500000 eur', 500_000],
    ['2m€', 2_000_000],
    ['5 MAD', 5],
    ['40 kr', 40],
    ['12 zł', 12],
    ['12 %', 12],
    ['１２．５％', 12.5],
    ['\u200e320\u200e', 320],
  ])('%s', (text, wanted) => {
    expect(value(text)).toBe(wanted)
  })

  test.each([
    ['12 %', 0.12],
    ['12,5%', 0.125],
    ['0.7 %', 0.007],
    ['-3 %', -0.03],
    ['1,250.5 %', 12.505],
  ])('%s has its fraction beside it', (text, fraction) => {
    expect(parseWrittenNumber(text)).toMatchObject({ fraction })
  })

  test.each([
    ['€ 40k', '€'],
    ['500,000.00 EUR', 'EUR'],
    ['A$5', 'A$'],
    ['5 lei', 'lei'],
  ])('%s has its currency beside it', (text, currency) => {
    expect(parseWrittenNumber(text)).toMatchObject({ currency })
  })

  test('has neither fraction nor currency where none is written', () => {
    expect(parseWrittenNumber('1,250.5')).toEqual({ value: 1250.5 })
  })
})

describe('a separator before exactly three digits', () => {
  test.each([
    ['1,250', 1.25, 1250, 1250],
    ['1.250', 1250, 1.25, 1250],
    ['-12,500', -12.5, -12_500, -12_500],
    ['€ 1.250k', 1_250_000, 1250, 1_250_000],
    ['1,250 %', 1.25, 1250, 1250],
  ])('%s needs a decimal mark to follow', (text, withComma, withPoint, grouped) => {
    expect(value(text)).toBe('ambiguous')
    expect([value(text, ','), value(text, '.'), value(text, 'groups')]).toEqual([withComma, withPoint, grouped])
  })

  test.each(['1,250.5', '1.250,5', '12,5', '0.250', '1,250,000', '1 250'])(
    '%s reads the same whatever the decimal mark',
    (text) => {
      expect([value(text, ','), value(text, '.')]).toEqual([value(text), value(text)])
    },
  )
})

describe('no number', () => {
  test.each([
    '',
    ' ',
    '-',
    '%',
    '€',
    'abc',
    'n/a',
    '12 leads',
    '12 mio',
    '1 mrd',
    '12 pcs',
    '1e5',
    '0x10',
    'Infinity',
    'NaN',
    '1,25,000',
    '1.2.3',
    '1,2,3',
    '1,250.500.000',
    '1.250,500,000',
    '12 50',
    "1'25",
    "1'250 000",
    '5.',
    '--5',
    '-€-5',
    '€ 12 %',
    '12 % EUR',
    '40-',
    '(40)',
    '=1+1',
    '1/2',
    '٣',
    '1'.repeat(61),
  ])('"%s"', (text) => {
    expect(parseWrittenNumber(text, '.')).toBeUndefined()
  })

  test('is anything that holds no digit', () => {
    const noDigits = fc.string({ unit: 'grapheme' }).filter((text) => !/\d/.test(text.normalize('NFKC')))
    fc.assert(
      fc.property(noDigits, (text) => {
        expect(parseWrittenNumber(text, '.')).toBeUndefined()
      }),
    )
  })
})

describe('every number', () => {
  const cents = fc.integer({ min: -10_000_000_00, max: 10_000_000_00 })

  test.each([
    ['en-US', '.'],
    ['de-DE', ','],
    ['de-CH', '.'],
    ['fr-FR', ','],
    ['sv-SE', ','],
    ['pl-PL', ','],
    ['ja-JP', '.'],
  ] as const)('reads back as a spreadsheet in %s writes it', (locale, decimal) => {
    const formats = [0, 2, 3].map((digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits }))
    fc.assert(
      fc.property(cents, fc.constantFrom(...formats), (n, format) => {
        expect(value(format.format(n / 100), decimal)).toBe(n === 0 ? 0 : n / 100)
      }),
    )
  })

  test('is a finite value, and its fraction is a hundredth of it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-−+]?€? ?\d{0,4}[.,' ]?\d{0,3}[.,]?\d{1,3} ?[kM]? ?%?$/), (text) => {
        const read = parseWrittenNumber(text, '.')
        if (typeof read !== 'object') return
        expect(Number.isFinite(read.value)).toBe(true)
        expect('fraction' in read).toBe(text.endsWith('%'))
        if (read.fraction !== undefined) expect(read.fraction).toBeCloseTo(read.value / 100, 9)
      }),
    )
  })
})
