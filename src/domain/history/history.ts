import { computeAttainment } from '../measure/attainment.ts'
import type { EvaluationTime, Instant, IsoWeek, Measure, Point } from '../model.ts'
import { gteWithTolerance } from '../number.ts'
import { addWeeks, daysBetween, startOfWeek, weekOf } from '../week.ts'

/** The value of Actual at an instant, as far as it is known. Histories are oldest first. */
export function valueAt(history: readonly Point[], instant: Instant): number | undefined {
  const time = Date.parse(instant)
  return history.findLast((point) => Date.parse(point.at) <= time)?.value
}

/** What Actual has gained, or lost, since an instant; undefined when either value is unknown. */
export function changeSince(
  history: readonly Point[],
  instant: Instant,
  current: number | undefined,
): number | undefined {
  const before = valueAt(history, instant)
  return current === undefined || before === undefined ? undefined : current - before
}

/** The value at the end of each of the last ISO weeks, oldest first; the last one is the current week, as of now. */
export function weeklyPoints(
  history: readonly Point[],
  { weeks, at }: { weeks: number; at: EvaluationTime },
): (number | undefined)[] {
  const ends = endsOfWeeks(weekOf(at.today), weeks, at.timeZone)
  return [...ends, at.now].map((end) => valueAt(history, end))
}

/** A row of bars from the lowest to the highest value; a level row stands in the middle, the unknown is a dot. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const known = values.filter((value) => value !== undefined)
  const lowest = Math.min(...known)
  const range = Math.max(...known) - lowest
  return values.map((value) => (value === undefined ? GAP : barFor(value - lowest, range))).join('')
}

export type Forecast = Readonly<{
  /** What Actual has gained a week, lately; negative when it fell. */
  perWeek: number
  /** What it must gain a week from now on; 0 once the target is reached. */
  neededPerWeek: number
  /** Actual on the due date, if it goes on like this. */
  atDue: number
  willReach: boolean
}>

/**
 * Where a Reach is heading: the straight line through its value four weeks ago and today's, drawn on to the due date.
 * Undefined when that cannot be said: it cannot be judged, is due by today, or less than a week of its past is known.
 */
export function forecast({ measure, at }: { measure: Measure; at: EvaluationTime }): Forecast | undefined {
  const { type, measurable, origin, target, actual, dueOn } = measure
  if (type !== 'Reach' || !measurable || target === undefined || actual === undefined || !dueOn) return undefined
  const weeksLeft = daysBetween(at.today, dueOn) / 7
  const perWeek = slope(measure.history, actual, Date.parse(at.now))
  if (perWeek === undefined || weeksLeft <= 0) return undefined

  const atDue = actual + perWeek * weeksLeft
  const isReached = (value: number) =>
    gteWithTolerance(computeAttainment({ type, origin, target, actual: value, done: false }) ?? 0, 1)
  const neededPerWeek = isReached(actual) ? 0 : (target - actual) / weeksLeft
  return { perWeek, neededPerWeek, atDue, willReach: isReached(atDue) }
}

const BARS = '▁▂▃▄▅▆▇█'
const MIDDLE = '▄'
const GAP = '·'
const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const LOOK_BACK_MS = 4 * WEEK_MS

let known: Readonly<{ of: string; ends: readonly Instant[] }> | undefined

/** The last moments of the weeks before `week`, oldest first. One measure after the other asks for the same, all week. */
function endsOfWeeks(week: IsoWeek, weeks: number, timeZone: string): readonly Instant[] {
  const of = `${week} ${weeks} ${timeZone}`
  if (known?.of !== of) {
    const weeksAgo = Array.from({ length: weeks - 1 }, (_, index) => index + 2 - weeks)
    known = { of, ends: weeksAgo.map((ahead) => justBefore(startOfWeek(addWeeks(week, ahead), timeZone))) }
  }
  return known.ends
}

function justBefore(instant: Instant): Instant {
  return new Date(Date.parse(instant) - 1).toISOString()
}

function barFor(height: number, range: number): string {
  if (range === 0) return MIDDLE
  return BARS.charAt(Math.round((height / range) * (BARS.length - 1)))
}

/** Gain a week since four weeks ago, or since the first value known after that. */
function slope(history: readonly Point[], actual: number, now: number): number | undefined {
  const from = now - LOOK_BACK_MS
  const standing = valueAt(history, new Date(from).toISOString())
  const later = history.find((point) => Date.parse(point.at) > from && point.value !== undefined)
  const first = standing === undefined ? later : { at: new Date(from).toISOString(), value: standing }
  if (first?.value === undefined) return undefined
  const weeks = (now - Date.parse(first.at)) / WEEK_MS
  return weeks < 1 ? undefined : (actual - first.value) / weeks
}
