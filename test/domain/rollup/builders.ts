import { toFinding } from '../../../src/domain/findings.ts'
import type { Measure, MeasureStatus, ProjectSummary } from '../../../src/domain/model.ts'

/** A judged measure, on track halfway through its time unless told otherwise; `Needs data` comes with its fault. */
export function evaluated(status: MeasureStatus, wishes: Partial<Measure> = {}): Measure {
  const name = wishes.name ?? 'Leads'
  const measurable = status !== 'Needs data'
  const measure: Measure = {
    gid: `task-${name}`,
    name,
    type: 'Reach',
    format: 'plain',
    weight: 1,
    ...(measurable ? { attainment: FIGURES[status][0], expected: FIGURES[status][1] } : {}),
    status,
    measurability: measurable ? 5 : 3,
    measurable,
    findings: measurable ? [] : [toFinding('no-actual', { name: `"${name}"` }, `task-${name}`)],
    dueOn: '2026-12-31',
    done: false,
    actualUpdatedAt: '2026-11-10T09:00:00.000Z',
    history: [],
    ...wishes,
  }
  const { attainment, expected } = measure
  return attainment === undefined || !expected ? measure : { ...measure, pace: attainment / expected }
}

/** A judged project without measures to look at. */
export function summary(wishes: Partial<ProjectSummary> = {}): ProjectSummary {
  const name = wishes.name ?? 'Spring launch'
  return {
    gid: `project-${name}`,
    name,
    weight: 1,
    archived: false,
    completed: false,
    health: 'On track',
    reason: `The reason of ${name}.`,
    attainment: 0.5,
    expected: 0.5,
    coverage: 1,
    measurability: 1,
    completeness: 1,
    tooEarly: false,
    findings: [],
    measures: [],
    verifiedAt: '2026-11-16T09:00:00.000Z',
    ...wishes,
  }
}

/** A project nothing can be said about. */
export function unjudged(name: string, wishes: Partial<ProjectSummary> = {}): ProjectSummary {
  const { attainment: _, expected: __, ...rest } = summary({ name, health: 'Needs data', coverage: 0, ...wishes })
  return rest
}

/** Attainment and expected that fit a status. */
const FIGURES: Record<MeasureStatus, readonly [number, number]> = {
  Achieved: [1, 0.5],
  'On track': [0.5, 0.5],
  'At risk': [0.4, 0.5],
  'Off track': [0.2, 0.5],
  'Too early': [0, 0.05],
  'Needs data': [0, 0],
}
