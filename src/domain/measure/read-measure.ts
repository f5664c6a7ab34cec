import { numberField, readChoice, readNumber } from '../fields/field-values.ts'
import { type Direction, type TypeMeaning, toCadence, toTypeMeaning } from '../fields/option-meaning.ts'
import type { Cadence, Day, EvaluationTime, Fields, MeasureType, Project, Task } from '../model.ts'
import { isDone } from '../task-status.ts'
import { toDay } from '../week.ts'
import { type MeasureNumbers, readNumbers } from './read-numbers.ts'

/** What people say about a measure, with the contract's stand-ins for what they leave open. */
export type MeasureFields = MeasureNumbers &
  Readonly<{
    type: MeasureType
    /** Stated by the type: Increase, Decrease … */
    direction: Direction | undefined
    /** Names of chosen options that are not understood, by field. */
    unknownOptions: Readonly<{ type?: string; cadence?: string }>
    /** As typed, perhaps negative. */
    weight: number
    hasWeight: boolean
    cadence: Cadence
    /** Asana computes Actual from other fields, so how fresh it is cannot be told. */
    isActualFormula: boolean
    start: Day
    /** The start is the project's, since the task has none. */
    isStartAssumed: boolean
    due: Day | undefined
    done: boolean
  }>

/** Reads a measure from its task; the project's dates stand in for missing ones. */
export function readMeasure(task: Task, project: Project, fields: Fields, at: EvaluationTime): MeasureFields {
  const numbers = readNumbers(task, fields)
  const weight = readNumber(task, fields, 'weight')
  const chosenType = readChoice(task, fields['measure-type'])
  const chosenCadence = readChoice(task, fields['update-every'])
  const meaning = chosenType ? toTypeMeaning(chosenType) : defaultType(task, numbers)
  const cadence = chosenCadence ? toCadence(chosenCadence) : 'Week'
  return {
    ...numbers,
    type: meaning?.type ?? 'Reach',
    direction: meaning?.direction,
    unknownOptions: {
      ...(chosenType && !meaning ? { type: chosenType } : {}),
      ...(chosenCadence && !cadence ? { cadence: chosenCadence } : {}),
    },
    weight: weight ?? 1,
    hasWeight: weight !== undefined,
    cadence: cadence ?? 'Week',
    isActualFormula: numberField(fields, 'actual')?.isFormula ?? false,
    start: task.startOn ?? project.startOn ?? toDay(task.createdAt, at.timeZone),
    isStartAssumed: task.startOn === undefined && project.startOn !== undefined,
    due: task.dueOn ?? project.dueOn,
    done: isDone(task),
  }
}

/** Absent means Reach; a milestone or an approval without numbers is done or not. */
function defaultType(task: Task, { target, actual }: MeasureNumbers): TypeMeaning {
  const isDecision = task.isMilestone || task.approval !== undefined
  return { type: isDecision && target === undefined && actual === undefined ? 'Yes/No' : 'Reach' }
}

/** Fields without which a measure of this type cannot be told; they are missing from the whole project. */
export function missingFields(type: MeasureType, fields: Fields): readonly ('Target' | 'Actual')[] {
  if (type === 'Yes/No') return []
  const missing: ('Target' | 'Actual')[] = []
  if (!numberField(fields, 'target')) missing.push('Target')
  if (!numberField(fields, 'actual')) missing.push('Actual')
  return missing
}
