import type { IsoWeek } from '../domain/model.ts'
import { markAllDirty } from '../flows/changes/mark-dirty.ts'
import { connectPortfolio } from '../flows/portfolios/connect-portfolio.ts'
import type { SyncResult } from '../flows/sync/save-project.ts'
import { type SyncDeps, syncProject } from '../flows/sync/sync-project.ts'
import { readTrackedProjects } from '../flows/sync/tracked-projects.ts'
import { describeError } from './errors.ts'
import { retry } from './retry.ts'
import type { Session } from './session.ts'
import type { Output } from './terminal.ts'

/** How long a command waits for a project that the running service is syncing. */
export const LOCK_WAIT_MS = 60_000

/** Reads the configured portfolios again and gives the gids of all tracked projects. */
export async function findProjects({ config, deps, stderr }: Session): Promise<string[]> {
  const { portfolioGids, projectGids } = config.asana
  for (const gid of portfolioGids) await retry(() => connectPortfolio(deps, gid), stderr)
  return readTrackedProjects(deps.store, { projects: projectGids, portfolios: portfolioGids })
}

/** Syncs a project after reading all of it from Asana: while no service ran, no event told of its changes. */
export async function fullSync(deps: SyncDeps, gid: string, dueWeek?: IsoWeek): Promise<SyncResult> {
  // Where a portfolio lists the project, its details were read with the portfolio a moment ago.
  const portfolios = Object.values(await deps.store.readPortfolioContents())
  const isListed = portfolios.some(({ projectGids }) => projectGids.includes(gid))
  await (isListed ? deps.store.markTasksDirty(gid, [undefined]) : markAllDirty(deps.store, gid))
  return syncProject(deps, gid, { dueWeek, lockWaitMs: LOCK_WAIT_MS })
}

export type FailedItem = Readonly<{ gid: string; message: string }>

/**
 * Runs `work` for one gid after the other, with its position such as `[2/5]`. A failure is written to stderr and returned,
 * and the others go on.
 */
export async function forEachGid(
  { stderr }: Pick<Output, 'stderr'>,
  gids: readonly string[],
  work: (gid: string, position: string) => Promise<void>,
): Promise<FailedItem[]> {
  const failed: FailedItem[] = []
  for (const [index, gid] of gids.entries()) {
    const position = `[${index + 1}/${gids.length}]`
    try {
      await retry(() => work(gid, position), stderr)
    } catch (error) {
      const message = describeError(error)
      failed.push({ gid, message })
      stderr(`${position} ${gid}: ${message}`)
    }
  }
  return failed
}
