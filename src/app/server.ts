import type { RequestListener } from 'node:http'
import type { PortfolioSummary } from '../domain/model.ts'
import { createReceiver } from '../flows/changes/receive-delivery.ts'
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

/** Wires the HTTP side: what the receiver enqueues, and what the API and the page read. */
export function createServerApp(context: Context, { queue, jobs, metrics }: ServerParts): RequestListener {
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
            webhooks,
            log,
            clock,
            count: metrics.webhook,
            isDown: () => redis.status !== 'ready',
            receive: createReceiver({
              store,
              queue: jobs,
              readBotGid: async () => (await context.resolveFlowDeps()).botGid,
              countEvents: metrics.events,
            }),
          },
        }
      : {}),
  })
}

function isPresent(portfolio: PortfolioSummary | undefined): portfolio is PortfolioSummary {
  return portfolio !== undefined
}
