import { FIELD_TABLE, type FieldEntry, fieldEntry } from '../../domain/fields/field-table.ts'
import { findDefinition, findFields, markerKey, missingOptions } from '../../domain/fields/find-fields.ts'
import { findMisplacedPins } from '../../domain/fields/invalid-field-overrides.ts'
import type { FieldDefinition, FieldKey } from '../../domain/model.ts'
import { quote } from '../../domain/strings/quote.ts'
import type { CurrentParent, CurrentState, DesiredState, SetupIssue } from './current-state.ts'
import { findNameConflict } from './name-conflict.ts'
import type { Settings, SetupStep } from './step.ts'

/** The steps, the names of existing fields that are used, and what a person must settle. */
export type SetupPlan = Readonly<{
  steps: readonly SetupStep[]
  adopted: readonly string[]
  issues: readonly SetupIssue[]
}>

/** Asana's limit of custom fields on a portfolio. */
export const MAX_FIELDS = 20
export const SECRET_SETTINGS = ['ASANA_ACCESS_TOKEN', 'API_TOKEN', 'REDIS_URL', 'SECRET_KEY']

/** Fields of the projects in a portfolio: figures and weight. */
export const PORTFOLIO_KEYS = keysWhere(
  ({ key, owner, on }) => key === 'weight' || (owner === 'service' && on === 'project'),
)
/** Fields of the tasks in a project: those that people fill in. The service attaches its own where there are measures. */
export const PROJECT_KEYS = keysWhere(({ owner, on }) => owner === 'team' && on === 'task')

/** The difference between desired and current state. After the plan was applied, the next one is empty. */
export function planSetup(current: CurrentState, desired: DesiredState): SetupPlan {
  const fields = current.definitions ? planFields(current.definitions, desired) : NO_FIELDS
  const portfolios = current.portfolios.map((parent) => planAttach(parent, PORTFOLIO_KEYS, fields.usable, desired))
  const projects = current.projects.map((parent) => planAttach(parent, PROJECT_KEYS, fields.usable, desired))
  const attached = [...portfolios, ...projects]
  return {
    steps: [
      ...fields.steps,
      ...attached.flatMap(({ steps }) => steps),
      ...planTemplate(current, desired),
      ...planSettings(current, desired),
    ],
    adopted: fields.adopted,
    issues: [...current.issues, ...fields.issues, ...attached.flatMap(({ issues }) => issues)],
  }
}

type FieldPlan = SetupPlan & Readonly<{ usable: ReadonlySet<FieldKey> }>

const NO_FIELDS: FieldPlan = {
  steps: [],
  adopted: [],
  usable: new Set(),
  issues: [
    {
      message: 'The plan of this workspace has no custom fields, so measures cannot carry numbers.',
      fix: 'Upgrade the plan for measures; descriptions, tags and sections are read on every plan.',
      isWarning: true,
    },
  ],
}

function planFields(definitions: readonly FieldDefinition[], desired: DesiredState): FieldPlan {
  const plans = FIELD_TABLE.map((entry) => ({ key: entry.key, ...planField(definitions, entry, desired) }))
  return {
    steps: plans.flatMap(({ step }) => step ?? []),
    adopted: plans.flatMap(({ adopted }) => adopted ?? []),
    issues: [...findMisplacedPins(definitions, desired.pins), ...plans.flatMap(({ issue }) => issue ?? [])],
    usable: new Set(plans.filter(({ isUsable }) => isUsable).map(({ key }) => key)),
  }
}

type OneField = Readonly<{ isUsable: boolean; step?: SetupStep; adopted?: string; issue?: SetupIssue }>

function planField(definitions: readonly FieldDefinition[], entry: FieldEntry, { pins }: DesiredState): OneField {
  const { key } = entry
  const definition = findDefinition(definitions, entry, pins)
  if (!definition) {
    const issue = findNameConflict(definitions, entry)
    return issue ? { isUsable: false, issue } : { isUsable: true, step: { kind: 'create-field', key } }
  }
  const field = findFields([definition], pins)[key]
  const options = field ? missingOptions(field, entry) : []
  const isOfTeam = !markerKey(definition.description)
  const adopted = isOfTeam ? { adopted: definition.name } : {}
  if (options.length === 0) return { isUsable: true, ...adopted }
  // Options cannot be deleted in Asana, so setup adds none to a field that people made and fill in.
  if (isOfTeam && entry.owner === 'team') return { isUsable: true, ...adopted, issue: toOptionIssue(entry, options) }
  return { isUsable: true, ...adopted, step: { kind: 'add-options', key, fieldGid: definition.gid, options } }
}

function toOptionIssue({ name }: FieldEntry, options: readonly string[]): SetupIssue {
  const missing = options.map((name) => quote({ name })).join(', ')
  return {
    message: `Your field ${quote({ name })} has no option ${missing}, so nobody can choose it.`,
    fix: `Add ${missing} to the options of ${quote({ name })} in Asana.`,
    isWarning: true,
  }
}

function planAttach(
  parent: CurrentParent,
  wanted: readonly FieldKey[],
  usable: ReadonlySet<FieldKey>,
  { pins }: DesiredState,
): Pick<SetupPlan, 'steps' | 'issues'> {
  const keys = wanted.filter((key) => usable.has(key) && !findDefinition(parent.fields, fieldEntry(key), pins))
  if (keys.length === 0) return { steps: [], issues: [] }
  const tooMany = parent.fields.length + keys.length - MAX_FIELDS
  if (parent.kind === 'portfolio' && tooMany > 0) return { steps: [], issues: [toFullIssue(parent, keys, tooMany)] }
  const { kind, gid, name } = parent
  return { steps: [{ kind: 'attach-fields', parent: { kind, gid, name }, keys }], issues: [] }
}

function toFullIssue({ name, fields }: CurrentParent, keys: readonly FieldKey[], tooMany: number): SetupIssue {
  return {
    message: `The portfolio ${quote({ name })} has ${fields.length} custom fields; ${keys.length} more are needed and Asana allows ${MAX_FIELDS}.`,
    fix: `Take ${tooMany} field${tooMany === 1 ? '' : 's'} off the portfolio in Asana and run setup again.`,
  }
}

function planTemplate({ template, portfolios }: CurrentState, { wantsTemplate }: DesiredState): SetupStep[] {
  if (!wantsTemplate || template?.isFinished) return []
  const [portfolio] = portfolios
  const home = portfolio ? { portfolio: { gid: portfolio.gid, name: portfolio.name } } : {}
  return [{ kind: 'make-template', ...home, ...(template ? { unfinishedGid: template.gid } : {}) }]
}

function planSettings(current: CurrentState, desired: DesiredState): SetupStep[] {
  const servesTemplate =
    desired.wantsTemplate && current.portfolios.length === 0 && !isServed(current, desired.settings)
  const changed = Object.entries(desired.settings).filter(([name, value]) => current.saved[name] !== value)
  if (changed.length === 0 && !servesTemplate) return []
  return [{ kind: 'save-settings', changes: Object.fromEntries(changed), secrets: SECRET_SETTINGS, servesTemplate }]
}

function isServed({ template }: CurrentState, settings: Settings): boolean {
  return template !== undefined && (settings['ASANA_PROJECTS'] ?? '').split(',').includes(template.gid)
}

function keysWhere(isWanted: (entry: FieldEntry) => boolean): readonly FieldKey[] {
  return FIELD_TABLE.filter(isWanted).map(({ key }) => key)
}
