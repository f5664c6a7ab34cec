import type { Express } from 'express'
import type { Context } from './context.ts'
import type { PortfolioSummary } from './domain/model.ts'
import { readMirroredProjects } from './flows/mirrored.ts'
import { type Change, type Hook, PortError } from './flows/ports.ts'
import { isRelevant } from './flows/relevance.ts'
import type { CheckState } from './http/health.ts'
import { renderPage } from './http/page.ts'
import { createApp } from './http/server.ts'
import type { Jobs } from './jobs/queue.ts'
import type { Metrics } from './metrics.ts'

/** Wires the HTTP side: what the receiver rings, and what the API and the page read. */
export function createServerApp(context: Context, jobs: Jobs, metrics: Metrics): Express {
  const { config, log, clock, redis, store, hooks } = context
  const { projectGids, portfolioGids } = config.asana
  const scope = { projects: projectGids, portfolios: portfolioGids }
  const readProjects = async () => store.readSummaries(await readMirroredProjects(store, scope))
  const readPortfolio = async (gid: string) => (await store.readPortfolio(gid)).summary
  return createApp({
    log,
    apiToken: config.http.apiToken,
    health: { checks: createChecks(context, jobs), metrics: metrics.registry },
    api: {
      readProjects,
      readPortfolio,
      readProject: async (gid) => (await store.readProject(gid)).summary,
      readRecords: (gid) => store.readRecords(gid),
    },
    page: async () => {
      const portfolios = (await Promise.all(portfolioGids.map(readPortfolio))).filter(isPresent)
      return renderPage({ portfolios, projects: await readProjects(), now: new Date().toISOString() })
    },
    ...(config.http.publicUrl
      ? {
          webhooks: {
            ...{ hooks, log, clock, count: metrics.webhook, received: createReceiver(context, jobs) },
            isDown: () => redis.status !== 'ready',
          },
        }
      : {}),
  })
}

/** A delivery is a doorbell: it rings for the project, unless it only echoes what the service wrote itself. */
function createReceiver(context: Context, jobs: Jobs): (hook: Hook, changes: readonly Change[]) => Promise<void> {
  const own = createOwnMemory(context)
  return async ({ kind, resourceGid }, changes) => {
    if (kind === 'portfolio') return jobs.compareEverything()
    let relevant = changes.filter((change) => isRelevant(change, own.known()))
    // Ours, but on no field we know: it may have been made a moment ago.
    if (relevant.some(({ userGid }) => !own.known().botGid || userGid === own.known().botGid)) {
      const fresh = await own.read()
      relevant = relevant.filter((change) => isRelevant(change, fresh))
    }
    if (relevant.length > 0) await jobs.refreshProject(resourceGid)
  }
}

type Own = Readonly<{ botGid: string; fieldGids: ReadonlySet<string> }>

/** Who we are in Asana and which fields we fill. Not knowing costs one refresh too many, never a lost change. */
function createOwnMemory({ flows, store }: Context): { known: () => Own; read: () => Promise<Own> } {
  let own: Own = { botGid: '', fieldGids: new Set() }
  return {
    known: () => own,
    async read() {
      const botGid = await flows().then(
        (deps) => deps.botGid,
        () => '',
      )
      own = { botGid, fieldGids: await store.readOwnFields() }
      return own
    },
  }
}

function createChecks(
  { redis, asana, isTokenRefused }: Context,
  jobs: Jobs,
): Readonly<Record<string, () => Promise<CheckState>>> {
  let asked: { at: number; state: CheckState } | undefined
  return {
    redis: async () => ({ ok: (await redis.ping()) === 'PONG', state: 'answers' }),
    queue: async () => {
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = await jobs.counts()
      return {
        ok: true,
        state: `${waiting + prioritized} waiting, ${active} active, ${delayed} delayed, ${failed} failed`,
      }
    },
    // Asked at most every half minute: readiness probes must not eat the budget.
    asana: async () => {
      if (isTokenRefused()) asked = undefined
      if (asked && Date.now() - asked.at < 30_000) return asked.state
      const state = await asana.readMe().then(
        ({ name }) => ({ ok: true, state: `the token of ${name} works` }),
        (error: unknown) => ({ ok: false, state: toAsanaState(error) }),
      )
      asked = { at: Date.now(), state }
      return state
    },
  }
}

/** Anybody may ask, so Asana's own words stay inside. */
function toAsanaState(error: unknown): string {
  const isUnauthorized = error instanceof PortError && error.failure === 'unauthorized'
  return isUnauthorized ? 'Asana refuses the token: put a valid one into ASANA_ACCESS_TOKEN' : 'Asana does not answer'
}

function isPresent(portfolio: PortfolioSummary | undefined): portfolio is PortfolioSummary {
  return portfolio !== undefined
}
