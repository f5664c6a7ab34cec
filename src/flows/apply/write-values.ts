import type { Field, FieldKey, Fields } from '../../domain/model.ts'
import type { DesiredValues } from '../../domain/plan/write.ts'
import { type NewValues, PortError } from '../ports/index.ts'
import { ensureOption, type FieldDeps } from './ensure-fields.ts'

/** A value that Asana rejected, by the key of its field. */
export type RejectedValue = Readonly<{ key: FieldKey; error: PortError }>

type Send = (values: NewValues) => Promise<void>

type ResolvedValues = Readonly<{
  values: ReadonlyMap<FieldKey, Readonly<{ fieldGid: string; value: NewValues[string] }>>
  /** The same object as before, unless an option was created or switched on. */
  fields: Fields
  /** Their option could be neither created nor switched on. */
  rejected: readonly RejectedValue[]
}>

/**
 * Writes values into the fields of a task or project, in one request where Asana accepts it. A person may have switched
 * an option off since it was last read: after a rejection the options are read again. What is rejected even so does not
 * hold back the other values. Throws the first PortError when every value is rejected, and every other error.
 */
export async function writeValues(
  deps: FieldDeps,
  target: { desired: DesiredValues; fields: Fields },
  send: Send,
): Promise<{ fields: Fields; rejectedValues: readonly RejectedValue[] }> {
  let resolved = await resolveValues(deps, target, { isVerified: false })
  let rejection = await trySend(send, resolved)
  if (rejection?.kind === 'bad-request' && hasOption(resolved)) {
    resolved = await resolveValues(deps, target, { isVerified: true })
    rejection = await trySend(send, resolved)
  }
  const rejectedValues = [...resolved.rejected, ...(rejection ? await sendEach(send, resolved, rejection) : [])]
  const [first] = rejectedValues
  if (first && rejectedValues.length === resolved.rejected.length + resolved.values.size) throw first.error
  return { fields: resolved.fields, rejectedValues }
}

/** Turns names of options into gids. Keys without a field are left out. */
async function resolveValues(
  deps: FieldDeps,
  { desired, fields }: { desired: DesiredValues; fields: Fields },
  { isVerified }: { isVerified: boolean },
): Promise<ResolvedValues> {
  const values = new Map<FieldKey, { fieldGid: string; value: NewValues[string] }>()
  const rejected: RejectedValue[] = []
  let known = fields
  for (const [key, value] of Object.entries(desired) as [FieldKey, DesiredValues[FieldKey]][]) {
    const field = fields[key]
    if (!field || value === undefined) continue
    if (typeof value !== 'string' || field.type !== 'enum') {
      values.set(key, { fieldGid: field.gid, value })
      continue
    }
    const option = await findOption(deps, { field, name: value, isVerified })
    if (option instanceof PortError) {
      rejected.push({ key, error: option })
      continue
    }
    if (option.isNew) known = { ...known, [key]: withOption(field, value, option.gid) }
    values.set(key, { fieldGid: field.gid, value: { option: option.gid } })
  }
  return { values, fields: known, rejected }
}

async function findOption(
  deps: FieldDeps,
  wanted: { field: Field; name: string; isVerified: boolean },
): Promise<{ gid: string; isNew: boolean } | PortError> {
  const { field, name, isVerified } = wanted
  const gid = field.options[name]
  const isUsable = gid !== undefined && !field.disabledOptions?.includes(gid)
  if (isUsable && !isVerified) return { gid, isNew: false }
  try {
    return { gid: await ensureOption(deps, field, name), isNew: true }
  } catch (error) {
    if (isRejection(error)) return error
    throw error
  }
}

function withOption(field: Field, name: string, gid: string): Field {
  const disabledOptions = (field.disabledOptions ?? []).filter((disabled) => disabled !== gid)
  return { ...field, options: { ...field.options, [name]: gid }, disabledOptions }
}

function hasOption({ values }: ResolvedValues): boolean {
  return [...values.values()].some(({ value }) => typeof value === 'object' && value !== null)
}

/** The rejection, if any. */
async function trySend(send: Send, { values }: Pick<ResolvedValues, 'values'>): Promise<PortError | undefined> {
  if (values.size === 0) return undefined
  try {
    await send(Object.fromEntries([...values.values()].map(({ fieldGid, value }) => [fieldGid, value])))
    return undefined
  } catch (error) {
    if (isRejection(error)) return error
    throw error
  }
}

/** Those that are rejected by themselves too. */
async function sendEach(send: Send, { values }: ResolvedValues, rejection: PortError): Promise<RejectedValue[]> {
  const rejected: RejectedValue[] = []
  for (const [key, value] of values) {
    const error = values.size === 1 ? rejection : await trySend(send, { values: new Map([[key, value]]) })
    if (error) rejected.push({ key, error })
  }
  return rejected
}

function isRejection(error: unknown): error is PortError {
  return error instanceof PortError && (error.kind === 'bad-request' || error.kind === 'forbidden')
}
