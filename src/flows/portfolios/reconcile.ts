import { runAllThenThrow } from '../ports/run-all.ts'
import { skipIfInaccessible } from '../ports/skip-if-inaccessible.ts'
import type { SyncDeps } from '../sync/sync-project.ts'
import { readTrackedProjects } from '../sync/tracked-projects.ts'
import { WEBHOOK_LOCK } from '../webhooks/admin.ts'
import { reconcileWebhooks } from '../webhooks/reconcile.ts'
import type { WebhookDeps } from '../webhooks/types.ts'
import { connectPortfolio } from './connect-portfolio.ts'

export type ReconcileDeps = SyncDeps &
  Pick<WebhookDeps, 'webhooks' | 'onWebhooks'> &
  Readonly<{
    /** Undefined where Asana is polled: then no webhook is made. */
    publicUrl: string | undefined
  }>

/**
 * Reads the portfolios again, deletes from the store what is no longer tracked, and repairs the webhooks. The projects'
 * tasks are left to their syncs. Throws LockUnavailableError while another process does the same.
 */
export async function reconcile(deps: ReconcileDeps): Promise<void> {
  await deps.store.withLock(WEBHOOK_LOCK, 0, async (lock) => {
    const guarded = { ...deps, asana: deps.asana.withWriteGuard(lock.assertHeld) }
    await connectPortfolios(guarded)
    const tracked = await readTrackedProjects(deps.store, deps.scope)
    await deleteUntracked(guarded, tracked)
    const { publicUrl } = deps
    if (publicUrl) await reconcileWebhooks({ ...guarded, publicUrl }, toResources(deps, tracked))
    else await deps.store.saveUnwatchedProjects([])
  })
}

async function connectPortfolios(deps: ReconcileDeps): Promise<void> {
  const { store, scope } = deps
  await runAllThenThrow(
    scope.portfolios.map(
      (gid) => () => skipIfInaccessible(deps, { kind: 'portfolio', gid }, () => connectPortfolio(deps, gid)),
    ),
  )
  for (const gid of Object.keys(await store.readPortfolioContents())) {
    if (!scope.portfolios.includes(gid)) await store.deletePortfolio(gid)
  }
  // A portfolio's list carries the details of its projects; those named in the configuration alone are read by their sync.
  const listed = new Set(Object.values(await store.readPortfolioContents()).flatMap(({ projectGids }) => projectGids))
  for (const gid of scope.projects) if (!listed.has(gid)) await store.invalidateProject(gid)
}

async function deleteUntracked({ store }: ReconcileDeps, tracked: readonly string[]): Promise<void> {
  const stored = [...(await store.readProjectGids()), ...(await store.readInaccessibleProjects())]
  for (const gid of stored) if (!tracked.includes(gid)) await store.deleteProject(gid)
}

function toResources({ scope }: ReconcileDeps, tracked: readonly string[]) {
  return [
    ...scope.portfolios.map((gid) => ({ gid, kind: 'portfolio' as const })),
    ...tracked.map((gid) => ({ gid, kind: 'project' as const })),
  ]
}
