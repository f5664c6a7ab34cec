import { computePace } from '../measure/attainment.ts'
import type { Measure, MeasureStatus, ProjectSummary } from '../model.ts'

/** Measures in the order in which they need attention: worst status first, then slowest pace, then weight. */
export function measuresByAttention(measures: readonly Measure[]): Measure[] {
  return byAttention(measures, (measure) => measure)
}

/** Projects in the order in which they need attention. */
export function projectsByAttention(projects: readonly ProjectSummary[]): ProjectSummary[] {
  return byAttention(projects, (project) => ({
    status: project.tooEarly && project.health === 'On track' ? 'Too early' : project.health,
    pace: computePace(project.attainment, project.expected),
    weight: project.weight,
  }))
}

/** Known trouble comes before what is not known. */
const ORDER: readonly MeasureStatus[] = ['Off track', 'At risk', 'Needs data', 'On track', 'Too early', 'Achieved']

type Rank = { status: MeasureStatus; pace?: number | undefined; weight: number }

function byAttention<T>(things: readonly T[], rankOf: (thing: T) => Rank): T[] {
  return things.toSorted((a, b) => compare(rankOf(a), rankOf(b)))
}

function compare(a: Rank, b: Rank): number {
  const { pace: paceOfA = Number.MAX_VALUE } = a
  const { pace: paceOfB = Number.MAX_VALUE } = b
  return ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || paceOfA - paceOfB || b.weight - a.weight
}
