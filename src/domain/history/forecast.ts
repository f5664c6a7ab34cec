import { computeAttainment } from '../measure/attainment.ts'
import type { Day, EvaluationTime, Measure } from '../model.ts'
import { gteWithTolerance } from '../number.ts'
import { daysBetween } from '../week.ts'
import { valueDaysAgo } from './days-ago.ts'

export type Forecast = Readonly<{
  /** Mean change of Actual a week, over the last four weeks or those there are; negative when it falls. */
  perWeek: number
  /** What Actual must change a week from now on to reach Target: 0 once it is reached; undefined on the due date. */
  neededPerWeek?: number
  /** Actual on the due date at this pace, and the attainment that it makes, unclamped. */
  value: number
  attainment: number
  willReach: boolean
  dueOn: Day
}>

/** What a forecast is made from; a `Measure` is one. */
export type ForecastInput = Readonly<
  Pick<Measure, 'type' | 'measurable' | 'origin' | 'target' | 'actual' | 'startOn' | 'dueOn' | 'history'>
>

/**
 * Where a Reach is heading: Actual + mean weekly change of the last four weeks · weeks left from today. Weekly values are
 * today's Actual and those at the end of the days 7, 14, 21 … days ago, as far as they lie in the period of the measure.
 * Undefined past the due date, with fewer than three weekly values, and while the measure cannot be judged.
 */
export function forecastReach(measure: ForecastInput, at: EvaluationTime): Forecast | undefined {
  const { type, measurable, origin, target, actual, dueOn } = measure
  if (type !== 'Reach' || !measurable || target === undefined || actual === undefined) return undefined
  if (dueOn === undefined || at.today > dueOn) return undefined
  const perWeek = meanWeeklyChange({ ...measure, actual }, at)
  if (perWeek === undefined) return undefined

  const weeksLeft = daysBetween(at.today, dueOn) / 7
  const value = actual + perWeek * weeksLeft
  const attain = (reached: number) => computeAttainment({ type, origin, target, actual: reached, done: false }) ?? 0
  const isReached = gteWithTolerance(attain(actual), 1)
  const forecast = { perWeek, value, attainment: attain(value), willReach: gteWithTolerance(attain(value), 1), dueOn }
  if (weeksLeft === 0 && !isReached) return forecast
  return { ...forecast, neededPerWeek: isReached ? 0 : (target - actual) / weeksLeft }
}

const LOOK_BACK_WEEKS = 4
const MIN_VALUES = 3
const WEEK_MS = 7 * 24 * 60 * 60 * 1000

/** From the oldest known value of the last four weeks to today's; weeks in which Actual stood empty count as weeks. */
function meanWeeklyChange(measure: ForecastInput & { actual: number }, at: EvaluationTime): number | undefined {
  const { history, actual } = measure
  const weeks = countWeeks(measure, at)
  let values = 1
  let mean: number | undefined
  for (let week = 1; week <= weeks && (week <= LOOK_BACK_WEEKS || values < MIN_VALUES); week++) {
    const value = valueDaysAgo(history, week * 7, at)
    if (value === undefined) continue
    values++
    if (week <= LOOK_BACK_WEEKS) mean = (actual - value) / week
  }
  return values >= MIN_VALUES ? mean : undefined
}

/** How many weeks back there may be a weekly value: within the period, and not before the first known one. */
function countWeeks({ history, startOn }: ForecastInput, { now, today }: EvaluationTime): number {
  const [first] = history
  if (!first) return 0
  const known = Math.floor((Date.parse(now) - Date.parse(first.at)) / WEEK_MS) + 1
  return startOn === undefined ? known : Math.min(known, Math.floor(daysBetween(startOn, today) / 7))
}
