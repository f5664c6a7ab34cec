import type { IsoWeek } from '../domain/model.ts'
import { type SyncDeps, type SyncResult, syncProject } from '../flows/sync.ts'

/** A run of the service may be at the same project. */
export const LOCK_WAIT_MS = 60_000

/** Refreshes a project from everything Asana shows: nobody may have heard of its changes while no service ran. */
export async function syncWhole(deps: SyncDeps, gid: string, owedWeek?: IsoWeek): Promise<SyncResult> {
  await deps.store.addTouched(gid, [undefined])
  return syncProject(deps, gid, { owedWeek, lockWaitMs: LOCK_WAIT_MS })
}
