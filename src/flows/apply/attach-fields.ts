import type { FieldKey } from '../../domain/model.ts'
import { PortError, type WorkspaceFields } from '../ports/index.ts'
import { ensureWorkspaceFields, type FieldDeps, readCachedWorkspaceFields } from './ensure-fields.ts'

/**
 * Attaches the workspace's fields for these keys to a project or portfolio, and creates those that are missing. Many
 * projects need the same few: they are looked for once, and again when Asana does not know a cached one any more.
 * Throws PortError.
 */
export async function attachFieldDefinitions(
  deps: FieldDeps,
  keys: readonly FieldKey[],
  attach: (fieldGid: string) => Promise<void>,
): Promise<WorkspaceFields> {
  const attachAll = async (fields: WorkspaceFields) => {
    for (const { gid } of Object.values(fields)) await attach(gid)
    return fields
  }
  const cached = await readCachedWorkspaceFields(deps, keys)
  if (!cached) return attachAll(await ensureWorkspaceFields(deps, keys))
  try {
    return await attachAll(cached)
  } catch (error) {
    const isUnknown = error instanceof PortError && (error.kind === 'not-found' || error.kind === 'bad-request')
    if (!isUnknown) throw error
    await deps.store.saveWorkspaceFields({})
    return attachAll(await ensureWorkspaceFields(deps, keys))
  }
}
