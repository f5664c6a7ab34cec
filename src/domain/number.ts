import type { Field, FieldValue } from './model.ts'

/** A number as the team reads it: `1,234.5 leads`, `42%`; with at most `precision` decimals, two where it is not told. */
export function formatNumber(
  n: number,
  { unit = '', format, precision = 2 }: { unit?: string; format: 'percentage' | 'plain'; precision?: number },
): string {
  const percent = format === 'percentage'
  const digits = Math.min(Math.max(precision, 0), MAX_DIGITS)
  const text = formatter(digits).format(roundTo(percent ? toPercent(n) : n, digits))
  const behind = unit.trim()
  if (percent) return behind === '' || behind === '%' ? `${text}%` : `${text}% ${behind}`
  return behind === '%' ? `${text}%` : `${text} ${behind}`.trimEnd()
}

/** A fraction in whole percent: `62%`. A share below the whole never reads 100%, and one above nothing never 0%. */
export function formatPercent(fraction: number): string {
  return `${formatter(0).format(keepApart(fraction, roundTo(toPercent(fraction), 0), 1, 100))}%`
}

/** A fraction as its percent: 0.31 is 31. */
export function toPercent(fraction: number): number {
  return shiftDecimal(fraction, 2)
}

/** A share as a percentage field keeps it; rounding makes neither the whole of what is less, nor nothing of what is more. */
export function roundShare(share: number, field: Field): number {
  const rounded = roundToPrecision(share, field)
  if (field.format !== 'percentage') return rounded
  const step = shiftDecimal(1, -(field.precision ?? 1) - 2)
  return keepApart(share, rounded, step, 1)
}

function keepApart(share: number, rounded: number, step: number, whole: number): number {
  if (share < 1 && rounded >= whole) return roundTo(whole - step, 15)
  return share > 0 && rounded <= 0 ? step : rounded
}

/** `1 measure`, `7 measures`. */
export function formatCount(n: number, noun: string): string {
  return `${formatter(2).format(n)} ${noun}${n === 1 ? '' : 's'}`
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
/** A number field in Asana keeps six digits at most. */
const MAX_DIGITS = 6
const FORMATTERS = Array.from(
  { length: MAX_DIGITS + 1 },
  (_, digits) => new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }),
)

function formatter(digits: number): Intl.NumberFormat {
  return FORMATTERS[digits] ?? new Intl.NumberFormat('en-US')
}

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
