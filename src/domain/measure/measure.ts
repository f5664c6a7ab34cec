import { serviceFinding } from '../findings.ts'
import type { EvaluationTime, Fields, Finding, Measure, Point, Project, Task, Thresholds } from '../model.ts'
import { omitAbsent } from '../omit-absent.ts'
import { quote } from '../strings/quote.ts'
import { daysBetween, toDay } from '../week.ts'
import { toWeight } from '../weight.ts'
import { computeAttainment, computeExpected, computePace } from './attainment.ts'
import { firstActual, resolveOrigin } from './baseline.ts'
import { checkMeasure, countMeasurability, type MeasureDraft } from './check-measure.ts'
import { type MeasureFields, missingFields, readMeasure } from './read-measure.ts'
import { toStatus } from './status.ts'

type Input = Readonly<{
  task: Task
  project: Project
  fields: Fields
  /** Oldest first. */
  history: readonly Point[]
  /** Asana does not show the stories of the task. */
  isPastForbidden?: boolean | undefined
  at: EvaluationTime
  thresholds: Thresholds
}>

/** Evaluates one measure: its figures, its status, and what is wrong with it. */
export function evaluateMeasure(input: Input): Measure {
  const { task, history, at, thresholds } = input
  const draft = draftMeasure(input)
  const { type, start, due, expected } = draft
  const findings = [...checkMeasure(draft, thresholds), ...(input.isPastForbidden ? [historyRefused(task)] : [])]
  const measurable = draft.missing.length === 0 && !findings.some(({ severity }) => severity === 'fault')
  const pastDue = due !== undefined && at.today > due
  // Numbers of absurd size are a finding; what comes out of dividing them is no figure.
  const attainment = Number.isFinite(draft.attainment) ? draft.attainment : undefined

  return omitAbsent({
    gid: task.gid,
    name: task.name,
    permalinkUrl: task.permalinkUrl,
    type,
    baseline: draft.baseline,
    target: draft.target,
    actual: draft.actual,
    unit: draft.unit,
    origin: draft.origin,
    format: draft.format,
    precision: draft.precision,
    weight: toWeight(draft.weight),
    hasWeight: draft.hasWeight ? true : undefined,
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
  const first = firstActual({ history, start: reading.start, timeZone: at.timeZone, actual: reading.actual })
  const origin = resolveOrigin({ ...reading, first })
  const from = origin === 'unclear' ? undefined : origin
  const actualUpdatedAt = history.at(-1)?.at ?? task.createdAt
  const actualUpdatedOn = toDay(actualUpdatedAt, at.timeZone)
  return {
    ...reading,
    gid: task.gid,
    name: quote(task),
    owner: task.assignee,
    origin: from,
    isDirectionUnclear: origin === 'unclear',
    attainment: computeAttainment({ ...reading, origin: from }),
    expected: computeExpected({ ...reading, today: at.today }),
    missing: missingFields(reading.type, fields),
    actualUpdatedAt,
    actualUpdatedOn,
    createdOn: toDay(task.createdAt, at.timeZone),
    fresh: reading.actual !== undefined && isFresh(reading, daysBetween(actualUpdatedOn, at.today), thresholds),
  }
}

/** Where Asana computes Actual, or how often it is renewed is not understood, freshness is not judged. */
function isFresh(reading: MeasureFields, ageDays: number, { freshDays }: Thresholds): boolean {
  if (reading.isActualFormula || reading.unknownOptions.cadence !== undefined) return true
  return ageDays <= freshDays[reading.cadence]
}

function historyRefused(task: Task): Finding {
  return { ...serviceFinding('history-refused', `show the past of ${quote(task)}`), taskGid: task.gid }
}
