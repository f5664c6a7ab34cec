import { fieldEntry, fieldMarker, toNewField, toNewOption } from '../../domain/fields/field-table.ts'
import { findDefinition, findFields, findOption, missingOptions, type Pins } from '../../domain/fields/find-fields.ts'
import type { Field, FieldDefinition, FieldKey, Fields } from '../../domain/model.ts'
import { type AsanaPort, PortError, type PortErrorKind, type StorePort, type WorkspaceFields } from '../ports/index.ts'

export type FieldDeps = Readonly<{
  asana: Pick<
    AsanaPort,
    'withWriteGuard' | 'readWorkspaceFields' | 'createField' | 'addEnumOption' | 'enableEnumOption'
  >
  store: Pick<StorePort, 'withLock' | 'readWorkspaceFields' | 'saveWorkspaceFields' | 'addBotManagedGids'>
  workspaceGid: string
  pins: Pins
}>

const LOCK_WAIT_MS = 60_000

/**
 * The workspace's fields for these keys, created when missing. Field names are unique in a workspace and a creation has
 * no idempotency key, so one process at a time looks first and creates after; what it found serves those that waited.
 * Throws PortError, and LockUnavailableError after a minute.
 */
export async function ensureWorkspaceFields(unlocked: FieldDeps, keys: readonly FieldKey[]): Promise<WorkspaceFields> {
  return withFieldsLocked(unlocked, async (deps) => {
    const known = await deps.store.readWorkspaceFields()
    if (holdsAll(deps, keys, known)) return pick(known, keys)
    const definitions = await deps.asana.readWorkspaceFields(deps.workspaceGid)
    const found: { [Key in FieldKey]?: FieldDefinition } = {}
    for (const key of keys) {
      const definition = findDefinition(definitions, fieldEntry(key), deps.pins) ?? (await create(deps, key))
      found[key] = await withOptions(deps, key, definition)
    }
    // Saved before the first value is written, so that Asana's event about it is recognized.
    await deps.store.addBotManagedGids(Object.values(found).map(({ gid }) => gid))
    await deps.store.saveWorkspaceFields({ ...known, ...found })
    return found
  })
}

/** The workspace's fields as found some minutes ago at most; undefined unless all of them are known. */
export async function readCachedWorkspaceFields(
  deps: FieldDeps,
  keys: readonly FieldKey[],
): Promise<WorkspaceFields | undefined> {
  const known = await deps.store.readWorkspaceFields()
  return holdsAll(deps, keys, known) ? pick(known, keys) : undefined
}

/** Definitions as the fields they serve as. */
export function toFields(deps: Pick<FieldDeps, 'pins'>, definitions: WorkspaceFields): Fields {
  const entries = Object.entries(definitions) as [FieldKey, FieldDefinition][]
  return Object.fromEntries(entries.map(([key, definition]) => [key, toField(deps, key, definition)]))
}

/**
 * The gid of the option of this name, as Asana has it now: one that a person switched off is switched on again, or, where
 * Asana rejects that, created anew like one that is missing. Throws PortError, and LockUnavailableError after a minute.
 */
export async function ensureOption(
  unlocked: FieldDeps,
  { gid: fieldGid, options }: Field,
  name: string,
): Promise<string> {
  return withFieldsLocked(unlocked, async ({ asana, workspaceGid }) => {
    const definition = (await asana.readWorkspaceFields(workspaceGid)).find(({ gid }) => gid === fieldGid)
    const option = definition && findOption(definition, name, options)
    if (option?.enabled) return option.gid
    if (option && (await isSwitchedOn(asana, option.gid))) return option.gid
    return (await asana.addEnumOption(fieldGid, toNewOption(name))).gid
  })
}

async function isSwitchedOn(asana: FieldDeps['asana'], optionGid: string): Promise<boolean> {
  try {
    await asana.enableEnumOption(optionGid)
    return true
  } catch (error) {
    if (error instanceof PortError && REJECTIONS.includes(error.kind)) return false
    throw error
  }
}

const REJECTIONS: readonly PortErrorKind[] = ['bad-request', 'forbidden', 'not-found']

function holdsAll({ pins }: FieldDeps, keys: readonly FieldKey[], known: WorkspaceFields): boolean {
  return keys.every((key) => {
    const definition = known[key]
    return definition !== undefined && (pins[key] === undefined || pins[key] === definition.gid)
  })
}

function pick(known: WorkspaceFields, keys: readonly FieldKey[]): WorkspaceFields {
  return Object.fromEntries(keys.map((key) => [key, known[key]]))
}

function withFieldsLocked<T>(deps: FieldDeps, work: (deps: FieldDeps) => Promise<T>): Promise<T> {
  return deps.store.withLock('fields', LOCK_WAIT_MS, (lock) =>
    work({ ...deps, asana: deps.asana.withWriteGuard(lock.assertHeld) }),
  )
}

async function create(deps: FieldDeps, key: FieldKey): Promise<FieldDefinition> {
  const entry = fieldEntry(key)
  return deps.asana.createField(deps.workspaceGid, toNewField(entry)).catch(async (error: unknown) => {
    if (!(error instanceof PortError) || error.kind !== 'bad-request') throw error
    // A person may have created it in the meantime: then the name is taken, and the field is there to be found.
    const definitions = await deps.asana.readWorkspaceFields(deps.workspaceGid)
    const found = findDefinition(definitions, entry, deps.pins)
    if (!found) throw error
    return found
  })
}

/** Adds the options that are missing. One that was switched off is there: it is switched on when it is first needed. */
async function withOptions(deps: FieldDeps, key: FieldKey, definition: FieldDefinition): Promise<FieldDefinition> {
  const added = []
  for (const name of missingOptions(toField(deps, key, definition), fieldEntry(key))) {
    const option = await deps.asana.addEnumOption(definition.gid, toNewOption(name))
    added.push({ ...option, enabled: true })
  }
  return { ...definition, options: [...definition.options, ...added] }
}

function toField({ pins }: Pick<FieldDeps, 'pins'>, key: FieldKey, definition: FieldDefinition): Field {
  const field = findFields([definition], pins)[key]
  if (!field) throw new Error(`The field ${definition.gid} (${definition.name}) does not serve ${fieldMarker(key)}`)
  return field
}
