import { fieldEntry, toNewField, toNewOption } from '../../domain/fields/field-table.ts'
import { findDefinition, markerKey, type Pins } from '../../domain/fields/find-fields.ts'
import type { Day, FieldDefinition, FieldKey } from '../../domain/model.ts'
import { PortError } from '../ports/index.ts'
import type { CurrentState, SetupAsana } from './current-state.ts'
import { makeTemplate } from './make-template.ts'
import type { Parent, Settings, SetupStep } from './step.ts'

/** A field made by people that setup attached to a portfolio or project. Asana does not tell who attached a field. */
export type Attached = Readonly<{ kind: Parent['kind']; parentGid: string; fieldGid: string }>

export type ApplyDeps = Readonly<{
  asana: SetupAsana
  pins: Pins
  today: Day
  saveSettings(changes: Settings): Promise<void>
  /** Persists it for `--remove`. */
  recordAttachment(attached: Attached): Promise<void>
  /** Called before each step. */
  onStep(step: SetupStep): void
}>

export type RejectedStep = Readonly<{ step: SetupStep; detail: string }>

/** Runs the plan. A step that Asana refuses for good is returned, and the others go on; other errors are thrown. */
export async function applySetup(
  deps: ApplyDeps,
  current: CurrentState,
  steps: readonly SetupStep[],
): Promise<RejectedStep[]> {
  const rejected: RejectedStep[] = []
  let state: State = { definitions: current.definitions ?? [] }
  for (const step of steps) {
    deps.onStep(step)
    try {
      state = { ...state, ...(await runStep(deps, current, state, step)) }
    } catch (error) {
      if (!isPermanentError(error)) throw error
      rejected.push({ step, detail: error.message })
    }
  }
  return rejected
}

type State = Readonly<{ definitions: readonly FieldDefinition[]; templateGid?: string }>

async function runStep(deps: ApplyDeps, current: CurrentState, state: State, step: SetupStep): Promise<Partial<State>> {
  const { asana, pins, today } = deps
  switch (step.kind) {
    case 'create-field': {
      const made = await createField(deps, current.workspace.gid, step.key)
      return { definitions: [...state.definitions, made] }
    }
    case 'add-options':
      for (const name of step.options) await asana.addEnumOption(step.fieldGid, toNewOption(name))
      return { definitions: await asana.readWorkspaceFields(current.workspace.gid) }
    case 'attach-fields':
      for (const key of step.keys) await attachField(deps, state, step.parent, key)
      return {}
    case 'make-template': {
      const who = { workspaceGid: current.workspace.gid, meGid: current.me.gid }
      return { templateGid: await makeTemplate({ asana, pins, today, ...who, definitions: state.definitions }, step) }
    }
    case 'save-settings':
      await deps.saveSettings(withTemplate(step, current, state))
      return {}
    default:
      return step satisfies never
  }
}

/** A running service may have made the field in the meantime: then the name is taken, and the field is read. */
async function createField({ asana, pins }: ApplyDeps, workspaceGid: string, key: FieldKey): Promise<FieldDefinition> {
  return asana.createField(workspaceGid, toNewField(fieldEntry(key))).catch(async (error: unknown) => {
    if (!(error instanceof PortError) || error.kind !== 'bad-request') throw error
    const made = findDefinition(await asana.readWorkspaceFields(workspaceGid), fieldEntry(key), pins)
    if (!made) throw error
    return made
  })
}

async function attachField(
  deps: ApplyDeps,
  { definitions }: State,
  { kind, gid }: Parent,
  key: FieldKey,
): Promise<void> {
  const definition = findDefinition(definitions, fieldEntry(key), deps.pins)
  if (!definition) return // its creation was refused and is reported
  if (kind === 'portfolio') await deps.asana.addFieldToPortfolio(gid, definition.gid)
  else await deps.asana.addFieldToProject(gid, definition.gid)
  if (!markerKey(definition.description))
    await deps.recordAttachment({ kind, parentGid: gid, fieldGid: definition.gid })
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

/** Whether a repetition of the request would fail again. */
export function isPermanentError(error: unknown): error is PortError {
  if (!(error instanceof PortError)) return false
  return ['payment-required', 'forbidden', 'bad-request', 'not-found'].includes(error.kind)
}
