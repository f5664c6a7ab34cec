import type { StorePort, SyncCause, SyncQueue } from '../ports/index.ts'
import { readTrackedProjects, type Scope } from '../sync/tracked-projects.ts'

type Deps = Readonly<{
  store: Pick<StorePort, 'readPortfolioContents' | 'readProjectGids' | 'markTasksDirty'>
  queue: Pick<SyncQueue, 'enqueueProjectSync' | 'enqueuePortfolioRollup'>
  scope: Scope
}>

/** Enqueues a sync of every tracked project and a rollup of every portfolio, after all changes. */
export async function enqueueAllProjects(deps: Deps): Promise<void> {
  await enqueue(deps, await readTrackedProjects(deps.store, deps.scope), 'reconcile')
}

/** The same, and lets each sync read all tasks of its project: events may have been lost. */
export async function enqueueReconcileOfAll(deps: Deps): Promise<void> {
  const gids = await readTrackedProjects(deps.store, deps.scope)
  await Promise.all(gids.map((gid) => deps.store.markTasksDirty(gid, [undefined])))
  await enqueue(deps, gids, 'reconcile')
}

/**
 * Enqueues the projects that were never synced. What the portfolios held before does not tell which are new: an attempt
 * that failed later may have saved it.
 */
export async function enqueueNewProjects(deps: Deps): Promise<void> {
  const synced = new Set(await deps.store.readProjectGids())
  const tracked = await readTrackedProjects(deps.store, deps.scope)
  await enqueue(
    deps,
    tracked.filter((gid) => !synced.has(gid)),
    'change',
  )
}

async function enqueue({ queue, scope }: Deps, projectGids: readonly string[], cause: SyncCause): Promise<void> {
  for (const gid of projectGids) await queue.enqueueProjectSync(gid, cause)
  for (const gid of scope.portfolios) await queue.enqueuePortfolioRollup(gid)
}
