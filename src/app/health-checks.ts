import { PortError } from '../flows/ports/index.ts'
import type { CheckState, HealthDeps } from '../http/health.ts'
import type { Jobs } from '../jobs/queue.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { createScrape } from '../metrics/scrape.ts'
import { isAnswering } from '../store/redis-client.ts'
import type { Context } from './context.ts'
import { readServiceStats } from './service-stats.ts'

/** How a process tells how it is and what it counts: a server, or a worker of its own. */
export function createHealth(context: Context, jobs: Jobs, { registry }: Metrics): HealthDeps {
  return {
    checks: createChecks(context, jobs),
    metrics: createScrape(registry, () => readServiceStats(context, jobs)),
  }
}

function createChecks(
  { redis, asana, isTokenRejected }: Context,
  jobs: Jobs,
): Readonly<Record<string, () => Promise<CheckState>>> {
  let asked: { at: number; state: CheckState } | undefined
  return {
    redis: async () => ({ ok: await isAnswering(redis), state: 'answers' }),
    queue: async () => {
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = await jobs.counts()
      return {
        ok: true,
        state: `${waiting + prioritized} waiting, ${active} active, ${delayed} delayed, ${failed} failed`,
      }
    },
    // Asked at most every half minute: readiness probes must not eat the budget.
    asana: async () => {
      if (asked && !isTokenRejected() && Date.now() - asked.at < 30_000) return asked.state
      const state = await asana.readMe().then(
        () => ({ ok: true, state: 'the token works' }),
        (error: unknown) => ({ ok: false, state: toAsanaState(error) }),
      )
      // While the token is refused the gate before Asana keeps the questions apart.
      asked = isTokenRejected() ? undefined : { at: Date.now(), state }
      return state
    },
  }
}

/** The route is open, so Asana's own words stay inside. */
function toAsanaState(error: unknown): string {
  const isUnauthorized = error instanceof PortError && error.kind === 'unauthorized'
  return isUnauthorized ? 'Asana refuses the token: put a valid one into ASANA_ACCESS_TOKEN' : 'Asana does not answer'
}
