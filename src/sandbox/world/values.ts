import { displayOf } from '../display.ts'
import { forbidden, invalid } from '../errors.ts'
import { parseValue } from '../fields.ts'
import type { Act, Field, FieldSetting, FieldValue, Gid, Portfolio, Project, State, Task } from '../state.ts'
import { announce, portfoliosHolding, projectsOfTask, scopesOfItem, scopesOfTask } from './announce.ts'
import { find, refTo, timeOf } from './find.ts'
import { needPaid } from './plan.ts'
import { tell } from './stories.ts'

type Bearer = { task: Task; project: Project; portfolio: Portfolio }

/** The settings that reach an object, one level down: from its projects to a task, from its portfolios to an item. */
export function settingsReaching(state: State, gid: Gid): FieldSetting[] {
  const isTask = state.tables.task.has(gid)
  const settings = isTask
    ? projectsOfTask(state, gid).flatMap((project) => state.tables.project.get(project)?.settings ?? [])
    : portfoliosHolding(state, gid).flatMap((portfolio) => state.tables.portfolio.get(portfolio)?.settings ?? [])
  return [...new Map(settings.map((setting) => [setting.field, setting])).values()]
}

/** Writes values by field gid, each only when it differs; all are checked before the first is written. */
export function writeValues<T extends keyof Bearer>(
  state: State,
  type: T,
  bearer: Bearer[T],
  sent: Readonly<Record<Gid, unknown>>,
  act: Act,
): void {
  if (Object.keys(sent).length > 0) needPaid(state, bearer.workspace, 'Custom Fields')
  const reaching = new Set(settingsReaching(state, bearer.gid).map((setting) => setting.field))
  const parsed = Object.entries(sent).map(([gid, value]) => parseFor(state, bearer, gid, value, reaching))
  for (const { field, value } of parsed) writeValue(state, type, bearer, field, value, act)
}

function parseFor(state: State, bearer: Bearer[keyof Bearer], gid: Gid, sent: unknown, reaching: ReadonlySet<Gid>) {
  const field = state.tables.custom_field.get(gid)
  const isLeftOver = sent === null && bearer.values.has(gid)
  if (field === undefined || !(reaching.has(gid) || isLeftOver)) {
    throw invalid(`Custom field with ID ${gid} is not on given object`)
  }
  if (field.locked) throw forbidden(`custom_fields: Custom field ${gid} is locked`)
  return { field, value: parseValue(state, field, sent) }
}

function writeValue<T extends keyof Bearer>(
  state: State,
  type: T,
  bearer: Bearer[T],
  field: Field,
  value: FieldValue | undefined,
  act: Act,
): void {
  const old = bearer.values.get(field.gid)
  if (JSON.stringify(old) === JSON.stringify(value)) return
  if (value === undefined) bearer.values.delete(field.gid)
  else bearer.values.set(field.gid, value)
  if ('modifiedAt' in bearer) bearer.modifiedAt = timeOf(state, act)
  announce(state, act, {
    action: 'changed',
    resource: refTo(type, bearer.gid, 'subtype' in bearer ? bearer.subtype : undefined),
    change: { field: 'custom_fields', action: 'changed', new_value: valueRef(field, value) },
    scopes: type === 'task' ? scopesOfTask(state, bearer.gid) : scopesOfItem(state, bearer.gid),
  })
  if (type === 'task') {
    const detail = { kind: 'field' as const, field: field.gid, old, new: value }
    tell(state, bearer.gid, `${field.subtype}_custom_field_changed`, wordsFor(state, field, value), act, detail)
  }
}

function wordsFor(state: State, field: Field, value: FieldValue | undefined): string {
  const shown = displayOf(state, field, value)
  return shown === null ? `cleared ${field.name}` : `changed ${field.name} to "${shown}"`
}

function valueRef(field: Field, value: FieldValue | undefined) {
  const ref = refTo('custom_field', field.gid, field.subtype)
  return field.subtype === 'enum' && typeof value === 'string'
    ? { ...ref, enum_value: refTo('enum_option', value) }
    : ref
}

/** Sets values on a task, a project or a portfolio. */
export function setValues(state: State, gid: Gid, sent: Readonly<Record<Gid, unknown>>, act: Act = {}): void {
  const { task, project } = state.tables
  if (task.has(gid)) writeValues(state, 'task', find(state, 'task', gid), sent, act)
  else if (project.has(gid)) writeValues(state, 'project', find(state, 'project', gid), sent, act)
  else writeValues(state, 'portfolio', find(state, 'portfolio', gid), sent, act)
}
