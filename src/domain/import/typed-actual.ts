import type { Day, Field } from '../model.ts'
import { quote } from '../strings/quote.ts'
import { isDay } from '../week.ts'
import { parseWrittenNumber } from '../written/number.ts'

/** What a cell says, or the reason why it cannot be taken: a sentence without its full stop. */
export type Cell<T> = Readonly<{ value: T }> | Readonly<{ problem: string }>

/**
 * The number that a text puts into the field Actual. `12 %` is 12 in a plain field and 0.12 in a percentage, which keeps
 * fractions. `decimal` decides what `1,250` and `1.250` mean; without it they are a problem.
 */
export function parseActual(
  text: string,
  { format, decimal }: { format: Field['format']; decimal?: ',' | '.' | undefined },
): Cell<number> {
  const written = parseWrittenNumber(text, decimal)
  const named = quote({ name: text })
  if (text.trim() === '') return { problem: 'The value is empty' }
  if (written === undefined) return { problem: `${named} is not a number` }
  if (written === 'ambiguous') {
    return { problem: `${named} can be read in two ways: choose the decimal mark with --decimal , or --decimal .` }
  }
  const { value, fraction, currency } = written
  if (format !== 'percentage') return { value }
  if (fraction !== undefined) return { value: fraction }
  // Without a sign 12 may be 12 % or twelve times the whole; up to 1 it is the fraction that the field keeps.
  if (currency === undefined && Math.abs(value) <= 1) return { value }
  return { problem: `${named} is not a percentage: write 42 % or 0.42` }
}

/** The day for which a value holds: `YYYY-MM-DD`, today where none is given. */
export function parseAsOf(text: string | undefined, today: Day): Cell<Day> {
  const day = text?.trim() ?? ''
  if (day === '') return { value: today }
  if (!isDay(day)) return { problem: `${quote({ name: day })} is not a day: write it as ${today}` }
  return day > today ? { problem: `${day} is still to come` } : { value: day }
}
