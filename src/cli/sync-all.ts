import type { IsoWeek } from '../domain/model.ts'
import { markAllDirty } from '../flows/changes/mark-dirty.ts'
import type { SyncResult } from '../flows/sync/save-project.ts'
import { type SyncDeps, syncProject } from '../flows/sync/sync-project.ts'

/** A run of the service may be at the same project. */
export const LOCK_WAIT_MS = 60_000

/** Refreshes a project from everything Asana shows: events may have been missed while no service ran. */
export async function syncWhole(deps: SyncDeps, gid: string, dueWeek?: IsoWeek): Promise<SyncResult> {
  // The list of its portfolio, read a moment ago, has told of the project itself.
  const members = Object.values(await deps.store.readPortfolioContents())
  const isListed = members.some(({ projectGids }) => projectGids.includes(gid))
  await (isListed ? deps.store.markTasksDirty(gid, [undefined]) : markAllDirty(deps.store, gid))
  return syncProject(deps, gid, { dueWeek, lockWaitMs: LOCK_WAIT_MS })
}
