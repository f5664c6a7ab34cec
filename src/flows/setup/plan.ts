import { FIELD_TABLE, type FieldEntry, fieldEntry } from '../../domain/fields/field-table.ts'
import { findDefinition, findFields, markerKey, missingOptions } from '../../domain/fields/find-fields.ts'
import { findMisplacedPins } from '../../domain/fields/invalid-field-overrides.ts'
import type { FieldDefinition, FieldKey } from '../../domain/model.ts'
import type { CurrentParent, CurrentState, DesiredState, SetupIssue } from './current-state.ts'
import { findClash } from './name-conflict.ts'
import { quoted } from './quoted.ts'
import type { Settings, SetupStep } from './step.ts'

/** What setup would do, what it finds good already, and what a person must settle. */
export type SetupPlan = Readonly<{
  steps: readonly SetupStep[]
  adopted: readonly string[]
  troubles: readonly SetupIssue[]
}>

/** Asana takes no more on a portfolio. */
export const MOST_ON_A_PORTFOLIO = 20
export const SECRET_SETTINGS = ['ASANA_ACCESS_TOKEN', 'API_TOKEN', 'REDIS_URL', 'SECRET_KEY']

/** A portfolio gives its projects the figures and the share they have in its own. */
export const PORTFOLIO_KEYS = keysWhere(
  ({ key, owner, on }) => key === 'weight' || (owner === 'service' && on === 'project'),
)
/** A project gives its tasks what people fill in; the service adds its own fields where there are measures. */
export const PROJECT_KEYS = keysWhere(({ owner, on }) => owner === 'team' && on === 'task')

/** Wanted minus found: a plan that was carried out leaves an empty one. */
export function planSetup(found: CurrentState, wish: DesiredState): SetupPlan {
  const fields = found.definitions ? planFields(found.definitions, wish) : NO_FIELDS
  const portfolios = found.portfolios.map((parent) => planAttach(parent, PORTFOLIO_KEYS, fields.usable, wish))
  const projects = found.projects.map((parent) => planAttach(parent, PROJECT_KEYS, fields.usable, wish))
  const attached = [...portfolios, ...projects]
  return {
    steps: [
      ...fields.steps,
      ...attached.flatMap(({ steps }) => steps),
      ...planTemplate(found, wish),
      ...planSettings(found, wish),
    ],
    adopted: fields.adopted,
    troubles: [...found.troubles, ...fields.troubles, ...attached.flatMap(({ troubles }) => troubles)],
  }
}

type FieldPlan = SetupPlan & Readonly<{ usable: ReadonlySet<FieldKey> }>

const NO_FIELDS: FieldPlan = {
  ...{ steps: [], adopted: [], usable: new Set() },
  troubles: [
    {
      message: 'The plan of this workspace has no custom fields, so measures cannot carry numbers.',
      fix: 'Upgrade the plan for measures; descriptions, tags and sections are read on every plan.',
      isWarning: true,
    },
  ],
}

function planFields(definitions: readonly FieldDefinition[], wish: DesiredState): FieldPlan {
  const plans = FIELD_TABLE.map((entry) => ({ key: entry.key, ...planField(definitions, entry, wish) }))
  return {
    steps: plans.flatMap(({ step }) => step ?? []),
    adopted: plans.flatMap(({ adopted }) => adopted ?? []),
    troubles: [...findMisplacedPins(definitions, wish.pins), ...plans.flatMap(({ trouble }) => trouble ?? [])],
    usable: new Set(plans.filter(({ isUsable }) => isUsable).map(({ key }) => key)),
  }
}

type OneField = Readonly<{ isUsable: boolean; step?: SetupStep; adopted?: string; trouble?: SetupIssue }>

function planField(definitions: readonly FieldDefinition[], entry: FieldEntry, { pins }: DesiredState): OneField {
  const { key } = entry
  const definition = findDefinition(definitions, entry, pins)
  if (!definition) {
    const trouble = findClash(definitions, entry)
    return trouble ? { isUsable: false, trouble } : { isUsable: true, step: { kind: 'create-field', key } }
  }
  const field = findFields([definition], pins)[key]
  const options = field ? missingOptions(field, entry) : []
  const isOfTeam = !markerKey(definition.description)
  const adopted = isOfTeam ? { adopted: definition.name } : {}
  if (options.length === 0) return { isUsable: true, ...adopted }
  // Options can never be deleted in Asana, so a field that people made and fill in is theirs to change.
  if (isOfTeam && entry.owner === 'team')
    return { isUsable: true, ...adopted, trouble: toOptionTrouble(entry, options) }
  return { isUsable: true, ...adopted, step: { kind: 'add-options', key, fieldGid: definition.gid, options } }
}

function toOptionTrouble({ name }: FieldEntry, options: readonly string[]): SetupIssue {
  const missing = options.map(quoted).join(', ')
  return {
    message: `Your field ${quoted(name)} has no option ${missing}, so nobody can choose it.`,
    fix: `Add ${missing} to the options of ${quoted(name)} in Asana.`,
    isWarning: true,
  }
}

function planAttach(
  parent: CurrentParent,
  wanted: readonly FieldKey[],
  usable: ReadonlySet<FieldKey>,
  { pins }: DesiredState,
): Pick<SetupPlan, 'steps' | 'troubles'> {
  const keys = wanted.filter((key) => usable.has(key) && !findDefinition(parent.fields, fieldEntry(key), pins))
  if (keys.length === 0) return { steps: [], troubles: [] }
  const tooMany = parent.fields.length + keys.length - MOST_ON_A_PORTFOLIO
  if (parent.kind === 'portfolio' && tooMany > 0) return { steps: [], troubles: [toFullTrouble(parent, keys, tooMany)] }
  const { kind, gid, name } = parent
  return { steps: [{ kind: 'attach-fields', parent: { kind, gid, name }, keys }], troubles: [] }
}

function toFullTrouble({ name, fields }: CurrentParent, keys: readonly FieldKey[], tooMany: number): SetupIssue {
  return {
    message: `The portfolio ${quoted(name)} has ${fields.length} custom fields; ${keys.length} more are needed and Asana allows ${MOST_ON_A_PORTFOLIO}.`,
    fix: `Take ${tooMany} field${tooMany === 1 ? '' : 's'} off the portfolio in Asana and run setup again.`,
  }
}

function planTemplate({ template, portfolios }: CurrentState, { wantsTemplate }: DesiredState): SetupStep[] {
  if (!wantsTemplate || template?.isFinished) return []
  const [portfolio] = portfolios
  const home = portfolio ? { portfolio: { gid: portfolio.gid, name: portfolio.name } } : {}
  return [{ kind: 'make-template', ...home, ...(template ? { unfinishedGid: template.gid } : {}) }]
}

function planSettings(found: CurrentState, wish: DesiredState): SetupStep[] {
  const servesTemplate = wish.wantsTemplate && found.portfolios.length === 0 && !isServed(found, wish.settings)
  const changed = Object.entries(wish.settings).filter(([name, value]) => found.saved[name] !== value)
  if (changed.length === 0 && !servesTemplate) return []
  return [{ kind: 'save-settings', changes: Object.fromEntries(changed), secrets: SECRET_SETTINGS, servesTemplate }]
}

function isServed({ template }: CurrentState, settings: Settings): boolean {
  return template !== undefined && (settings['ASANA_PROJECTS'] ?? '').split(',').includes(template.gid)
}

function keysWhere(isWanted: (entry: FieldEntry) => boolean): readonly FieldKey[] {
  return FIELD_TABLE.filter(isWanted).map(({ key }) => key)
}
