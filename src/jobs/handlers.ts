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

/** Which flow each job runs, and which jobs follow from its result. */
export function createHandlers(deps: HandlerDeps): Handlers {
  const { queue } = deps
  const dueWeek = () => dueSlot(deps.rollupCron, deps.timeZone, deps.clock())?.week

  /** A portfolio or webhook in trouble holds up no project: the first attempt enqueues them although it fails. */
  async function runReconcile(attempt: number, enqueueFollowUps: () => Promise<void>): Promise<void> {
    try {
      await reconcile(deps)
    } catch (error) {
      if (attempt === 0 && !(error instanceof LockUnavailableError)) await enqueueFollowUps()
      throw error
    }
    await enqueueFollowUps()
  }

  return {
    async 'sync-project'({ projectGid: gid }) {
      const sync = () => syncProject(deps, gid, { dueWeek: dueWeek() })
      const result = await skipIfInaccessible(deps, { kind: 'project', gid }, sync)
      if (!result) return
      for (const affectedGid of result.affectedProjectGids) await queue.enqueueProjectSync(affectedGid)
      if (result.isChanged)
        for (const portfolioGid of result.portfolioGids) await queue.enqueuePortfolioRollup(portfolioGid)
    },
    async 'roll-up-portfolio'({ portfolioGid: gid }) {
      const rollUp = () => rollUpPortfolio(deps, gid, { dueWeek: dueWeek() })
      const result = await skipIfInaccessible(deps, { kind: 'portfolio', gid }, rollUp)
      // The sync of each project that posts its update enqueues a rollup; this one is for updates that never come.
      if (result && result.waitsFor.length > 0) await queue.enqueuePortfolioRollup(gid, ROLL_UP_TIMEOUT_MS + 60_000)
    },
    'refresh-portfolio-contents': (_data, attempt) => runReconcile(attempt, () => enqueueNewProjects(deps)),
    reconcile: (_data, attempt) => runReconcile(attempt, () => enqueueReconcileOfAll(deps)),
    'post-weekly-updates': () => enqueueAllProjects(deps),
    'poll-events': () => pollEvents(deps),
  }
}
