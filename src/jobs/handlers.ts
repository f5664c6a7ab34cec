import { pollEvents } from '../flows/changes/poll-events.ts'
import { enqueueAllProjects, enqueueNewProjects, enqueueReconcileOfAll } from '../flows/portfolios/enqueue-syncs.ts'
import { type ReconcileDeps, reconcile } from '../flows/portfolios/reconcile.ts'
import { ROLL_UP_TIMEOUT_MS, rollUpPortfolio } from '../flows/portfolios/roll-up-portfolio.ts'
import { LockUnavailableError, type SyncQueue } from '../flows/ports/index.ts'
import { skipIfInaccessible } from '../flows/ports/skip-if-inaccessible.ts'
import { syncProject } from '../flows/sync/sync-project.ts'
import { dueSlot } from '../flows/sync/weekly-slot.ts'
import type { Handlers } from './worker.ts'

export type HandlerDeps = ReconcileDeps & Readonly<{ queue: SyncQueue; rollupCron: string }>

export type HandlerOptions = Readonly<{
  /** Resolves what the flows need; rejects while Asana does not tell who the token belongs to, and is asked again. */
  resolveDeps: () => Promise<HandlerDeps>
  onReconciled?: () => Promise<void>
}>

/** Which flow each job runs, and which jobs follow from its result. */
export function createHandlers({ resolveDeps, onReconciled }: HandlerOptions): Handlers {
  return {
    async 'sync-project'({ projectGid: gid }) {
      const deps = await resolveDeps()
      const sync = () => syncProject(deps, gid, { dueWeek: dueWeekOf(deps) })
      const result = await skipIfInaccessible(deps, { kind: 'project', gid }, sync)
      if (!result) return
      for (const affectedGid of result.affectedProjectGids) await deps.queue.enqueueProjectSync(affectedGid)
      if (!result.isChanged) return
      for (const portfolioGid of result.portfolioGids) await deps.queue.enqueuePortfolioRollup(portfolioGid)
    },
    async 'roll-up-portfolio'({ portfolioGid: gid }) {
      const deps = await resolveDeps()
      const rollUp = () => rollUpPortfolio(deps, gid, { dueWeek: dueWeekOf(deps) })
      const result = await skipIfInaccessible(deps, { kind: 'portfolio', gid }, rollUp)
      // The sync of each project that posts its update enqueues a rollup; this one is for updates that never come.
      if (!result || result.waitsFor.length === 0) return
      await deps.queue.enqueuePortfolioRollup(gid, ROLL_UP_TIMEOUT_MS + 60_000)
    },
    async 'refresh-portfolio-contents'(_data, attempt) {
      await runReconcile(await resolveDeps(), attempt, enqueueNewProjects)
    },
    async reconcile(_data, attempt) {
      await runReconcile(await resolveDeps(), attempt, enqueueReconcileOfAll)
      await onReconciled?.()
    },
    'post-weekly-updates': async () => enqueueAllProjects(await resolveDeps()),
    'poll-events': async () => pollEvents(await resolveDeps()),
  }
}

function dueWeekOf({ rollupCron, timeZone, clock }: HandlerDeps): string | undefined {
  return dueSlot(rollupCron, timeZone, clock())?.week
}

/** A portfolio or webhook in trouble holds up no project: the first attempt enqueues them although it fails. */
async function runReconcile(
  deps: HandlerDeps,
  attempt: number,
  enqueueFollowUps: (deps: HandlerDeps) => Promise<void>,
): Promise<void> {
  try {
    await reconcile(deps)
  } catch (error) {
    if (attempt === 0 && !(error instanceof LockUnavailableError)) await enqueueFollowUps(deps)
    throw error
  }
  await enqueueFollowUps(deps)
}
