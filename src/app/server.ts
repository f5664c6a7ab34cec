import type { Express } from 'express'
import type { PortfolioSummary } from '../domain/model.ts'
import { type BotIdentity, isRelevant } from '../flows/changes/is-relevant.ts'
import { markDirty } from '../flows/changes/mark-dirty.ts'
import type { AsanaEvent, WebhookRecord } from '../flows/ports/index.ts'
import { readTrackedProjects } from '../flows/sync/tracked-projects.ts'
import { createBoardRouter } from '../http/board.ts'
import { renderPage } from '../http/dashboard/page.ts'
import { createApp } from '../http/server.ts'
import type { Jobs, WorkQueue } from '../jobs/queue.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Context } from './context.ts'
import { createHealth } from './health-checks.ts'

/** What the HTTP side reaches the rest of the service by. */
export type ServerParts = Readonly<{ queue: WorkQueue; jobs: Jobs; metrics: Metrics }>

/** Wires the HTTP side: what the receiver rings, and what the API and the page read. */
export function createServerApp(context: Context, { queue, jobs, metrics }: ServerParts): Express {
  const { config, log, clock, redis, store, webhooks } = context
  const { projectGids, portfolioGids } = config.asana
  const scope = { projects: projectGids, portfolios: portfolioGids }
  const readProjects = async () => store.readSummaries(await readTrackedProjects(store, scope))
  const readPortfolio = (gid: string) => store.readPortfolio(gid)
  return createApp({
    log,
    apiToken: config.http.apiToken,
    health: createHealth(context, jobs, metrics),
    board: createBoardRouter(queue),
    api: {
      readProjects,
      readPortfolio,
      readProject: async (gid) => (await store.readProject(gid)).summary,
      readRecords: (gid) => store.readRecords(gid),
    },
    page: async () => {
      const portfolios = (await Promise.all(portfolioGids.map(readPortfolio))).filter(isPresent)
      return renderPage({ portfolios, projects: await readProjects(), now: clock().toISOString() })
    },
    ...(config.http.publicUrl
      ? {
          webhooks: {
            ...{ webhooks, log, clock, count: metrics.webhook, ...createReceiver(context, jobs, metrics) },
            isDown: () => redis.status !== 'ready',
          },
        }
      : {}),
  })
}

type Receiver = Readonly<{
  received(hook: WebhookRecord, changes: readonly AsanaEvent[]): Promise<void>
  joined(hook: WebhookRecord, body: Buffer): Promise<boolean>
}>

/** A delivery is a doorbell: it rings for the project, unless it only echoes what the service wrote itself. */
function createReceiver(context: Context, jobs: Jobs, metrics: Metrics): Receiver {
  const own = createBotIdentityCache(context)

  async function enqueueProject(gid: string, relevant: readonly AsanaEvent[]): Promise<void> {
    await markDirty(context.store, gid, relevant)
    if (relevant.length > 0) await jobs.enqueueProjectSync(gid)
  }

  /** A portfolio tells of its projects: which came and went, and which were changed. */
  async function handlePortfolioEvents(relevant: readonly AsanaEvent[]): Promise<void> {
    const changed = relevant.filter(({ action, resourceType }) => action === 'changed' && resourceType === 'project')
    for (const gid of new Set(changed.map(({ resourceGid }) => resourceGid))) await enqueueProject(gid, changed)
    if (relevant.length > changed.length) await jobs.enqueueMembershipRefresh()
  }

  async function received({ kind, resourceGid }: WebhookRecord, changes: readonly AsanaEvent[]): Promise<void> {
    let relevant = changes.filter((change) => isRelevant(change, own.known()))
    // Ours, but on no field we know: it may have been made a moment ago.
    if (relevant.some(({ userGid }) => !own.known().botGid || userGid === own.known().botGid)) {
      const fresh = await own.read()
      relevant = relevant.filter((change) => isRelevant(change, fresh))
    }
    await (kind === 'portfolio' ? handlePortfolioEvents(relevant) : enqueueProject(resourceGid, relevant))
    metrics.events('relevant', relevant.length)
    metrics.events('irrelevant', changes.length - relevant.length)
  }

  /** What may be an echo of our own costs a question anyway, so it is read at once. */
  async function joined({ kind, resourceGid }: WebhookRecord, body: Buffer): Promise<boolean> {
    if (kind !== 'project' || body.includes(own.known().botGid)) return false
    return jobs.coalesceProjectSync(resourceGid)
  }

  return { received, joined }
}

/** Who we are in Asana and which fields we fill. Not knowing costs one refresh too many, never a lost change. */
function createBotIdentityCache({ flows, store }: Context): {
  known: () => BotIdentity
  read: () => Promise<BotIdentity>
} {
  let own: BotIdentity = { botGid: '', botManagedGids: new Set() }
  return {
    known: () => own,
    async read() {
      const botGid = await flows().then(
        (deps) => deps.botGid,
        () => '',
      )
      own = { botGid, botManagedGids: await store.readBotManagedGids() }
      return own
    },
  }
}

function isPresent(portfolio: PortfolioSummary | undefined): portfolio is PortfolioSummary {
  return portfolio !== undefined
}
