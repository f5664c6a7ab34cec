/** A number as a person wrote it. */
export type WrittenNumber = Readonly<{
  /** As it reads: 12 for `12 %`, 40000 for `€ 40k`. */
  value: number
  /** Only of a number with a percent sign: 0.12 for `12 %`. */
  fraction?: number
  /** Sign or code of a currency, as written. */
  currency?: string
}>

/** What a separator before exactly three digits means where nothing else tells, as in `1,250`. */
export type DecimalMark = ',' | '.' | 'groups'

/**
 * Reads `1,250.5`, `1.250,5`, `1 250`, `1'250`, `12 %`, `€ 40k`, `−1.2M`, `500,000 EUR`. `ambiguous` is a number such as
 * `1,250` or `1.250` without a decimal mark to follow; undefined is no number.
 */
export function parseWrittenNumber(text: string, decimal?: DecimalMark): WrittenNumber | 'ambiguous' | undefined {
  const parts = text.length > MAX_LENGTH ? undefined : NUMBER.exec(normalize(text))?.groups
  if (!parts) return undefined
  const { digits = '', scale = '', percent, before, after: currency = before } = parts
  const sign = `${parts['sign'] ?? ''}${parts['signBehind'] ?? ''}`
  if (sign.length > 1 || (percent && before) || (currency && !isCurrency(currency))) return undefined
  const plain = toPlainDigits(digits, decimal)
  if (plain === undefined || plain === 'ambiguous') return plain

  const signed = `${sign === '' || sign === '+' ? '' : '-'}${plain}`
  const exponent = EXPONENTS[scale.toLowerCase()] ?? 0
  const value = toNumber(signed, exponent)
  if (percent) return { value, fraction: toNumber(signed, exponent - 2) }
  return currency ? { value, currency } : { value }
}

const MAX_LENGTH = 60
const EXPONENTS: Readonly<Record<string, number>> = { k: 3, m: 6 }

/** A currency sign with or without its country (`€`, `US$`), an ISO 4217 code, or an abbreviation that is no sign in Unicode. */
const CURRENCY = String.raw`[A-Z]{0,3}\p{Sc}|[A-Z]{3}|kr|zł|Kč|Ft|lei|Fr\.?`
const NUMBER = new RegExp(
  String.raw`^(?<sign>[-−+])?\s*(?<before>${CURRENCY})?\s*(?<signBehind>[-−+])?\s*(?<digits>[\d.,'’ ]*\d)\s*(?<scale>[km])?\s*(?:(?<percent>%)|(?<after>${CURRENCY}))?$`,
  'iu',
)

/** Three letters alone may be a unit or a scale, such as `mio`. */
function isCurrency(text: string): boolean {
  return !/^[A-Z]{3}$/i.test(text) || text === 'lei' || Intl.supportedValuesOf('currency').includes(text.toUpperCase())
}

/** Full-width forms and the many spaces of Unicode in their plain form, without invisible marks. */
function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Digits with a decimal point, if any, and nothing else: `1250.5`. */
function toPlainDigits(digits: string, decimal: DecimalMark | undefined): string | 'ambiguous' | undefined {
  // Spaces and apostrophes only group, so that comma or point behind them is the decimal mark.
  if (/^[1-9]\d{0,2}([ '’])\d{3}(\1\d{3})*([.,]\d+)?$/.test(digits)) {
    return digits.replace(/[ '’]/g, '').replace(',', '.')
  }
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) {
    if (decimal === undefined) return 'ambiguous'
    return digits.includes(decimal) ? digits.replace(',', '.') : digits.replace(/[.,]/, '')
  }
  if (/^\d*[.,]?\d+$/.test(digits)) return digits.replace(',', '.')
  if (/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(digits)) return digits.replaceAll(',', '')
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.')
  return undefined
}

/** Scaled in the text of the number, where multiplying would leave a residue: 1.1M is 1100000. */
function toNumber(digits: string, exponent: number): number {
  const value = Number(`${digits}e${exponent}`)
  return value === 0 ? 0 : value
}
