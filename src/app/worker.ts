import { createHandlers } from '../jobs/handlers.ts'
import type { Jobs } from '../jobs/queue.ts'
import { createWorker } from '../jobs/worker.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { saveReconciledAt } from '../store/sync-timestamps.ts'
import type { Context } from './context.ts'
import { waitAtMost } from './timeout.ts'

/** How often the schedules are looked for: they are lost with the data of Redis. */
const SCHEDULE_CHECK_MS = 10_000
/** On shutdown running jobs have this long to finish; then they return to the queue. */
const DRAIN_TIMEOUT_MS = 3_500

export type Work = AsyncDisposable & { start(): Promise<void> }

/** The queue's worker with its schedules. `start` sets the schedules and reconciles once. */
export function startWork(context: Context, jobs: Jobs, metrics: Metrics): Work {
  const { config, log, shutdown, overrides } = context
  const settings = {
    queue: jobs,
    webhooks: context.webhooks,
    publicUrl: config.http.publicUrl,
    rollupCron: config.rollupCron,
    onWebhooks: metrics.webhooks,
    onWrite: metrics.write,
  }
  const handlers = createHandlers({
    resolveDeps: async () => ({ ...(await context.resolveFlowDeps()), ...settings }),
    onReconciled: () => saveReconciledAt(context.redis, context.clock().toISOString()),
  })
  const worker = createWorker(context.connect({ forWorker: true }), handlers, {
    log,
    onEnd: metrics.job,
    onRun: metrics.run,
    shutdown: shutdown.signal,
    ...(overrides.leaseMs ? { lockMs: overrides.leaseMs } : {}),
  })
  let watch: NodeJS.Timeout | undefined

  async function schedule({ delayMs = 0 } = {}): Promise<void> {
    await jobs.schedule({
      reconcileEveryMs: config.reconcileEveryMs,
      rollupCron: config.rollupCron,
      timeZone: config.timeZone,
      pollEveryMs: config.http.publicUrl ? undefined : config.pollEveryMs,
    })
    await jobs.enqueueReconcile(delayMs)
  }

  async function ensureSchedules(): Promise<void> {
    if (await jobs.isScheduled()) return
    log.warn({}, 'Redis data lost, reconciling with Asana')
    // Locks and pending writes are lost too: what is on its way to Asana has to arrive before anything is read there.
    await schedule({ delayMs: context.unackedWriteTtlMs })
  }

  return {
    async start() {
      await schedule()
      // A check that fails says only that Redis is down; the next one comes.
      watch = setInterval(() => void ensureSchedules().catch(() => {}), SCHEDULE_CHECK_MS)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(watch)
      const closed = worker.close()
      await waitAtMost(DRAIN_TIMEOUT_MS / 1000, closed)
      shutdown.abort(new Error('The service is ending'))
      await waitAtMost(1, closed)
    },
  }
}
