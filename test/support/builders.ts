import {
  CADENCES,
  type Cadence,
  COMPONENTS,
  type Day,
  type EvaluationTime,
  FIELD_KEYS,
  type Field,
  type FieldKey,
  type Fields,
  type FieldValue,
  HEALTHS,
  MEASURE_STATUSES,
  MEASURE_TYPES,
  type MeasureType,
  type Person,
  type Project,
  type Task,
} from '../../src/domain/model.ts'

/** What a builder may be told: any property, and `undefined` to take a default away. */
type Wishes<T> = { readonly [K in keyof T]?: T[K] | undefined }

export function person(name: string): Person {
  return { gid: `person-${slug(name)}`, name }
}

/** Morning of a day, in the team's time zone UTC. */
export function moment(today: Day): EvaluationTime {
  return { today, now: `${today}T09:00:00.000Z`, timeZone: 'UTC' }
}

/** A sound project: it has an owner and runs through the fourth quarter of 2026. */
export function project(wishes: Wishes<Project> = {}): Project {
  const sound: Project = {
    gid: 'project-1',
    name: 'Spring launch',
    permalinkUrl: 'https://app.asana.com/0/project-1',
    description: '',
    owner: person('Olga'),
    startOn: '2026-10-01',
    dueOn: '2026-12-31',
    createdAt: '2026-09-24T09:00:00.000Z',
    archived: false,
    completed: false,
    values: {},
  }
  return withWishes(sound, wishes)
}

/** An open task without section, tags, owner, dates or values. */
export function buildTask(wishes: Wishes<Task> = {}): Task {
  const plain: Task = {
    gid: 'task-1',
    name: 'Write the brief',
    projectGids: ['project-1'],
    tags: [],
    completed: false,
    createdAt: '2026-11-10T09:00:00.000Z',
    modifiedAt: '2026-11-10T09:00:00.000Z',
    isSubtask: false,
    isSeparator: false,
    isHealthTask: false,
    values: {},
  }
  return withWishes(plain, wishes)
}

/** What can stand in a measure's own fields. */
export type MeasureValues = Readonly<{
  type: MeasureType
  baseline: number
  target: number
  actual: number
  unit: string
  weight: number
  updateEvery: Cadence
}>

/**
 * A sound measure: 50 of 100 since 0, owned by Ana, from 1 October to 31 December 2026, made on 10 November 2026.
 * Type, unit, weight and update-every stay empty unless asked for; `target: undefined` empties a field.
 */
export function buildMeasureTask(wishes: Wishes<MeasureValues & Task> = {}): Task {
  const { type, baseline, target, actual, unit, weight, updateEvery, values, ...rest } = {
    baseline: 0,
    target: 100,
    actual: 50,
    name: 'Qualified leads',
    section: 'Measures',
    assignee: person('Ana'),
    startOn: '2026-10-01',
    dueOn: '2026-12-31',
    ...wishes,
  }
  const own = {
    ...standing('measure-type', type && optionOf('measure-type', type)),
    ...standing('baseline', baseline),
    ...standing('target', target),
    ...standing('actual', actual),
    ...standing('unit', unit),
    ...standing('weight', weight),
    ...standing('update-every', updateEvery && optionOf('update-every', updateEvery)),
  }
  return buildTask({ ...rest, values: { ...own, ...values } })
}

/** The whole catalogue, or without some keys. Gids are stable: `field-target`, `option-v2mom-vision`. */
export function fields(...without: FieldKey[]): Fields {
  const kept = FIELD_KEYS.filter((key) => !without.includes(key))
  return Object.fromEntries(kept.map((key) => [key, field(key)]))
}

/** The value of an enum field, by our name of the option. */
export function optionOf(key: FieldKey, name: string): { option: string } {
  const option = field(key).options[name]
  if (option === undefined) throw new Error(`the field ${key} has no option ${name}`)
  return { option }
}

const ENUM_OPTIONS: Partial<Record<FieldKey, readonly string[]>> = {
  v2mom: COMPONENTS.map((component) => component.charAt(0).toUpperCase() + component.slice(1)),
  'measure-type': MEASURE_TYPES,
  'update-every': CADENCES,
  'measure-status': MEASURE_STATUSES,
  'v2mom-health': HEALTHS,
}
const PERCENTAGES: readonly FieldKey[] = [
  'attainment',
  'kpi-attainment',
  'kpi-expected',
  'measurability',
  'v2mom-completeness',
]

function field(key: FieldKey): Field {
  const gid = `field-${key}`
  const names = ENUM_OPTIONS[key]
  if (names) return { gid, type: 'enum', options: optionsOf(key, names) }
  if (key === 'unit') return { gid, type: 'text', options: {} }
  if (PERCENTAGES.includes(key)) return { gid, type: 'number', precision: 1, format: 'percentage', options: {} }
  return { gid, type: 'number', precision: 2, format: 'plain', options: {} }
}

function optionsOf(key: FieldKey, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `option-${key}-${slug(name)}`]))
}

function standing(key: FieldKey, value: FieldValue | undefined): Record<string, FieldValue> {
  return value === undefined ? {} : { [`field-${key}`]: value }
}

function withWishes<T extends object>(defaults: T, wishes: Wishes<T>): T {
  const entries = Object.entries({ ...defaults, ...wishes }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as T
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, '-')
}
