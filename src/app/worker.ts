import { createHandlers } from '../jobs/handlers.ts'
import type { Jobs } from '../jobs/queue.ts'
import { createWorker, type Handlers } from '../jobs/worker.ts'
import { instrumentHandlers } from '../metrics/instrument-handlers.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { saveReconciledAt } from '../store/sync-timestamps.ts'
import type { Context } from './context.ts'
import { waitAtMost } from './timeout.ts'

/** How often the schedules are looked for: they vanish with Redis's memory. */
const SCHEDULE_CHECK_MS = 10_000
/** At the end the work in hand has this long to finish; then it is given back to the queue. */
const DRAIN_TIMEOUT_MS = 3_500

export type Work = AsyncDisposable & { begin(): Promise<void> }

/** The queue's worker with its schedules. `begin` sets the schedules and compares everything once. */
export function startWork(context: Context, jobs: Jobs, metrics: Metrics): Work {
  const { config, log, ending, overrides } = context
  const handlers = instrumentHandlers(createLazyHandlers(context, jobs, metrics), metrics)
  const worker = createWorker(context.connect({ forWorker: true }), handlers, {
    log,
    onEnd: metrics.job,
    shutdown: ending.signal,
    ...(overrides.leaseMs ? { lockMs: overrides.leaseMs } : {}),
  })
  let watch: NodeJS.Timeout | undefined

  async function begin({ delayMs = 0 } = {}): Promise<void> {
    await jobs.schedule({
      reconcileEveryMs: config.reconcileEveryMs,
      rollupCron: config.rollupCron,
      timeZone: config.timeZone,
      pollEveryMs: config.http.publicUrl ? undefined : config.pollEveryMs,
    })
    await jobs.enqueueReconcile(delayMs)
  }

  async function look(): Promise<void> {
    if (await jobs.isScheduled()) return
    log.warn({}, 'Redis has lost its memory: reading everything again from Asana')
    // Locks and doubts are lost with it: what is on its way to Asana has to arrive before anybody looks there.
    await begin({ delayMs: context.unackedWriteTtlMs })
  }

  return {
    async begin() {
      await begin()
      // A look that fails says only that Redis is away; the next one comes.
      watch = setInterval(() => void look().catch(() => {}), SCHEDULE_CHECK_MS)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(watch)
      const closed = worker.close()
      await waitAtMost(DRAIN_TIMEOUT_MS / 1000, closed)
      ending.abort(new Error('The service is ending'))
      await waitAtMost(1, closed)
    },
  }
}

/** Handlers that first learn who the token belongs to; until Asana answers, jobs wait like for any other failure. */
function createLazyHandlers(context: Context, jobs: Jobs, metrics: Metrics): Handlers {
  const { config, webhooks } = context
  const settings = { publicUrl: config.http.publicUrl, rollupCron: config.rollupCron }
  const counts = { onWebhooks: metrics.webhooks, onWrite: metrics.write }
  const handlers = async () =>
    createHandlers({ ...(await context.flows()), ...settings, ...counts, queue: jobs, webhooks })
  return {
    'sync-project': async (data, attempt) => (await handlers())['sync-project'](data, attempt),
    'roll-up-portfolio': async (data, attempt) => (await handlers())['roll-up-portfolio'](data, attempt),
    'refresh-portfolio-contents': async (data, attempt) =>
      (await handlers())['refresh-portfolio-contents'](data, attempt),
    reconcile: async (data, attempt) => {
      await (await handlers()).reconcile(data, attempt)
      await saveReconciledAt(context.redis, context.clock().toISOString())
    },
    'post-weekly-updates': async (data, attempt) => (await handlers())['post-weekly-updates'](data, attempt),
    'poll-events': async (data, attempt) => (await handlers())['poll-events'](data, attempt),
  }
}
