import { FIELD_TABLE } from '../fields/field-table.ts'
import { clamp } from '../measure/attainment.ts'
import type { ClassifiedProject, Field, FieldKey, Fields, FieldValue, Measure, ProjectSummary, Task } from '../model.ts'
import { roundShare, sameValue } from '../number.ts'
import { hasNoV2mom } from '../weekly-update-rules.ts'
import type { DesiredValue, DesiredValues, Write } from './write.ts'

type Values = Readonly<Record<string, FieldValue>>

/** Field writes of one project: attach what is missing, then only the values that differ after rounding. */
export function planFields(input: {
  summary: ProjectSummary
  classified: ClassifiedProject
  fields: Fields
  /** Fields the project itself carries; empty when no portfolio gives it any. */
  projectFields: Fields
  projectValues: Values
  /** Tasks whose fields another project writes. */
  managedElsewhere: ReadonlySet<string>
}): Write[] {
  const { summary, classified, fields, projectFields, projectValues, managedElsewhere } = input
  const measures = summary.measures.filter((measure) => !managedElsewhere.has(measure.gid))
  return [
    ...planAttachments(summary, fields),
    ...planMeasures(measures, classified.tasks.measures, fields),
    ...planFormerMeasures(classified, fields, managedElsewhere),
    ...planProject(hasNoV2mom(classified) ? NO_FIGURES : desiredProjectValues(summary), projectFields, projectValues),
  ]
}

/** What a measure's own fields should say. */
export function desiredMeasureValues(measure: Measure): DesiredValues {
  return {
    attainment: measure.attainment === undefined ? null : clamp(measure.attainment),
    'measure-status': measure.status,
  }
}

/** What a project's fields should say in the portfolio view. */
export function desiredProjectValues(summary: ProjectSummary): DesiredValues {
  return {
    'kpi-attainment': summary.attainment ?? null,
    'kpi-expected': summary.expected ?? null,
    measurability: summary.measurability,
    'v2mom-completeness': summary.completeness,
    'v2mom-health': summary.health,
  }
}

const NO_FIGURES: DesiredValues = {
  'kpi-attainment': null,
  'kpi-expected': null,
  measurability: null,
  'v2mom-completeness': null,
  'v2mom-health': null,
}

/** A project without measures needs no measure fields. */
function planAttachments(summary: ProjectSummary, fields: Fields): Write[] {
  if (summary.measures.length === 0) return []
  const missing = FIELD_TABLE.filter(({ key, owner, on }) => owner === 'service' && on === 'task' && !fields[key])
  return missing.length > 0 ? [{ kind: 'attach-fields', keys: missing.map(({ key }) => key) }] : []
}

function planMeasures(measures: readonly Measure[], tasks: readonly Task[], fields: Fields): Write[] {
  const current = new Map(tasks.map((task) => [task.gid, task.values]))
  return measures.flatMap((measure) =>
    planTask(measure, diffValues(desiredMeasureValues(measure), current.get(measure.gid) ?? {}, fields, 'attach')),
  )
}

/** A task that is no measure any more must not keep a verdict. */
function planFormerMeasures(
  classified: ClassifiedProject,
  fields: Fields,
  managedElsewhere: ReadonlySet<string>,
): Write[] {
  const others = Object.entries(classified.tasks)
    .flatMap(([component, tasks]) => (component === 'measures' ? [] : tasks))
    .filter((task) => !managedElsewhere.has(task.gid))
  const empty = { attainment: null, 'measure-status': null }
  return others.flatMap((task) => planTask(task, diffValues(empty, task.values, fields, 'skip')))
}

function planTask({ gid: taskGid, name }: { gid: string; name: string }, values: DesiredValues): Write[] {
  return Object.keys(values).length > 0 ? [{ kind: 'task-fields', taskGid, name, values }] : []
}

function planProject(desired: DesiredValues, projectFields: Fields, current: Values): Write[] {
  const values = diffValues(desired, current, projectFields, 'skip')
  return Object.keys(values).length > 0 ? [{ kind: 'project-fields', values }] : []
}

/**
 * The values that differ, as their fields will keep them: rounded here, because how Asana rounds a tie is not documented.
 * `absent` says what becomes of a key without a field: `attach` – it is about to be attached – or `skip`.
 */
function diffValues(desired: DesiredValues, current: Values, fields: Fields, absent: 'attach' | 'skip'): DesiredValues {
  const values: Partial<Record<FieldKey, DesiredValue>> = {}
  for (const [key, value] of Object.entries(desired) as [FieldKey, DesiredValue][]) {
    const field = fields[key]
    if (!field && absent === 'skip') continue
    if (isUpToDate(value, field && current[field.gid], field)) continue
    values[key] = typeof value === 'number' ? roundShare(value, field ?? PERCENTAGE) : value
  }
  return values
}

/** What every number the service attaches is. */
const PERCENTAGE: Field = { gid: '', type: 'number', format: 'percentage', precision: 1, options: {} }

function isUpToDate(desired: DesiredValue, current: FieldValue | undefined, field: Field | undefined): boolean {
  if (desired === null) return current === undefined
  if (!field || current === undefined) return false
  if (typeof desired === 'number')
    return typeof current === 'number' && sameValue(roundShare(desired, field), current, field)
  return typeof current === 'object' && field.options[desired] === current.option
}
