import { computePace } from '../measure/attainment.ts'
import { keepsPace } from '../measure/status.ts'
import type { Health, Thresholds } from '../model.ts'
import { gteWithTolerance } from '../number.ts'

/** What counts in a rollup: a measure within its project, or a project within its portfolio. */
export type WeightedScore = Readonly<{
  weight: number
  measurable: boolean
  tooEarly: boolean
  achieved: boolean
  offTrack: boolean
  /** 0…1 */
  attainment: number
  expected: number
}>

export type HealthAssessment = Readonly<{
  health: Health
  /** Undefined while nothing is measurable. */
  attainment: number | undefined
  expected: number | undefined
  coverage: number
  tooEarly: boolean
  /** The pace would do, but something is off track or not measurable. */
  isCapped: boolean
}>

/** The rules every rollup shares: weighted means over what is measurable, and the health that follows. */
export function evaluateHealth(shares: readonly WeightedScore[], thresholds: Thresholds): HealthAssessment {
  const measurable = shares.filter((share) => share.measurable)
  const coverage = sum(shares, weightOf) > 0 ? sum(measurable, weightOf) / sum(shares, weightOf) : 0
  const figures = {
    attainment: weightedMean(measurable, (share) => share.attainment),
    expected: weightedMean(measurable, (share) => share.expected),
    coverage,
  }
  if (coverage === 0 || !gteWithTolerance(coverage, thresholds.minCoverage)) {
    return { ...figures, health: 'Needs data', tooEarly: false, isCapped: false }
  }
  const tooEarly = measurable.every((share) => share.tooEarly)
  if (shares.every((share) => share.achieved)) return { ...figures, health: 'Achieved', tooEarly, isCapped: false }

  const byPace = healthByPace(measurable, thresholds)
  const isCapped = byPace === 'On track' && shares.some((share) => share.offTrack || !share.measurable)
  return { ...figures, health: isCapped ? 'At risk' : byPace, tooEarly, isCapped }
}

/** Weighted mean; undefined while nothing carries weight. */
export function weightedMean<T extends { weight: number }>(
  things: readonly T[],
  figureOf: (thing: T) => number,
): number | undefined {
  const weight = sum(things, weightOf)
  return weight > 0 ? sum(things, (thing) => thing.weight * figureOf(thing)) / weight : undefined
}

export function sum<T>(things: readonly T[], figureOf: (thing: T) => number): number {
  let total = 0
  for (const thing of things) total += figureOf(thing)
  return total
}

/** What it is too early to judge says nothing about the pace; if that is all there is, nothing is behind. */
function healthByPace(measurable: readonly WeightedScore[], { onTrackPace, atRiskPace }: Thresholds): Health {
  const scored = measurable.filter((share) => !share.tooEarly)
  const attained = sum(scored, (share) => share.weight * share.attainment)
  const expected = sum(scored, (share) => share.weight * share.expected)
  const joint = computePace(attained, expected)
  if (keepsPace(joint, onTrackPace)) return 'On track'
  return keepsPace(joint, atRiskPace) ? 'At risk' : 'Off track'
}

function weightOf({ weight }: { weight: number }): number {
  return weight
}
