import { pollProject } from '../flows/changes/poll-project.ts'
import { connectPortfolio } from '../flows/portfolios/connect-portfolio.ts'
import { ROLL_UP_TIMEOUT_MS, rollUpPortfolio } from '../flows/portfolios/roll-up-portfolio.ts'
import { type Lock, LockUnavailableError, PortError, type WebhookStore } from '../flows/ports/index.ts'
import { type SyncDeps, syncProject } from '../flows/sync/sync-project.ts'
import { readTrackedProjects } from '../flows/sync/tracked-projects.ts'
import { dueSlot } from '../flows/sync/weekly-slot.ts'
import { reconcileWebhooks } from '../flows/webhooks/reconcile.ts'
import type { WebhookCounts } from '../flows/webhooks/types.ts'
import type { Jobs } from './queue.ts'
import { each } from './run-all.ts'
import type { Handlers } from './worker.ts'

export type HandlerDeps = SyncDeps &
  Readonly<{
    jobs: Jobs
    webhooks: WebhookStore
    projectGids: readonly string[]
    portfolioGids: readonly string[]
    publicUrl: string | undefined
    onWebhooks?: (figures: WebhookCounts) => void
    rollupCron: string
  }>

/** What each job does, and which jobs follow from it. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const scope = { projects: deps.projectGids, portfolios: deps.portfolioGids }
  const slot = () => dueSlot(deps.rollupCron, deps.timeZone, deps.clock())

  async function enqueueAllProjects(): Promise<void> {
    for (const gid of await readTrackedProjects(deps.store, scope)) await deps.jobs.enqueueProjectSync(gid, 'compare')
    for (const gid of deps.portfolioGids) await deps.jobs.enqueuePortfolioRollup(gid)
  }

  /** Events may have been lost: no list of tasks is trusted to be whole. */
  async function enqueueReconcileOfAll(): Promise<void> {
    const gids = await readTrackedProjects(deps.store, scope)
    await Promise.all(gids.map((gid) => deps.store.markTasksDirty(gid, [undefined])))
    await enqueueAllProjects()
  }

  /** Those nothing is remembered of; the portfolios' lists may have been saved by an attempt that failed later. */
  async function enqueueNewProjects(): Promise<void> {
    const known = new Set(await deps.store.readProjectGids())
    for (const gid of await readTrackedProjects(deps.store, scope)) {
      if (!known.has(gid)) await deps.jobs.enqueueProjectSync(gid)
    }
    for (const gid of deps.portfolioGids) await deps.jobs.enqueuePortfolioRollup(gid)
  }

  /** A portfolio or webhook in trouble holds up no project: its first attempt rings for them all the same. */
  async function runReconcile(attempt: number, ring: () => Promise<void>): Promise<void> {
    try {
      await deps.store.withLock('reconcile', 0, (lock) => reconcile(guarded(deps, lock), scope))
    } catch (error) {
      if (attempt === 0 && !(error instanceof LockUnavailableError)) await ring()
      throw error
    }
    await ring()
  }

  return {
    async sync({ projectGid }) {
      const result = await skipIfInaccessible(deps, projectGid, () =>
        syncProject(deps, projectGid, { dueWeek: slot()?.week }),
      )
      for (const gid of result?.affectedProjectGids ?? []) await deps.jobs.enqueueProjectSync(gid)
      if (result?.isChanged) for (const gid of result.portfolioGids) await deps.jobs.enqueuePortfolioRollup(gid)
    },
    async rollup({ portfolioGid }) {
      const result = await skipIfInaccessible(
        deps,
        portfolioGid,
        () => rollUpPortfolio(deps, portfolioGid, { dueWeek: slot()?.week }),
        'portfolio',
      )
      // Each update that is still to come rings here; this one rings in case some never come.
      if (result && result.waitsFor.length > 0)
        await deps.jobs.enqueuePortfolioRollup(portfolioGid, ROLL_UP_TIMEOUT_MS + 60_000)
    },
    members: (_data, attempt) => runReconcile(attempt, enqueueNewProjects),
    reconcile: (_data, attempt) => runReconcile(attempt, enqueueReconcileOfAll),
    weekly: enqueueAllProjects,
    async poll() {
      const botManagedGids = await deps.store.readBotManagedGids()
      const projectGids = await readTrackedProjects(deps.store, scope)
      await each([
        ...deps.portfolioGids.map((gid) => () => pollPortfolio(deps, gid)),
        ...projectGids.map((gid) => async () => {
          const isChanged = await skipIfInaccessible(deps, gid, () => pollProject(deps, gid, botManagedGids))
          if (isChanged) await deps.jobs.enqueueProjectSync(gid)
        }),
      ])
    },
  }
}

/** Reads the portfolios again, drops what is no longer mirrored, and repairs the webhooks. */
export async function reconcile(
  deps: HandlerDeps,
  scope: { projects: readonly string[]; portfolios: readonly string[] },
): Promise<void> {
  const { store } = deps
  await each(
    scope.portfolios.map((gid) => () => skipIfInaccessible(deps, gid, () => connectPortfolio(deps, gid), 'portfolio')),
  )
  for (const gid of Object.keys(await store.readPortfolioContents())) {
    if (!scope.portfolios.includes(gid)) await store.deletePortfolio(gid)
  }
  const tracked = await readTrackedProjects(store, scope)
  // The lists of portfolios tell of their projects; the others are asked one by one.
  const listed = new Set(Object.values(await store.readPortfolioContents()).flatMap(({ projectGids }) => projectGids))
  for (const gid of scope.projects) if (!listed.has(gid)) await store.invalidateProject(gid)
  const remembered = [...(await store.readProjectGids()), ...(await store.readInaccessibleProjects())]
  for (const gid of remembered) if (!tracked.includes(gid)) await store.deleteProject(gid)
  if (!deps.publicUrl) return
  await reconcileWebhooks({ ...deps, publicUrl: deps.publicUrl }, [
    ...scope.portfolios.map((gid) => ({ gid, kind: 'portfolio' as const })),
    ...tracked.map((gid) => ({ gid, kind: 'project' as const })),
  ])
}

/** Deps whose writes make sure that the lock is still theirs. */
function guarded(deps: HandlerDeps, lock: Lock): HandlerDeps {
  return { ...deps, asana: deps.asana.withWriteGuard(lock.assertHeld) }
}

/** Portfolios have no events to ask for, so their list is compared. What is out of reach is the compare's to tell. */
async function pollPortfolio(deps: HandlerDeps, gid: string): Promise<void> {
  const known = (await deps.store.readPortfolioContents())[gid]?.projectGids ?? []
  const tasks = await deps.asana.readPortfolioItems(gid).catch((error: unknown) => {
    if (!isInaccessible(error)) throw error
    return undefined
  })
  const present = tasks?.projects.map((project) => project.gid) ?? known
  if (present.join() !== known.join()) await deps.jobs.enqueueMembershipRefresh()
}

/** One project or portfolio that is gone or closed to us must not hold up the others. */
async function skipIfInaccessible<T>(
  deps: HandlerDeps,
  gid: string,
  work: () => Promise<T>,
  kind: 'project' | 'portfolio' = 'project',
): Promise<T | undefined> {
  try {
    const result = await work()
    if (kind === 'project') await deps.store.setInaccessible(gid, false)
    return result
  } catch (error) {
    if (!isInaccessible(error)) throw error
    // A project that stays closed is asked for again and again, where nobody tells us of changes every minute.
    const isNews = kind === 'portfolio' || !(await deps.store.readInaccessibleProjects()).has(gid)
    if (error.kind === 'not-found') {
      await (kind === 'project' ? deps.store.deleteProject(gid) : deps.store.deletePortfolio(gid))
    }
    if (kind === 'project') await deps.store.setInaccessible(gid, true)
    if (isNews) {
      deps.log.warn({ gid, kind: error.kind, detail: error.message }, 'Asana does not let us see this any more')
    }
    return undefined
  }
}

function isInaccessible(error: unknown): error is PortError {
  return error instanceof PortError && (error.kind === 'not-found' || error.kind === 'forbidden')
}
