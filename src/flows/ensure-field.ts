import { fieldEntry, fieldMarker, toNewField, toNewOption } from '../domain/fields/field-table.ts'
import { findDefinition, findFields, missingOptions, type Pins } from '../domain/fields/find-fields.ts'
import type { Field, FieldDefinition, FieldKey, Fields } from '../domain/model.ts'
import { type AsanaPort, PortError, type StorePort } from './ports.ts'

export type FieldDeps = Readonly<{ asana: AsanaPort; store: StorePort; workspaceGid: string; pins: Pins }>

const LOCK_WAIT_MS = 60_000

/**
 * The workspace's fields for these keys, created when missing. Field names are unique in a workspace and have no
 * idempotency key, so one process at a time looks first and creates after.
 */
export async function ensureWorkspaceFields(unlocked: FieldDeps, keys: readonly FieldKey[]): Promise<Fields> {
  return withFieldsLocked(unlocked, async (deps) => {
    const definitions = await deps.asana.readWorkspaceFields(deps.workspaceGid)
    const fields: Partial<Record<FieldKey, Field>> = {}
    for (const key of keys) {
      const definition = findDefinition(definitions, fieldEntry(key), deps.pins) ?? (await create(deps, key))
      fields[key] = await ensureOptions(deps, key, definition)
    }
    // Known before the first write, so that its echo is recognised.
    await deps.store.addOwnGids(Object.values(fields).map(({ gid }) => gid))
    return fields
  })
}

/** The option of this name, made when the field has none: somebody may have made it since it was last read. */
export async function ensureOption(
  unlocked: FieldDeps,
  key: FieldKey,
  fieldGid: string,
  name: string,
): Promise<string> {
  return withFieldsLocked(unlocked, async (deps) => {
    const definitions = await deps.asana.readWorkspaceFields(deps.workspaceGid)
    const definition = definitions.find(({ gid }) => gid === fieldGid)
    const known = definition && findFields([definition], deps.pins)[key]?.options[name]
    return known ?? (await deps.asana.addEnumOption(fieldGid, toNewOption(name))).gid
  })
}

function withFieldsLocked<T>(deps: FieldDeps, work: (deps: FieldDeps) => Promise<T>): Promise<T> {
  return deps.store.withLock('fields', LOCK_WAIT_MS, (lock) =>
    work({ ...deps, asana: deps.asana.guardedBy(lock.check) }),
  )
}

async function create(deps: FieldDeps, key: FieldKey): Promise<FieldDefinition> {
  const wanted = toNewField(fieldEntry(key))
  return deps.asana.createField(deps.workspaceGid, wanted).catch(async (error: unknown) => {
    if (!(error instanceof PortError) || error.failure !== 'invalid') throw error
    // Somebody may have made it in the meantime: the name is taken then, and the field is there to be found.
    const definitions = await deps.asana.readWorkspaceFields(deps.workspaceGid)
    const found = findDefinition(definitions, fieldEntry(key), deps.pins)
    if (!found) throw error
    return found
  })
}

/** Options a person deleted or never made are added; renamed ones are known by the list in the description. */
async function ensureOptions(deps: FieldDeps, key: FieldKey, definition: FieldDefinition): Promise<Field> {
  const field = toField(deps, key, definition)
  const missing = missingOptions(field, fieldEntry(key))
  if (missing.length === 0) return field
  const added = []
  for (const name of missing) {
    const option = await deps.asana.addEnumOption(field.gid, toNewOption(name))
    added.push({ ...option, enabled: true })
  }
  return toField(deps, key, { ...definition, options: [...definition.options, ...added] })
}

function toField({ pins }: FieldDeps, key: FieldKey, definition: FieldDefinition): Field {
  const field = findFields([definition], pins)[key]
  if (!field) throw new Error(`The field ${definition.gid} (${definition.name}) does not serve ${fieldMarker(key)}`)
  return field
}
