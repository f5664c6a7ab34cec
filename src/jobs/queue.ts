import { type JobsOptions, Queue, type RepeatOptions } from 'bullmq'
import type { Cluster, Redis } from 'ioredis'
import type { SyncQueue } from '../flows/ports/index.ts'

/** The data of each job, by its name: ids only. A job reads the present state, so a change that joins it needs no data. */
export type JobData = {
  'sync-project': {
    projectGid: string
    /**
     * When the change arrived that this sync was enqueued for, in epoch milliseconds; absent from reconciles. Of changes
     * that arrive during a sync, which one more sync takes in together, BullMQ keeps the data of the last.
     */
    eventReceivedAt?: number
  }
  'roll-up-portfolio': { portfolioGid: string }
  /** Reads which projects the portfolios hold, and enqueues the new ones. */
  'refresh-portfolio-contents': Record<string, never>
  /** Compares everything with Asana: portfolios, webhooks, projects. */
  reconcile: Record<string, never>
  /** Enqueues everything at the weekly hour. */
  'post-weekly-updates': Record<string, never>
  /** Asks Asana for events, where it cannot reach this service. */
  'poll-events': Record<string, never>
}
export type JobName = keyof JobData

export const QUEUE_NAME = 'asana-v2mom'
/** A hash tag: keeps all keys of the queue in one slot of a cluster. */
export const QUEUE_PREFIX = '{v2mom}'

/** BullMQ runs lower numbers first. */
const PRIORITY = { change: 1, rollup: 2, reconcile: 10 } as const

/** Changes of several projects of a portfolio become one rollup. */
const ROLLUP_DEBOUNCE_MS = 500

/** About a day of retries while Asana is down, until a later reconcile takes over; the worker ends jobs with bugs sooner. */
const MAX_ATTEMPTS = 2_000

export type Jobs = SyncQueue & {
  enqueueReconcile(delayMs?: number): Promise<void>
  /** Sets the repeated jobs; those of an earlier configuration are replaced. */
  schedule(plan: Schedule): Promise<void>
  /** False after Redis lost its data. */
  isScheduled(): Promise<boolean>
  /** Number of jobs by BullMQ's states: waiting, prioritized, active, delayed, failed … */
  counts(): Promise<Readonly<Record<string, number>>>
  /** A job waits, runs, or is to run within a minute. */
  hasPendingJobs(): Promise<boolean>
}

export type Schedule = Readonly<{
  reconcileEveryMs: number
  rollupCron: string
  timeZone: string
  /** Undefined where webhooks tell of changes. */
  pollEveryMs: number | undefined
}>

export type WorkQueue = Queue<JobData[JobName], void, JobName>

/** The BullMQ queue; the caller closes it. */
export function openQueue(connection: Redis | Cluster): WorkQueue {
  const queue: WorkQueue = new Queue(QUEUE_NAME, {
    connection,
    prefix: QUEUE_PREFIX,
    defaultJobOptions: {
      attempts: MAX_ATTEMPTS,
      backoff: { type: 'capped-exponential' },
      removeOnComplete: true,
      removeOnFail: { age: 7 * 24 * 60 * 60, count: 1000 },
    },
  })
  queue.on('error', () => {}) // the worker's connection reports the same trouble
  return queue
}

/**
 * What the service asks of its queue. Every method rejects when Redis does not answer.
 *
 * Jobs with one deduplication id never run in parallel: while one waits, another is dropped; while one runs, the last one
 * added runs once after it. A change and a reconcile of a project have ids of their own, so that a change does not wait
 * where the reconcile stands in the queue; the project's lock keeps their syncs apart.
 */
export function createJobs(
  queue: WorkQueue,
  { debounceMs, rollupDebounceMs = ROLLUP_DEBOUNCE_MS }: { debounceMs: number; rollupDebounceMs?: number | undefined },
): Jobs {
  async function add<Name extends JobName>(name: Name, id: string, data: JobData[Name], options: JobsOptions) {
    await queue.add(name, data, { ...options, deduplication: { id, keepLastIfActive: true } })
  }

  return {
    async enqueueProjectSync(projectGid, cause = 'change') {
      const priority = PRIORITY[cause]
      if (cause === 'reconcile') return add('sync-project', `reconcile-${projectGid}`, { projectGid }, { priority })
      const data = { projectGid, eventReceivedAt: Date.now() }
      await add('sync-project', `sync-${projectGid}`, data, { priority, delay: debounceMs })
    },
    async enqueuePortfolioRollup(portfolioGid, delayMs = 0) {
      const id = delayMs > 0 ? `roll-up-late-${portfolioGid}` : `roll-up-${portfolioGid}`
      const options = { delay: delayMs || rollupDebounceMs, priority: PRIORITY.rollup }
      await add('roll-up-portfolio', id, { portfolioGid }, options)
    },
    async enqueuePortfolioContentsRefresh() {
      const name = 'refresh-portfolio-contents'
      await add(name, name, {}, { delay: debounceMs, priority: PRIORITY.change })
    },
    async enqueueReconcile(delayMs = 0) {
      await add('reconcile', 'reconcile', {}, { delay: delayMs, priority: PRIORITY.reconcile })
    },
    async schedule({ reconcileEveryMs, rollupCron, timeZone, pollEveryMs }) {
      // Every start reconciles, so the schedule begins one interval later.
      const later = { every: reconcileEveryMs, startDate: Date.now() + reconcileEveryMs }
      await repeat('reconcile', later)
      await repeat('post-weekly-updates', { pattern: rollupCron, tz: timeZone })
      if (pollEveryMs) await repeat('poll-events', { every: pollEveryMs })
      else await queue.removeJobScheduler('poll-events')
    },
    async isScheduled() {
      return (await queue.getJobScheduler('reconcile')) !== undefined
    },
    counts: () => queue.getJobCounts(),
    async hasPendingJobs() {
      const { waiting = 0, prioritized = 0, active = 0 } = await queue.getJobCounts()
      if (waiting + prioritized + active > 0) return true
      const delayed = await queue.getDelayed()
      const soon = Date.now() + 60_000
      return delayed.some((job) => job.name !== 'poll-events' && job.timestamp + (job.opts.delay ?? 0) < soon)
    },
  }

  async function repeat(name: JobName, options: RepeatOptions): Promise<void> {
    await queue.upsertJobScheduler(name, options, { name, data: {} })
  }
}
