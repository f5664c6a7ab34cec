import { fieldEntry, toNewField, toNewOption } from '../../domain/fields/field-table.ts'
import { findDefinition, markerKey, type Pins } from '../../domain/fields/find-fields.ts'
import type { Day, FieldDefinition, FieldKey } from '../../domain/model.ts'
import { PortError } from '../ports/index.ts'
import type { CurrentState, SetupAsana } from './current-state.ts'
import { makeTemplate } from './make-template.ts'
import type { Parent, Settings, SetupStep } from './step.ts'

/** A field of the team's own that setup put somewhere: Asana does not tell who did. */
export type Attached = Readonly<{ kind: Parent['kind']; parentGid: string; fieldGid: string }>

export type ApplyDeps = Readonly<{
  asana: SetupAsana
  pins: Pins
  today: Day
  saveSettings(changes: Settings): Promise<void>
  /** Remembers what only setup itself can tell later. */
  remember(attached: Attached): Promise<void>
  /** Told before each step. */
  begin(step: SetupStep): void
}>

export type Refused = Readonly<{ step: SetupStep; detail: string }>

/** Carries a plan out, the only place of setup that writes. A refused step is told and the others go on. */
export async function applySetup(
  deps: ApplyDeps,
  found: CurrentState,
  steps: readonly SetupStep[],
): Promise<Refused[]> {
  const refused: Refused[] = []
  let state: State = { definitions: found.definitions ?? [] }
  for (const step of steps) {
    deps.begin(step)
    try {
      state = { ...state, ...(await perform(deps, found, state, step)) }
    } catch (error) {
      if (!isFinal(error)) throw error
      refused.push({ step, detail: error.message })
    }
  }
  return refused
}

type State = Readonly<{ definitions: readonly FieldDefinition[]; templateGid?: string }>

async function perform(deps: ApplyDeps, found: CurrentState, state: State, step: SetupStep): Promise<Partial<State>> {
  const { asana, pins, today } = deps
  switch (step.kind) {
    case 'create-field': {
      const made = await createField(deps, found.workspace.gid, step.key)
      return { definitions: [...state.definitions, made] }
    }
    case 'add-options':
      for (const name of step.options) await asana.addEnumOption(step.fieldGid, toNewOption(name))
      return { definitions: await asana.readWorkspaceFields(found.workspace.gid) }
    case 'attach-fields':
      for (const key of step.keys) await attach(deps, state, step.parent, key)
      return {}
    case 'make-template': {
      const who = { workspaceGid: found.workspace.gid, meGid: found.me.gid }
      return { templateGid: await makeTemplate({ asana, pins, today, ...who, definitions: state.definitions }, step) }
    }
    case 'save-settings':
      await deps.saveSettings(withTemplate(step, found, state))
      return {}
    default:
      return step satisfies never
  }
}

/** A service that runs meanwhile may have made it: the name is taken then, and the field is there to be found. */
async function createField({ asana, pins }: ApplyDeps, workspaceGid: string, key: FieldKey): Promise<FieldDefinition> {
  return asana.createField(workspaceGid, toNewField(fieldEntry(key))).catch(async (error: unknown) => {
    if (!(error instanceof PortError) || error.kind !== 'bad-request') throw error
    const made = findDefinition(await asana.readWorkspaceFields(workspaceGid), fieldEntry(key), pins)
    if (!made) throw error
    return made
  })
}

async function attach(deps: ApplyDeps, { definitions }: State, { kind, gid }: Parent, key: FieldKey): Promise<void> {
  const definition = findDefinition(definitions, fieldEntry(key), deps.pins)
  if (!definition) return // its creation was refused, and that was told
  if (kind === 'portfolio') await deps.asana.addFieldToPortfolio(gid, definition.gid)
  else await deps.asana.addFieldToProject(gid, definition.gid)
  if (!markerKey(definition.description)) await deps.remember({ kind, parentGid: gid, fieldGid: definition.gid })
}

function withTemplate(
  step: SetupStep & { kind: 'save-settings' },
  { template, saved }: CurrentState,
  state: State,
): Settings {
  const gid = state.templateGid ?? template?.gid
  if (!step.servesTemplate || !gid) return step.changes
  const projects = step.changes['ASANA_PROJECTS'] ?? saved['ASANA_PROJECTS']
  return { ...step.changes, ASANA_PROJECTS: projects ? `${projects},${gid}` : gid }
}

function isFinal(error: unknown): error is PortError {
  if (!(error instanceof PortError)) return false
  return ['payment-required', 'forbidden', 'bad-request', 'not-found'].includes(error.kind)
}
