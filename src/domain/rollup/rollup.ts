import { clamp } from '../measure/attainment.ts'
import type { Measure, Rollup, Thresholds } from '../model.ts'
import { omitAbsent } from '../omit-absent.ts'
import { reasonForMeasures } from '../text/reason.ts'
import { evaluateHealth, sum, type WeightedScore } from './health.ts'

/** Points a measure can have in measurability. */
const MOST_POINTS = 5

/** A project's figures from its measures, and why they are so. */
export function rollUpMeasures(measures: readonly Measure[], thresholds: Thresholds): Omit<Rollup, 'completeness'> {
  const verdict = evaluateHealth(measures.map(toShare), thresholds)
  const { health, attainment, expected, coverage, tooEarly } = verdict
  const points = sum(measures, (measure) => measure.measurability)
  return omitAbsent({
    health,
    reason: reasonForMeasures(measures, verdict),
    attainment,
    expected,
    coverage,
    measurability: measures.length > 0 ? points / measures.length / MOST_POINTS : 0,
    tooEarly,
  })
}

function toShare({ weight, measurable, status, attainment = 0, expected = 0 }: Measure): WeightedScore {
  return {
    weight,
    measurable,
    tooEarly: status === 'Too early',
    achieved: status === 'Achieved',
    offTrack: status === 'Off track',
    attainment: clamp(attainment),
    expected,
  }
}
