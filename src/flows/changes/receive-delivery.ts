import type { AsanaEvent, StorePort, SyncQueue, WebhookRecord } from '../ports/index.ts'
import { type BotIdentity, isRelevant, mayBeEcho } from './is-relevant.ts'
import { markDirty } from './mark-dirty.ts'

export type ReceiverDeps = Readonly<{
  store: Pick<StorePort, 'readBotManagedGids' | 'invalidateProject' | 'markTasksDirty'>
  queue: Pick<SyncQueue, 'enqueueProjectSync' | 'enqueuePortfolioContentsRefresh'>
  /** The user of the access token; rejects while Asana does not tell. */
  readBotGid(): Promise<string>
  countEvents(relevance: 'relevant' | 'irrelevant', count: number): void
}>

/** Takes the events of one delivery. Resolves when their syncs are enqueued; rejects when Redis does not answer. */
export type Receiver = (webhook: WebhookRecord, events: readonly AsanaEvent[]) => Promise<void>

/**
 * What a delivery means: of its relevant events the dirty tasks are marked, an outdated project is dropped from the cache,
 * and a sync is enqueued, in this order, so that no sync starts without the marks that it was enqueued for.
 */
export function createReceiver({ store, queue, readBotGid, countEvents }: ReceiverDeps): Receiver {
  let identity: BotIdentity | undefined

  /** Without the events that echo the service's own writes. An unknown identity costs a needless sync, never a change. */
  async function selectRelevant(events: readonly AsanaEvent[]): Promise<readonly AsanaEvent[]> {
    const known = identity
    const relevant = known ? events.filter((event) => isRelevant(event, known)) : events
    if (known && !relevant.some((event) => mayBeEcho(event, known))) return relevant
    // The worker may have created the field or health task a moment ago.
    const [botGid, botManagedGids] = await Promise.all([readBotGid().catch(() => ''), store.readBotManagedGids()])
    const fresh = { botGid, botManagedGids }
    if (botGid) identity = fresh
    return relevant.filter((event) => isRelevant(event, fresh))
  }

  async function enqueueProject(gid: string, relevant: readonly AsanaEvent[]): Promise<void> {
    await markDirty(store, gid, relevant)
    await queue.enqueueProjectSync(gid)
  }

  /** A portfolio's webhook tells which of its projects changed, and that projects came or went. */
  async function enqueuePortfolio(relevant: readonly AsanaEvent[]): Promise<void> {
    const isOfProject = ({ action, resourceType }: AsanaEvent) => action === 'changed' && resourceType === 'project'
    const changes = Map.groupBy(relevant.filter(isOfProject), ({ resourceGid }) => resourceGid)
    await Promise.all([
      ...[...changes].map(([gid, events]) => enqueueProject(gid, events)),
      relevant.every(isOfProject) ? undefined : queue.enqueuePortfolioContentsRefresh(),
    ])
  }

  return async ({ kind, resourceGid }, events) => {
    const relevant = await selectRelevant(events)
    if (kind === 'portfolio') await enqueuePortfolio(relevant)
    else if (relevant.length > 0) await enqueueProject(resourceGid, relevant)
    countEvents('relevant', relevant.length)
    countEvents('irrelevant', events.length - relevant.length)
  }
}
