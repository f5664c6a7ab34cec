import { fieldEntry } from '../../domain/fields/field-table.ts'
import type { FieldKey } from '../../domain/model.ts'
import type { Named } from '../ports/asana-admin.ts'
import { quoted } from './quoted.ts'
import { TEMPLATE_NAME } from './template.ts'

export type Parent = Named & Readonly<{ kind: 'portfolio' | 'project' }>

/** Variables of the configuration and what they are to be. */
export type Settings = Readonly<Record<string, string>>

/** Everything setup may do: plain values, printed by a dry run and performed in their order. */
export type SetupStep =
  | Readonly<{ kind: 'create-field'; key: FieldKey }>
  | Readonly<{ kind: 'add-options'; key: FieldKey; fieldGid: string; options: readonly string[] }>
  | Readonly<{ kind: 'attach-fields'; parent: Parent; keys: readonly FieldKey[] }>
  | Readonly<{
      kind: 'make-template'
      /** Absent: it is served as a project of its own. */
      portfolio?: Named
      /** One that an earlier run began and did not finish. */
      unfinishedGid?: string
    }>
  | Readonly<{ kind: 'save-settings'; changes: Settings; secrets: readonly string[]; servesTemplate: boolean }>

/** One plain line for a person. */
export function describeStep(step: SetupStep): string {
  switch (step.kind) {
    case 'create-field':
      return `create the field ${quoted(fieldEntry(step.key).name)} (${fieldEntry(step.key).type})`
    case 'add-options':
      return `add ${step.options.map(quoted).join(', ')} to the options of the field ${quoted(fieldEntry(step.key).name)}`
    case 'attach-fields':
      return `give the ${describeBearers(step.parent)} the fields ${names(step.keys)}`
    case 'make-template':
      return `${step.unfinishedGid ? 'finish' : 'make'} the project ${quoted(TEMPLATE_NAME)} with sample tasks${
        step.portfolio ? `, in the portfolio ${quoted(step.portfolio.name)}` : ''
      }`
    case 'save-settings':
      return `write into .env: ${describeSettings(step)}`
    default:
      return step satisfies never
  }
}

function describeBearers({ kind, name }: Parent): string {
  return kind === 'portfolio' ? `projects of the portfolio ${quoted(name)}` : `tasks of the project ${quoted(name)}`
}

function names(keys: readonly FieldKey[]): string {
  return keys.map((key) => fieldEntry(key).name).join(', ')
}

function describeSettings({ changes, secrets, servesTemplate }: SetupStep & { kind: 'save-settings' }): string {
  const lines = Object.entries(changes).map(([name, value]) => (secrets.includes(name) ? name : `${name}=${value}`))
  return [...lines, ...(servesTemplate ? [`the gid of ${quoted(TEMPLATE_NAME)} as one of ASANA_PROJECTS`] : [])].join(
    ', ',
  )
}
