import type { EvaluationTime, Instant, Point } from '../model.ts'
import { addDays, startOfDay } from '../week.ts'
import { valueAt } from './history.ts'

/**
 * The value of Actual at the end of the day that lies so many days (1 or more) before today, in the team's time zone.
 * It is the same at any hour of today, whatever the hour at which numbers are typed. Undefined where it is not known.
 */
export function valueDaysAgo(history: readonly Point[], days: number, at: EvaluationTime): number | undefined {
  return valueAt(history, endOfDaysAgo(days, at))
}

let cache: { of: string; ends: Map<number, Instant> } = { of: '', ends: new Map() }

/** One measure after the other asks for the same ends, all day; the calendar is slow. */
function endOfDaysAgo(days: number, { today, timeZone }: EvaluationTime): Instant {
  const of = `${today} ${timeZone}`
  if (cache.of !== of) cache = { of, ends: new Map() }
  const known = cache.ends.get(days)
  if (known !== undefined) return known
  const next = startOfDay(addDays(today, 1 - days), timeZone)
  const end = new Date(Date.parse(next) - 1).toISOString()
  cache.ends.set(days, end)
  return end
}
