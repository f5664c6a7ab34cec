import { valueDaysAgo } from '../history/days-ago.ts'
import { plannedShare } from '../measure/phased-plan.ts'
import type { Day, EvaluationTime, Measure } from '../model.ts'
import { gteWithTolerance } from '../number.ts'
import { omitAbsent } from '../omit-absent.ts'
import { addDays } from '../week.ts'
import { toStageKey } from './order-steps.ts'
import type { Funnel, PlannedStage } from './parse-funnel.ts'

/**
 * `ok`: at least 90 % of what is expected. `broken` and `weak`: below 70 % and 90 %. `too-few`: less than expected, but in
 * numbers that chance explains, or nothing to expect yet. `unmeasured`: the stage or the one before has no number.
 */
export type FunnelVerdict = 'ok' | 'weak' | 'broken' | 'unmeasured' | 'too-few'

/** A stage today. Rates and verdict are those of the step that leads to it, of the first stage that of its volume. */
export type FunnelStage = Readonly<{
  name: string
  measureGid?: string
  /** In units of the stage, over the whole funnel. */
  needed: number
  neededBy: Day
  neededToday: number
  /** Actual less baseline; absent where it is not measured. */
  actual?: number
  /** Target less baseline: less than `needed` does not make the revenue. */
  promised?: number
  rate?: number
  /** What became of the count that stood at the stage before, so many days ago. */
  rateActual?: number
  verdict: FunnelVerdict
}>

export type FunnelReport = Readonly<{
  revenue: number
  price: number
  unit?: string
  dueOn: Day
  stages: readonly FunnelStage[]
  /** The first stage from the top that is broken. */
  broken?: string
}>

/** What a funnel needs to know of a measure. `plannedShare` is what its Plan expects by today, where it has one. */
export type StageMeasure = Readonly<
  Pick<Measure, 'gid' | 'name' | 'baseline' | 'target' | 'actual' | 'history'> & { plannedShare?: number | undefined }
>

export type FunnelThresholds = Readonly<{ ok: number; weak: number; minExpected: number }>
export const DEFAULT_FUNNEL_THRESHOLDS: FunnelThresholds = { ok: 0.9, weak: 0.7, minExpected: 10 }

/** What the revenue needs of every stage, by when, and which step breaks. `start` is the project's. */
export function computeFunnel(
  funnel: Funnel,
  { start, measures, at, thresholds = DEFAULT_FUNNEL_THRESHOLDS }: FunnelInput,
): FunnelReport {
  const byName = new Map(measures.toReversed().map((measure) => [toStageKey(measure.name), measure]))
  const needs = computeNeeds(funnel)
  const stages = needs.map((need, index) => {
    const measure = byName.get(toStageKey(need.stage.name))
    const elapsed = plannedShare([], { start, due: need.neededBy, today: at.today })
    const neededToday = need.needed * (measure?.plannedShare ?? elapsed)
    const before = index === 0 ? undefined : byName.get(toStageKey(needs[index - 1]?.stage.name ?? ''))
    const source = index === 0 ? neededToday : countBefore(before, need.stage.days ?? 0, at)
    return toStage({ need, measure, neededToday, source, thresholds })
  })
  const { stages: _, ...plan } = funnel
  return omitAbsent({ ...plan, stages, broken: stages.find(({ verdict }) => verdict === 'broken')?.name })
}

export type FunnelInput = Readonly<{
  start: Day
  measures: readonly StageMeasure[]
  at: EvaluationTime
  thresholds?: FunnelThresholds
}>

type Need = Readonly<{ stage: PlannedStage; needed: number; neededBy: Day }>

/** Backwards from the revenue: each stage needs what the next one needs, divided by its rate, its days earlier. */
function computeNeeds({ revenue, price, dueOn, stages }: Funnel): readonly Need[] {
  let needed = revenue / price
  let neededBy = dueOn
  const backwards = stages.toReversed().map((stage): Need => {
    const need = { stage, needed: withoutResidue(needed), neededBy }
    needed /= stage.rate ?? 1
    neededBy = addDays(neededBy, -(stage.days ?? 0))
    return need
  })
  return backwards.toReversed()
}

/** Twelve digits are more than any count has; the rest is left over from dividing. */
function withoutResidue(count: number): number {
  return Number(count.toPrecision(12))
}

/** Of the stage before: `unmeasured`, or its count so many days ago, undefined where the history does not reach that far. */
function countBefore(measure: StageMeasure | undefined, days: number, at: EvaluationTime): Count {
  if (measure?.actual === undefined) return 'unmeasured'
  const value = days === 0 ? measure.actual : valueDaysAgo(measure.history, days, at)
  return value === undefined ? undefined : value - (measure.baseline ?? 0)
}

type Count = number | undefined | 'unmeasured'

function toStage(input: {
  need: Need
  measure: StageMeasure | undefined
  neededToday: number
  /** What the stage is made from: the count of the stage before, or what is needed of the first stage by today. */
  source: Count
  thresholds: FunnelThresholds
}): FunnelStage {
  const { need, measure, neededToday, source, thresholds } = input
  const { stage, needed, neededBy } = need
  const lessBaseline = (value: number | undefined) =>
    value === undefined ? undefined : value - (measure?.baseline ?? 0)
  const actual = lessBaseline(measure?.actual)
  const isConverted = stage.rate !== undefined && typeof source === 'number' && source > 0 && actual !== undefined
  return omitAbsent({
    name: stage.name,
    measureGid: measure?.gid,
    needed,
    neededBy,
    neededToday,
    actual,
    promised: lessBaseline(measure?.target),
    rate: stage.rate,
    rateActual: isConverted ? actual / source : undefined,
    verdict: classifyStep(actual, source, stage.rate ?? 1, thresholds),
  })
}

/** A miss counts where at least ten were expected and more than twice the square root of that is missing: chance explains less. */
function classifyStep(
  actual: number | undefined,
  source: Count,
  rate: number,
  thresholds: FunnelThresholds,
): FunnelVerdict {
  if (actual === undefined || source === 'unmeasured') return 'unmeasured'
  const expected = (source ?? 0) * rate
  if (expected <= 0) return 'too-few'
  const ratio = actual / expected
  if (gteWithTolerance(ratio, thresholds.ok)) return 'ok'
  const isChance = expected < thresholds.minExpected || expected - actual <= 2 * Math.sqrt(expected)
  if (isChance) return 'too-few'
  return gteWithTolerance(ratio, thresholds.weak) ? 'weak' : 'broken'
}
