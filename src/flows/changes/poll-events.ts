import type { AsanaPort, EventsPage, Log, StorePort, SyncQueue } from '../ports/index.ts'
import { runAllThenThrow } from '../ports/run-all.ts'
import { isInaccessible, skipIfInaccessible } from '../ports/skip-if-inaccessible.ts'
import { readTrackedProjects, type Scope } from '../sync/tracked-projects.ts'
import { type BotIdentity, isRelevant } from './is-relevant.ts'
import { markAllDirty, markDirty } from './mark-dirty.ts'

export type PollDeps = Readonly<{
  asana: Pick<AsanaPort, 'readEvents' | 'readPortfolioItems'>
  store: StorePort
  queue: Pick<SyncQueue, 'enqueueProjectSync' | 'enqueuePortfolioContentsRefresh'>
  log: Log
  scope: Scope
  botGid: string
}>

/** Asks Asana what changed in every tracked project and portfolio, and enqueues what is to be synced. */
export async function pollEvents(deps: PollDeps): Promise<void> {
  const { store, scope, botGid } = deps
  const identity = { botGid, botManagedGids: await store.readBotManagedGids() }
  const projectGids = await readTrackedProjects(store, scope)
  await runAllThenThrow([
    ...scope.portfolios.map((gid) => () => pollPortfolio(deps, gid)),
    ...projectGids.map(
      (gid) => () => skipIfInaccessible(deps, { kind: 'project', gid }, () => pollProject(deps, gid, identity)),
    ),
  ])
}

/** Portfolios have no events, so their list is compared. An inaccessible one is left to the reconcile, which reports it. */
async function pollPortfolio({ asana, store, queue }: PollDeps, gid: string): Promise<void> {
  const known = (await store.readPortfolioContents())[gid]?.projectGids ?? []
  const items = await asana.readPortfolioItems(gid).catch((error: unknown) => {
    if (!isInaccessible(error)) throw error
    return undefined
  })
  const present = items?.projects.map((project) => project.gid) ?? known
  if (present.join() !== known.join()) await queue.enqueuePortfolioContentsRefresh()
}

/** Asana answers with up to 100 events at a time; the rest of a longer list waits for the next poll. */
const MAX_PAGES = 100

/**
 * Reads the events of a project since the cursor that the last poll saved, and enqueues its sync. Without a cursor, and
 * with one that has expired, Asana tells no events, so the project is reconciled.
 */
export async function pollProject(
  { asana, store, queue }: Pick<PollDeps, 'asana' | 'queue'> & { store: EventsStore },
  projectGid: string,
  identity: BotIdentity,
): Promise<void> {
  const cursor = await store.readEventsCursor(projectGid)
  let page: EventsPage | undefined
  let [isChanged, isExpired] = [false, false]
  for (let pages = 0; pages < MAX_PAGES && page?.hasMore !== false; pages += 1) {
    page = await asana.readEvents(projectGid, page?.sync ?? cursor)
    const relevant = page.changes.filter((event) => isRelevant(event, identity))
    if (page.expired) await markAllDirty(store, projectGid)
    await markDirty(store, projectGid, relevant)
    isChanged ||= relevant.length > 0
    isExpired ||= page.expired
  }
  if (isChanged || isExpired) await queue.enqueueProjectSync(projectGid, isChanged ? 'change' : 'reconcile')
  // Saved last: after a crash before this point the next poll reads the same events again.
  if (page) await store.saveEventsCursor(projectGid, page.sync)
}

type EventsStore = Pick<StorePort, 'readEventsCursor' | 'saveEventsCursor' | 'invalidateProject' | 'markTasksDirty'>
