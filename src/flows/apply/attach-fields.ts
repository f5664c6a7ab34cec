import type { FieldKey } from '../../domain/model.ts'
import { PortError, type WorkspaceFields } from '../ports/index.ts'
import { ensureWorkspaceFields, type FieldDeps, readCachedWorkspaceFields } from './ensure-fields.ts'

/**
 * Gives a project or portfolio the workspace's fields for these keys, made when missing. Many projects need the same
 * few: they are looked for once, and again when Asana does not know what is remembered any more.
 */
export async function attachFieldDefinitions(
  deps: FieldDeps,
  keys: readonly FieldKey[],
  give: (fieldGid: string) => Promise<void>,
): Promise<WorkspaceFields> {
  const giveAll = async (fields: WorkspaceFields) => {
    for (const { gid } of Object.values(fields)) await give(gid)
    return fields
  }
  const remembered = await readCachedWorkspaceFields(deps, keys)
  if (!remembered) return giveAll(await ensureWorkspaceFields(deps, keys))
  try {
    return await giveAll(remembered)
  } catch (error) {
    if (!isUnknown(error)) throw error
    await deps.store.saveWorkspaceFields({})
    return giveAll(await ensureWorkspaceFields(deps, keys))
  }
}

function isUnknown(error: unknown): boolean {
  return error instanceof PortError && (error.kind === 'not-found' || error.kind === 'bad-request')
}
