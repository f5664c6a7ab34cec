import { fieldsMissingFor } from '../measure/missing-fields.ts'
import type { Measure } from '../model.ts'
import { formatPercent } from '../number.ts'
import { measuresByAttention } from '../rollup/attention.ts'
import type { HealthAssessment } from '../rollup/health.ts'
import { quote } from '../strings/quote.ts'
import { readableDay } from '../week.ts'
import { renderPromise } from './measure-figures.ts'

/** Why a project has its health, in one plain sentence: the worst measure, or what is missing. */
export function reasonForMeasures(measures: readonly Measure[], verdict: HealthAssessment): string {
  const { health, isCapped, tooEarly } = verdict
  const [worst] = measuresByAttention(measures.filter((measure) => measure.measurable))
  if (measures.length === 0) return 'There is no measure yet.'
  if (health === 'Needs data' || !worst) return nothingMeasurable(measures)
  if (health === 'Achieved') return allAchieved(measures, 'measure')
  if (isCapped && worst.status !== 'Off track') return whatIsMissing(measures)
  if (health !== 'On track') return `${quote(worst)} is ${worst.status.toLowerCase()}: ${progressOf(worst)}.`
  return tooEarly ? `It is too early to judge; ${toWatch(worst)}` : onTrack(measures)
}

/** `All 3 measures are achieved.` */
export function allAchieved(things: readonly { name: string }[], noun: string): string {
  const [only] = things
  if (only && things.length === 1) return `${quote(only)} is achieved.`
  return `${things.length === 2 ? 'Both' : `All ${things.length}`} ${noun}s are achieved.`
}

/** `2 of 3 measures cannot be judged`, to be followed by the first cause. */
export function cannotBeMeasured(missing: number, all: number, noun: string): string {
  if (all === 1) return `The only ${noun} cannot be judged`
  return missing === all
    ? `None of the ${all} ${noun}s can be judged`
    : `${missing} of ${all} ${noun}s cannot be judged`
}

/** `40% of target, 72% expected` */
export function shareOfTarget(attainment = 0, expected = 0): string {
  return `${formatPercent(attainment)} of target, ${formatPercent(expected)} expected`
}

/** What is held or reached needs no watching. */
function onTrack(measures: readonly Measure[]): string {
  const [slowest] = measuresByAttention(measures.filter((measure) => (measure.attainment ?? 0) < 1))
  return slowest ? `The pace is right; ${toWatch(slowest)}` : 'Every measure is where it should be.'
}

function toWatch(measure: Measure): string {
  return `the measure to watch is ${quote(measure)}: ${progressOf(measure)}.`
}

function nothingMeasurable(measures: readonly Measure[]): string {
  const isWeightless = measures.every((measure) => measure.weight === 0)
  return isWeightless ? 'No measure carries any weight, so there is nothing to judge.' : whatIsMissing(measures)
}

/** The heaviest measure that cannot be judged stands for all of them. */
function whatIsMissing(measures: readonly Measure[]): string {
  const missing = measures.filter((measure) => !measure.measurable)
  const [first] = missing.toSorted((a, b) => b.weight - a.weight)
  const fault = first?.findings.find(({ severity }) => severity === 'fault')
  // Without a fault of its own, it is the project that lacks a field.
  const cause = fault?.message ?? `the project has no number field ${fieldsMissingFor(missing).join(' and ')}.`
  return `${cannotBeMeasured(missing.length, measures.length, 'measure')}: ${cause}`
}

function progressOf(measure: Measure): string {
  const { type, attainment, expected, dueOn } = measure
  if (type === 'Reach') return shareOfTarget(attainment, expected)
  if (type !== 'Yes/No') return renderPromise(measure)
  if (attainment === 1) return 'done'
  return dueOn ? `due on ${readableDay(dueOn, { year: true })} and not done yet` : 'not done yet'
}
