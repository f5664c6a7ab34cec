import { serviceFinding } from '../../domain/findings.ts'
import type { Fields, Finding } from '../../domain/model.ts'
import type { StoredProject, StorePort } from '../ports/index.ts'
import { openProjectCache, type ProjectCache } from './project-cache.ts'
import { listTrackedProjects, type Scope } from './tracked-projects.ts'

/** What Redis holds of a project when a sync of it starts. */
export type LoadedProject = Readonly<{
  gid: string
  stored: StoredProject
  cache: ProjectCache
  /** Of the configured portfolios that hold it. */
  portfolioGids: readonly string[]
  /** The fields that each of these portfolios gives it. */
  portfolioFields: readonly Fields[]
  /** What a reconcile has found: fields that a portfolio could not be given, a refused webhook. */
  findings: readonly Finding[]
  /** The gids of all tracked projects. */
  tracked: readonly string[]
  /** The gids of what the service fills: fields and health tasks, of all projects. */
  botManagedGids: ReadonlySet<string>
}>

export type LoadDeps = Readonly<{
  store: Pick<
    StorePort,
    | 'readProject'
    | 'readPortfolioContents'
    | 'readUnwatchedProjects'
    | 'readBotManagedGids'
    | 'readVersion'
    | 'cacheProject'
    | 'invalidateProject'
  >
  scope: Scope
}>

/** The first step of a sync. */
export async function loadProject({ store, scope }: LoadDeps, gid: string): Promise<LoadedProject> {
  const [stored, contents, unwatched, botManagedGids] = await Promise.all([
    store.readProject(gid),
    store.readPortfolioContents(),
    store.readUnwatchedProjects(),
    store.readBotManagedGids(),
  ])
  const holding = Object.entries(contents).filter(([, { projectGids }]) => projectGids.includes(gid))
  const portfolios = holding.map(([, portfolio]) => portfolio)
  const findings = portfolios.flatMap((portfolio) => portfolio.findings)
  return {
    gid,
    stored,
    cache: openProjectCache(store, gid, stored),
    portfolioGids: holding.map(([portfolioGid]) => portfolioGid),
    portfolioFields: portfolios.map(({ fields }) => fields),
    findings: unwatched.has(gid) ? [...findings, serviceFinding('webhook-refused', 'register a webhook')] : findings,
    tracked: listTrackedProjects(contents, scope),
    botManagedGids,
  }
}
