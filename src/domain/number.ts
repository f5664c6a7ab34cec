import type { Field, FieldValue } from './model.ts'

/** A number as the team reads it: `1,234.5 leads`, `42%`; two decimals at most. */
export function formatNumber(
  n: number,
  { unit = '', format }: { unit?: string; format: 'percentage' | 'plain' },
): string {
  const percent = format === 'percentage'
  const text = FORMAT.format(roundTo(percent ? shiftDecimal(n, 2) : n, 2))
  const behind = unit.trim()
  if (percent) return behind === '' || behind === '%' ? `${text}%` : `${text}% ${behind}`
  return behind === '%' ? `${text}%` : `${text} ${behind}`.trimEnd()
}

/** A fraction in whole percent: `62%`. */
export function formatPercent(fraction: number): string {
  return `${FORMAT.format(roundTo(shiftDecimal(fraction, 2), 0))}%`
}

/** `1 measure`, `7 measures`. */
export function formatCount(n: number, noun: string): string {
  return `${FORMAT.format(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** The number as its field keeps it. Digits of a percentage count in percent: one digit keeps 0.123. */
export function roundToPrecision(n: number, field: Field): number {
  const isPercentage = field.format === 'percentage'
  const digits = field.precision ?? (isPercentage ? 1 : 2)
  return roundTo(n, isPercentage ? digits + 2 : digits)
}

/** Whether a field would show both values as the same one. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined, field: Field): boolean {
  if (typeof a === 'number' && typeof b === 'number') return roundToPrecision(a, field) === roundToPrecision(b, field)
  if (typeof a === 'object' && typeof b === 'object') return a.option === b.option
  return a === b
}

/** `a ≥ b` for people's numbers: 0.45 / 0.5 may come out a breath below 0.9, and must count as 0.9. */
export function gteWithTolerance(a: number, b: number): boolean {
  return a >= b - EPSILON
}

const EPSILON = 1e-9
const FORMAT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

/** Half away from zero, on the digits a person sees: 0.285 is 0.285 and not 0.28499999999999998. */
function roundTo(n: number, digits: number): number {
  if (!Number.isFinite(n) || Number.isInteger(n)) return normalizeZero(n)
  // Fifteen digits are what a double keeps; what lies beyond is the residue of earlier arithmetic.
  const seen = Number(Math.abs(n).toPrecision(15))
  return normalizeZero(Math.sign(n) * shiftDecimal(Math.round(shiftDecimal(seen, digits)), -digits))
}

/** Moves the decimal point in the text of a number, where multiplying would leave a residue. */
function shiftDecimal(n: number, digits: number): number {
  const [mantissa, exponent = '0'] = String(n).split('e')
  return Number.isFinite(n) ? Number(`${mantissa}e${Number(exponent) + digits}`) : n
}

function normalizeZero(n: number): number {
  return n === 0 ? 0 : n
}
