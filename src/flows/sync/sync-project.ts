import type { IsoWeek, Thresholds } from '../../domain/model.ts'
import { planProject } from '../../domain/plan/plan.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import type { Write } from '../../domain/plan/write.ts'
import { evaluateProject } from '../../domain/rollup/assess.ts'
import { toEvaluationTime } from '../../domain/week.ts'
import { type Applied, type ApplyDeps, applyPlan } from '../apply/apply-plan.ts'
import type { AsanaPort, StorePort } from '../ports/index.ts'
import { type FetchDeps, fetchProject, type ProjectSnapshot } from './fetch-project.ts'
import { type LoadDeps, type LoadedProject, loadProject } from './load-project.ts'
import { changesProject } from './project-cache.ts'
import { type SyncResult, saveProject } from './save-project.ts'

export type SyncDeps = LoadDeps &
  FetchDeps &
  ApplyDeps &
  Readonly<{ asana: AsanaPort; store: StorePort; thresholds: Thresholds }>

export type SyncOptions = Readonly<{
  /** The week whose weekly update is due by now. */
  dueWeek?: IsoWeek | undefined
  /** How long to wait for another sync of the same project, in milliseconds; default 2 s. */
  lockWaitMs?: number
}>

/**
 * Syncs one project: what Asana shows is evaluated, and the difference to what should stand there is written. One sync at a
 * time per project. Throws LockUnavailableError when another one takes longer than `lockWaitMs`, RetryLaterError when the
 * rest has to wait, and PortError.
 */
export async function syncProject(
  deps: SyncDeps,
  projectGid: string,
  { dueWeek, lockWaitMs = 2_000 }: SyncOptions = {},
): Promise<SyncResult> {
  return deps.store.withLock(`project:${projectGid}`, lockWaitMs, (lock) =>
    runSync({ ...deps, asana: deps.asana.withWriteGuard(lock.assertHeld) }, projectGid, dueWeek),
  )
}

async function runSync(deps: SyncDeps, projectGid: string, dueWeek: IsoWeek | undefined): Promise<SyncResult> {
  const at = toEvaluationTime(deps.clock(), deps.timeZone)
  const loaded = await loadProject(deps, projectGid)
  const fetched = await fetchProject(deps, loaded, dueWeek)
  const summary = evaluateProject({ ...fetched, thresholds: deps.thresholds, at })
  const plan = planProject({ ...fetched, summary, at })
  const applied = await applyToProject(deps, loaded, fetched, plan)
  return saveProject(deps, { loaded, fetched, summary, plan, applied })
}

async function applyToProject(
  deps: SyncDeps,
  { gid, cache }: LoadedProject,
  { fields, projectFields, state }: ProjectSnapshot,
  plan: readonly Write[],
): Promise<Applied> {
  if (plan.some(changesProject)) await cache.invalidate()
  const saveState = (changed: ProjectState) => deps.store.saveState(gid, changed)
  return applyPlan(deps, { parentGid: gid, fields, projectFields, state, saveState }, plan)
}
