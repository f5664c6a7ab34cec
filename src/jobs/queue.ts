import { type JobsOptions, Queue } from 'bullmq'
import type { Cluster, Redis } from 'ioredis'
import { createCoalescer } from './coalesce.ts'

/** What the queue carries: ids, and since when. Whoever takes a job reads the present state. */
export type JobData = {
  /** Refresh one project. */
  sync: {
    projectGid: string
    /** When the first change it takes in was heard of, in milliseconds; absent from a full compare. */
    firstEventAt?: number
  }
  /** Roll up one portfolio. */
  rollup: { portfolioGid: string }
  /** The projects of the portfolios are others now: look which. */
  members: Record<string, never>
  /** Compare everything: portfolios, webhooks, projects. */
  reconcile: Record<string, never>
  /** The weekly hour has come. */
  weekly: Record<string, never>
  /** Ask Asana for changes, where it cannot reach us. */
  poll: Record<string, never>
}
export type JobName = keyof JobData

export const QUEUE_NAME = 'work'
/** Keeps all keys of the queue in one slot of a cluster. */
export const QUEUE_PREFIX = '{v2mom}'

/** Live changes go first, full compares last. */
const PRIORITY = { live: 1, rollup: 2, compare: 10 } as const
export type Urgency = 'live' | 'compare'

/** Changes of several projects of a portfolio become one rollup. */
const ROLLUP_DEBOUNCE_MS = 500

/** Asana being away is waited out for about a day, until a later compare takes over; poison ends in the worker. */
const ATTEMPTS = 2_000

export type Jobs = {
  /** Rings for a project. A burst becomes one refresh after the quiet time; a ring during a refresh makes one more. */
  enqueueProjectSync(projectGid: string, urgency?: Urgency): Promise<void>
  /** Rings for a project whose refresh is still to start; false when there is none to join. One short round trip. */
  coalesceProjectSync(projectGid: string): Promise<boolean>
  enqueuePortfolioRollup(portfolioGid: string, delayMs?: number): Promise<void>
  /** Rings for the portfolios: projects came or went. */
  enqueueMembershipRefresh(): Promise<void>
  enqueueReconcile(delayMs?: number): Promise<void>
  schedule(plan: Schedule): Promise<void>
  /** False after Redis lost its memory. */
  isScheduled(): Promise<boolean>
  counts(): Promise<Readonly<Record<string, number>>>
  /** Something waits, runs, or is to run within a minute. */
  hasPendingJobs(): Promise<boolean>
}

export type Schedule = Readonly<{
  reconcileEveryMs: number
  rollupCron: string
  timeZone: string
  /** Undefined: webhooks ring, nobody polls. */
  pollEveryMs: number | undefined
}>

export type WorkQueue = Queue<JobData[JobName], void, JobName>

/** The queue itself, to be closed by whoever opened it. */
export function openQueue(connection: Redis | Cluster): WorkQueue {
  const queue: WorkQueue = new Queue(QUEUE_NAME, {
    connection,
    prefix: QUEUE_PREFIX,
    defaultJobOptions: {
      attempts: ATTEMPTS,
      backoff: { type: 'patient' },
      removeOnComplete: true,
      removeOnFail: { age: 7 * 24 * 60 * 60, count: 1000 },
    },
  })
  queue.on('error', () => {}) // the worker's connection reports the same trouble
  return queue
}

/** What the service asks of its queue. */
export function createJobs(
  queue: WorkQueue,
  { debounceMs, rollupDebounceMs = ROLLUP_DEBOUNCE_MS }: { debounceMs: number; rollupDebounceMs?: number | undefined },
): Jobs {
  const join = createCoalescer(getConnection(queue), queue, PRIORITY.live)
  const joinAny = createCoalescer(getConnection(queue), queue, PRIORITY.compare)
  async function add<Name extends JobName>(name: Name, id: string, data: JobData[Name], options: JobsOptions) {
    await queue.add(name, data, { ...options, deduplication: { id, keepLastIfActive: true } })
  }

  function coalesceProjectSync(projectGid: string): Promise<boolean> {
    const data: JobData['sync'] = { projectGid, firstEventAt: Date.now() }
    return join({ deduplicationId: syncId(projectGid), data })
  }

  return {
    async enqueueProjectSync(projectGid, urgency = 'live') {
      const deduplicationId = syncId(projectGid)
      const priority = PRIORITY[urgency]
      if (urgency === 'compare') {
        const data = { projectGid }
        // Adding would take the place, and with it the urgency, of a ring that follows the run of the moment.
        if (!(await joinAny({ deduplicationId, data }))) await add('sync', deduplicationId, data, { priority })
        return
      }
      const data = { projectGid, firstEventAt: Date.now() }
      const adding = add('sync', deduplicationId, data, { delay: debounceMs, priority })
      // The job that is found instead may be one of a compare, which would let this ring wait for all others.
      await Promise.all([adding, coalesceProjectSync(projectGid)])
    },
    coalesceProjectSync,
    async enqueuePortfolioRollup(portfolioGid, delayMs = 0) {
      const id = delayMs > 0 ? `late-rollup-${portfolioGid}` : `rollup-${portfolioGid}`
      await add('rollup', id, { portfolioGid }, { delay: delayMs || rollupDebounceMs, priority: PRIORITY.rollup })
    },
    async enqueueMembershipRefresh() {
      await add('members', 'members', {}, { delay: debounceMs, priority: PRIORITY.live })
    },
    async enqueueReconcile(delayMs = 0) {
      await add('reconcile', 'reconcile', {}, { delay: delayMs, priority: PRIORITY.compare })
    },
    async schedule({ reconcileEveryMs, rollupCron, timeZone, pollEveryMs }) {
      // Everything is compared once at every start, so the schedule begins one interval later.
      const later = { every: reconcileEveryMs, startDate: Date.now() + reconcileEveryMs }
      await queue.upsertJobScheduler('reconcile', later, { name: 'reconcile', data: {} })
      await queue.upsertJobScheduler('weekly', { pattern: rollupCron, tz: timeZone }, { name: 'weekly', data: {} })
      if (pollEveryMs) await queue.upsertJobScheduler('poll', { every: pollEveryMs }, { name: 'poll', data: {} })
      else await queue.removeJobScheduler('poll')
    },
    async isScheduled() {
      return (await queue.getJobScheduler('reconcile')) !== undefined
    },
    counts: () => queue.getJobCounts(),
    async hasPendingJobs() {
      const { waiting = 0, prioritized = 0, active = 0 } = await queue.getJobCounts()
      if (waiting + prioritized + active > 0) return true
      const delayed = await queue.getDelayed()
      return delayed.some((job) => job.name !== 'poll' && job.timestamp + (job.opts.delay ?? 0) < Date.now() + 60_000)
    },
  }
}

function syncId(projectGid: string): string {
  return `sync-${projectGid}`
}

/** The one it was opened with, which fails as fast as the queue itself. */
function getConnection(queue: WorkQueue): Redis | Cluster {
  return queue.opts.connection as Redis | Cluster
}
