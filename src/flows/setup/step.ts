import { fieldEntry } from '../../domain/fields/field-table.ts'
import type { FieldKey } from '../../domain/model.ts'
import { quote } from '../../domain/strings/quote.ts'
import type { Named } from '../ports/asana-admin.ts'
import { TEMPLATE_NAME } from './template.ts'

export type Parent = Named & Readonly<{ kind: 'portfolio' | 'project' }>

/** Variables of the configuration by name. */
export type Settings = Readonly<Record<string, string>>

/** A step of setup: a plain value, printed by a dry run. Steps run in their order. */
export type SetupStep =
  | Readonly<{ kind: 'create-field'; key: FieldKey }>
  | Readonly<{ kind: 'add-options'; key: FieldKey; fieldGid: string; options: readonly string[] }>
  | Readonly<{ kind: 'attach-fields'; parent: Parent; keys: readonly FieldKey[] }>
  | Readonly<{
      kind: 'make-template'
      /** Absent: the project goes into ASANA_PROJECTS. */
      portfolio?: Named
      /** The incomplete project of an aborted run. */
      unfinishedGid?: string
    }>
  | Readonly<{ kind: 'save-settings'; changes: Settings; secrets: readonly string[]; servesTemplate: boolean }>

export function describeStep(step: SetupStep): string {
  switch (step.kind) {
    case 'create-field':
      return `create the field ${quote(fieldEntry(step.key))} (${fieldEntry(step.key).type})`
    case 'add-options':
      return `add ${step.options.map((name) => quote({ name })).join(', ')} to the options of the field ${quote(fieldEntry(step.key))}`
    case 'attach-fields':
      return `give the ${describeCarriers(step.parent)} the fields ${names(step.keys)}`
    case 'make-template':
      return `${step.unfinishedGid ? 'finish' : 'make'} the project ${quote({ name: TEMPLATE_NAME })} with sample tasks${
        step.portfolio ? `, in the portfolio ${quote(step.portfolio)}` : ''
      }`
    case 'save-settings':
      return `write into .env: ${describeSettings(step)}`
    default:
      return step satisfies never
  }
}

function describeCarriers({ kind, name }: Parent): string {
  return kind === 'portfolio'
    ? `projects of the portfolio ${quote({ name })}`
    : `tasks of the project ${quote({ name })}`
}

function names(keys: readonly FieldKey[]): string {
  return keys.map((key) => fieldEntry(key).name).join(', ')
}

function describeSettings({ changes, secrets, servesTemplate }: SetupStep & { kind: 'save-settings' }): string {
  const lines = Object.entries(changes).map(([name, value]) => (secrets.includes(name) ? name : `${name}=${value}`))
  return [
    ...lines,
    ...(servesTemplate ? [`the gid of ${quote({ name: TEMPLATE_NAME })} as one of ASANA_PROJECTS`] : []),
  ].join(', ')
}
