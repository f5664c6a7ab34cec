import type { PortfolioSummary } from '../domain/model.ts'
import { rollUpPortfolio } from '../flows/portfolios/roll-up-portfolio.ts'
import type { SyncResult } from '../flows/sync/save-project.ts'
import { toListedProjectJson, toPortfolioJson } from '../http/api-json.ts'
import { type FailedItem, forEach } from './for-each-project.ts'
import { describeWrites, percent, plain } from './format.ts'
import { findProjects, type Session } from './session.ts'
import { LOCK_WAIT_MS, syncWhole } from './sync-all.ts'

export type SyncReport = Readonly<{
  projects: readonly SyncResult[]
  portfolios: readonly PortfolioSummary[]
  missed: readonly FailedItem[]
}>

/** `sync [gid]`: refreshes one project, or all of them and then their portfolios; tells each as it is done. */
export async function runSync(session: Session, only: string | undefined): Promise<SyncReport> {
  const { config, deps, print } = session
  const tracked = await findProjects(session)
  const projects: SyncResult[] = []
  const portfolios: PortfolioSummary[] = []
  const missedProjects = await forEach(session, only ? [only] : tracked, async (gid, place) => {
    const result = await syncWhole(deps, gid)
    projects.push(result)
    print(`${place} ${describe(result.summary)}, ${describeWrites(result.writes)}`)
  })
  const missedPortfolios = await forEach(session, only ? [] : config.asana.portfolioGids, async (gid) => {
    const result = await rollUpPortfolio(deps, gid, { lockWaitMs: LOCK_WAIT_MS })
    if (!result) return
    portfolios.push(result.summary)
    print(`Portfolio ${describe(result.summary)}`)
  })
  return { projects, portfolios, missed: [...missedProjects, ...missedPortfolios] }
}

/** The same for a program. */
export function toSyncJson({ projects, portfolios, missed }: SyncReport): object {
  return {
    projects: projects.map(({ summary, writes }) => ({ ...toListedProjectJson(summary), writes })),
    portfolios: portfolios.map(toPortfolioJson),
    missed,
  }
}

function describe({ name, health, attainment }: Pick<PortfolioSummary, 'name' | 'health' | 'attainment'>): string {
  return `${plain(name)}: ${health} (${percent(attainment)})`
}
