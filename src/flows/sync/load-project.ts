import type { PortfolioContents, StoredProject, StorePort } from '../ports/index.ts'
import { openProjectCache, type ProjectCache } from './project-cache.ts'
import { listTrackedProjects, type Scope } from './tracked-projects.ts'

/** What Redis holds of a project when a sync of it starts. */
export type LoadedProject = Readonly<{
  gid: string
  stored: StoredProject
  cache: ProjectCache
  /** The configured portfolios that hold it, by gid. */
  portfolios: Readonly<Record<string, PortfolioContents>>
  /** The gids of all tracked projects. */
  tracked: readonly string[]
}>

export type LoadDeps = Readonly<{
  store: Pick<StorePort, 'readProject' | 'readPortfolioContents' | 'readVersion' | 'cacheProject' | 'invalidateProject'>
  scope: Scope
}>

/** The first step of a sync. */
export async function loadProject({ store, scope }: LoadDeps, gid: string): Promise<LoadedProject> {
  const [stored, contents] = await Promise.all([store.readProject(gid), store.readPortfolioContents()])
  const holding = Object.entries(contents).filter(([, { projectGids }]) => projectGids.includes(gid))
  return {
    gid,
    stored,
    cache: openProjectCache(store, gid, stored),
    portfolios: Object.fromEntries(holding),
    tracked: listTrackedProjects(contents, scope),
  }
}
