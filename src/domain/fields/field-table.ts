import { CADENCES, type FieldKey, HEALTHS, MEASURE_STATUSES, MEASURE_TYPES, type NewField } from '../model.ts'

export type FieldEntry = Readonly<{
  key: FieldKey
  name: string
  type: 'number' | 'enum' | 'text'
  format?: 'percentage'
  /** Names of the options, in the order they are created. */
  options?: readonly string[]
  /** The service fills `service` fields; people, or their tools, fill `team` fields. */
  owner: 'team' | 'service'
  /** What carries the value. */
  on: 'task' | 'project'
  /** One sentence for the people who meet the field in Asana. */
  about: string
}>

/** Every custom field of PRODUCT.md, in the order a team meets them. */
export const FIELD_TABLE: readonly FieldEntry[] = [
  {
    key: 'v2mom',
    name: 'V2MOM',
    type: 'enum',
    options: ['Vision', 'Values', 'Methods', 'Obstacles', 'Measures'],
    owner: 'team',
    on: 'task',
    about: 'Which part of the V2MOM this task belongs to.',
  },
  {
    key: 'measure-type',
    name: 'Measure type',
    type: 'enum',
    options: MEASURE_TYPES,
    owner: 'team',
    on: 'task',
    about: 'How success is judged; empty means Reach.',
  },
  { key: 'baseline', name: 'Baseline', type: 'number', owner: 'team', on: 'task', about: 'Where the number started.' },
  { key: 'target', name: 'Target', type: 'number', owner: 'team', on: 'task', about: 'The number that was promised.' },
  { key: 'actual', name: 'Actual', type: 'number', owner: 'team', on: 'task', about: 'The number today.' },
  { key: 'unit', name: 'Unit', type: 'text', owner: 'team', on: 'task', about: 'Shown behind the numbers.' },
  {
    key: 'weight',
    name: 'Weight',
    type: 'number',
    owner: 'team',
    on: 'task',
    about: 'Share in the rollup; empty means 1. Serves measures and projects.',
  },
  {
    key: 'update-every',
    name: 'Update every',
    type: 'enum',
    options: CADENCES,
    owner: 'team',
    on: 'task',
    about: 'How often Actual is renewed; empty means Week.',
  },
  {
    key: 'attainment',
    name: 'Attainment',
    type: 'number',
    format: 'percentage',
    owner: 'service',
    on: 'task',
    about: 'How much of the way from baseline to target is done.',
  },
  {
    key: 'measure-status',
    name: 'Measure status',
    type: 'enum',
    options: MEASURE_STATUSES,
    owner: 'service',
    on: 'task',
    about: 'Attainment compared with the time that has passed.',
  },
  {
    key: 'kpi-attainment',
    name: 'KPI attainment',
    type: 'number',
    format: 'percentage',
    owner: 'service',
    on: 'project',
    about: 'Weighted attainment of the measures that can be judged.',
  },
  {
    key: 'kpi-expected',
    name: 'KPI expected',
    type: 'number',
    format: 'percentage',
    owner: 'service',
    on: 'project',
    about: 'Where attainment should stand today.',
  },
  {
    key: 'measurability',
    name: 'Measurability',
    type: 'number',
    format: 'percentage',
    owner: 'service',
    on: 'project',
    about: 'How many of target, actual, owner, due date and freshness the measures have.',
  },
  {
    key: 'v2mom-completeness',
    name: 'V2MOM completeness',
    type: 'number',
    format: 'percentage',
    owner: 'service',
    on: 'project',
    about: 'How many of vision, values, methods, obstacles and measures are there.',
  },
  {
    key: 'v2mom-health',
    name: 'V2MOM health',
    type: 'enum',
    options: HEALTHS,
    owner: 'service',
    on: 'project',
    about: 'The verdict over all measures.',
  },
]

const COLORS: Readonly<Record<string, string>> = {
  'Needs data': 'yellow-orange',
  Achieved: 'blue',
  'On track': 'green',
  'Too early': 'cool-gray',
  'At risk': 'yellow',
  'Off track': 'red',
}

/** The entry of a key. */
export function fieldEntry(key: FieldKey): FieldEntry {
  const entry = FIELD_TABLE.find((candidate) => candidate.key === key)
  if (!entry) throw new Error(`No custom field is described for the key "${key}"`)
  return entry
}

/** The line that finds a field again after a person renamed it. */
export function fieldMarker(key: FieldKey): string {
  return `asana-v2mom:${key}`
}

/** What to create for a key: plain numbers keep 2 decimals, percentages 1. */
export function toNewField(entry: FieldEntry): NewField {
  const byWhom = entry.owner === 'service' ? ' Kept up to date by asana-v2mom; changes are set back.' : ''
  const description = `${entry.about}${byWhom}\n${fieldMarker(entry.key)}`
  const base = { name: entry.name, description, type: entry.type }
  if (entry.type === 'number') {
    return { ...base, precision: entry.format ? 1 : 2, format: entry.format ?? 'none' }
  }
  if (!entry.options) return base
  return { ...base, options: entry.options.map((name) => toNewOption(name)) }
}

/** What to create for one option. */
export function toNewOption(name: string): { name: string; color: string } {
  return { name, color: COLORS[name] ?? 'cool-gray' }
}
