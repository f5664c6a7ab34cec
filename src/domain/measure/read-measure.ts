import { numberField, readNumber, readOption, readText } from '../fields/field-values.ts'
import {
  CADENCES,
  type Cadence,
  type Day,
  type EvaluationTime,
  type Fields,
  MEASURE_TYPES,
  type MeasureType,
  type Project,
  type Task,
} from '../model.ts'
import { isDone } from '../task-status.ts'
import { toDay } from '../week.ts'

/** What people say about a measure, with the contract's stand-ins for what they leave open. */
export type MeasureFields = Readonly<{
  type: MeasureType
  baseline: number | undefined
  target: number | undefined
  actual: number | undefined
  unit: string | undefined
  format: 'percentage' | 'plain'
  /** As typed, perhaps negative. */
  weight: number
  cadence: Cadence
  start: Day
  due: Day | undefined
  done: boolean
}>

/** Reads a measure from its task; the project's dates stand in for missing ones. */
export function readMeasure(task: Task, project: Project, fields: Fields, at: EvaluationTime): MeasureFields {
  return {
    type: readOption(task, fields['measure-type'], MEASURE_TYPES) ?? 'Reach',
    baseline: readNumber(task, fields, 'baseline'),
    target: readNumber(task, fields, 'target'),
    actual: readNumber(task, fields, 'actual'),
    unit: readText(task, fields, 'unit'),
    format: (numberField(fields, 'target') ?? numberField(fields, 'actual'))?.format ?? 'plain',
    weight: readNumber(task, fields, 'weight') ?? 1,
    cadence: readOption(task, fields['update-every'], CADENCES) ?? 'Week',
    start: task.startOn ?? project.startOn ?? toDay(task.createdAt, at.timeZone),
    due: task.dueOn ?? project.dueOn,
    done: isDone(task),
  }
}

/** Fields without which a measure of this type cannot be told; they are missing from the whole project. */
export function missingFields(type: MeasureType, fields: Fields): readonly ('Target' | 'Actual')[] {
  if (type === 'Yes/No') return []
  const missing: ('Target' | 'Actual')[] = []
  if (!numberField(fields, 'target')) missing.push('Target')
  if (!numberField(fields, 'actual')) missing.push('Actual')
  return missing
}
