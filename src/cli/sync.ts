import type { PortfolioSummary } from '../domain/model.ts'
import { rollUpPortfolio } from '../flows/portfolios/roll-up-portfolio.ts'
import type { SyncResult } from '../flows/sync/save-project.ts'
import { toListedProjectJson, toPortfolioJson } from '../http/api-json.ts'
import { describeWrites, percent, stripControlChars } from './format.ts'
import { type FailedItem, findProjects, forEachGid, fullSync, LOCK_WAIT_MS } from './projects.ts'
import type { Session } from './session.ts'

export type SyncReport = Readonly<{
  projects: readonly SyncResult[]
  portfolios: readonly PortfolioSummary[]
  missed: readonly FailedItem[]
}>

/** `sync [gid]`: syncs one project, or all of them and then their portfolios, and prints a line for each. */
export async function runSync(session: Session, only: string | undefined): Promise<SyncReport> {
  const { config, deps, stdout } = session
  const tracked = await findProjects(session)
  const projects: SyncResult[] = []
  const portfolios: PortfolioSummary[] = []
  const failedProjects = await forEachGid(session, only ? [only] : tracked, async (gid, position) => {
    const result = await fullSync(deps, gid)
    projects.push(result)
    stdout(`${position} ${describe(result.summary)}, ${describeWrites(result.writes)}`)
  })
  const failedPortfolios = await forEachGid(session, only ? [] : config.asana.portfolioGids, async (gid) => {
    const result = await rollUpPortfolio(deps, gid, { lockWaitMs: LOCK_WAIT_MS })
    if (!result) return
    portfolios.push(result.summary)
    stdout(`Portfolio ${describe(result.summary)}`)
  })
  return { projects, portfolios, missed: [...failedProjects, ...failedPortfolios] }
}

/** The report as JSON. */
export function toSyncJson({ projects, portfolios, missed }: SyncReport): object {
  return {
    projects: projects.map(({ summary, writes }) => ({ ...toListedProjectJson(summary), writes })),
    portfolios: portfolios.map(toPortfolioJson),
    missed,
  }
}

function describe({ name, health, attainment }: Pick<PortfolioSummary, 'name' | 'health' | 'attainment'>): string {
  return `${stripControlChars(name)}: ${health} (${percent(attainment)})`
}
