import type { EvaluationTime, Fields, Measure, Point, Project, Task, Thresholds } from '../model.ts'
import { withoutAbsent } from '../omit-undefined.ts'
import { quote } from '../strings/quote.ts'
import { daysBetween, toDay } from '../week.ts'
import { toWeight } from '../weight.ts'
import { computeAttainment, computePace, expect } from './attainment.ts'
import { checkMeasure, countMeasurability, type MeasureDraft } from './check-measure.ts'
import { missingFields, readMeasure } from './read-measure.ts'
import { toStatus } from './status.ts'

type Input = Readonly<{
  task: Task
  project: Project
  fields: Fields
  /** Oldest first. */
  history: readonly Point[]
  at: EvaluationTime
  thresholds: Thresholds
}>

/** Judges one measure: its figures, its status, and what is wrong with it. */
export function evaluateMeasure(input: Input): Measure {
  const { task, history, at, thresholds } = input
  const draft = draftMeasure(input)
  const { type, start, due, expected } = draft
  const findings = checkMeasure(draft, thresholds)
  const measurable = draft.missing.length === 0 && !findings.some(({ severity }) => severity === 'fault')
  const pastDue = due !== undefined && at.today > due
  // Numbers of absurd size are a finding; what comes out of dividing them is no figure.
  const attainment = Number.isFinite(draft.attainment) ? draft.attainment : undefined

  return withoutAbsent({
    gid: task.gid,
    name: task.name,
    permalinkUrl: task.permalinkUrl,
    type,
    baseline: draft.baseline,
    target: draft.target,
    actual: draft.actual,
    unit: draft.unit,
    format: draft.format,
    weight: toWeight(draft.weight),
    attainment,
    expected,
    pace: computePace(attainment, expected),
    status: toStatus({ type, measurable, attainment, expected, pastDue }, thresholds),
    measurability: countMeasurability(draft),
    measurable,
    findings,
    owner: task.assignee,
    startOn: start,
    dueOn: due,
    done: draft.done,
    actualUpdatedAt: draft.actualUpdatedAt,
    history,
  })
}

function draftMeasure({ task, project, fields, history, at, thresholds }: Input): MeasureDraft {
  const reading = readMeasure(task, project, fields, at)
  const actualUpdatedAt = history.at(-1)?.at ?? task.createdAt
  const actualUpdatedOn = toDay(actualUpdatedAt, at.timeZone)
  const isRecent = daysBetween(actualUpdatedOn, at.today) <= thresholds.freshDays[reading.cadence]
  return {
    ...reading,
    gid: task.gid,
    name: quote(task),
    owner: task.assignee,
    attainment: computeAttainment(reading),
    expected: expect({ ...reading, today: at.today }),
    missing: missingFields(reading.type, fields),
    actualUpdatedAt,
    actualUpdatedOn,
    fresh: reading.actual !== undefined && isRecent,
  }
}
