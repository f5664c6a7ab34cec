import type { PortfolioContents, StorePort } from '../ports/index.ts'

/** What the configuration names: gids of projects, and of portfolios whose projects are tracked. */
export type Scope = Readonly<{ projects: readonly string[]; portfolios: readonly string[] }>

/** The projects to track: those named in the configuration and those its portfolios hold, each once. */
export function listTrackedProjects(
  contents: Readonly<Record<string, PortfolioContents>>,
  { projects, portfolios }: Scope,
): string[] {
  return [...new Set([...projects, ...portfolios.flatMap((gid) => contents[gid]?.projectGids ?? [])])]
}

/** The same from what is stored of the portfolios. */
export async function readTrackedProjects(
  store: Pick<StorePort, 'readPortfolioContents'>,
  scope: Scope,
): Promise<string[]> {
  return listTrackedProjects(await store.readPortfolioContents(), scope)
}
