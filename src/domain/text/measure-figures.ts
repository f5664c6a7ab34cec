import { changeSince, sparkline, weeklyPoints } from '../history/history.ts'
import type { EvaluationTime, Instant, Measure } from '../model.ts'
import { formatNumber, formatPercent, toPercent } from '../number.ts'
import { omitAbsent } from '../omit-absent.ts'
import { type TextLimit, truncate } from '../strings/truncate.ts'

const SPARKLINE_WEEKS = 8
const UNIT_LIMIT: TextLimit = { chars: 40, words: 6 }

/** Where a measure stands: `84 of 120 leads (70%)`, `97%, at least 95% (100%)`, `not done yet`. */
export function renderStanding(measure: Measure): string {
  if (measure.type === 'Yes/No') return measure.done ? 'done' : 'not done yet'
  const { actual, target } = measure
  if (actual === undefined) return target === undefined ? 'no numbers yet' : `no actual value, ${renderTarget(measure)}`
  if (target === undefined) return `${withUnit(actual, measure)}, no target`
  const share = renderShare(measure)
  const isRising = measure.type === 'Reach' && target >= (measure.origin ?? 0)
  if (isRising && !isPercent(measure))
    return `${formatNumber(actual, omitAbsent({ format: measure.format, precision: measure.precision }))} of ${withUnit(target, measure)}${share}`
  return `${withUnit(actual, measure)}, ${renderTarget(measure)}${share}`
}

/** From a baseline, 49,000 of 60,000 may be two fifths of the way: without that word the share looks wrong. */
function renderShare({ type, origin = 0, attainment, measurable }: Measure): string {
  if (!measurable || attainment === undefined) return ''
  const share = formatPercent(attainment)
  return type === 'Reach' && origin !== 0 ? ` (${share} of the way)` : ` (${share})`
}

/** What a number that is to be kept shows against its promise: `6.4 €, at most 4 € promised`. */
export function renderPromise(measure: Measure): string {
  const { actual } = measure
  return `${actual === undefined ? 'no actual value' : withUnit(actual, measure)}, ${renderTarget(measure)} promised`
}

/** How much Actual moved since an instant: `+12`, `-3 pts`, `no change`; undefined where the past is not known. */
export function renderMovement(measure: Measure, since: Instant): string | undefined {
  if (measure.type === 'Yes/No' || measure.actual === undefined) return undefined
  const change = changeSince(measure.history, since, measure.actual)
  if (change === undefined) return undefined
  if (change === 0) return 'no change'
  return `${change > 0 ? '+' : '-'}${renderSize(Math.abs(change), measure)}`
}

/** The last eight weeks as a row of bars; undefined where there is nothing to draw. */
export function renderTrend(measure: Measure, at: EvaluationTime): string | undefined {
  const points = weeklyPoints(measure.history, { weeks: SPARKLINE_WEEKS, at })
  const isKnown = points.some((value) => value !== undefined)
  return isKnown && measure.type !== 'Yes/No' ? sparkline(points) : undefined
}

/** A number with the measure's unit behind it. */
export function withUnit(value: number, { format, unit = '', precision }: Measure): string {
  return formatNumber(value, omitAbsent({ format, unit: truncate(unit, UNIT_LIMIT), precision }))
}

/** Whether its numbers are shown as percentages: `31% of 50%` would read as a share of a share. */
export function isPercent({ format, unit }: Measure): boolean {
  return format === 'percentage' || unit?.trim() === '%'
}

/** A difference of two percentages counts in points. */
function renderSize(size: number, measure: Measure): string {
  const { format, precision } = measure
  const shown = format === 'percentage' ? toPercent(size) : size
  const number = formatNumber(shown, omitAbsent({ format: 'plain' as const, precision }))
  return isPercent(measure) ? `${number} ${number === '1' ? 'pt' : 'pts'}` : number
}

const PROMISES: Readonly<Record<Measure['type'], string>> = {
  Reach: 'target',
  'Stay above': 'at least',
  'Stay below': 'at most',
  'Yes/No': 'target',
}

function renderTarget(measure: Measure): string {
  return measure.target === undefined ? 'no target' : `${PROMISES[measure.type]} ${withUnit(measure.target, measure)}`
}
