import type { StorePort } from '../ports/index.ts'

/** The projects to mirror: those named in the configuration and those its portfolios hold, each once. */
export async function readTrackedProjects(
  store: StorePort,
  { projects, portfolios }: { projects: readonly string[]; portfolios: readonly string[] },
): Promise<string[]> {
  const members = await store.readPortfolioContents()
  return [...new Set([...projects, ...portfolios.flatMap((gid) => members[gid]?.projectGids ?? [])])]
}
