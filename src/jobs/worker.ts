import { type Job, UnrecoverableError, Worker } from 'bullmq'
import type { Cluster, Redis } from 'ioredis'
import type { Log } from '../flows/ports/index.ts'
import { type JobData, type JobName, QUEUE_NAME, QUEUE_PREFIX } from './queue.ts'
import { backoffDelayMs, reschedule, toJobError } from './retry.ts'

/** What each job does. `attempt` is the number of failed attempts before, from 0. */
export type Handlers = { readonly [Name in JobName]: (data: JobData[Name], attempt: number) => Promise<void> }

export type WorkerOptions = Readonly<{
  /** Jobs at a time in this process; default 10. */
  concurrency?: number
  /** A job of a process that died is taken over after this time; default 10,000. */
  lockMs?: number
  /** Aborted at the end of a shutdown: jobs that still run are put back into the queue. */
  shutdown: AbortSignal
  log: Log & Readonly<{ debug: Log['info'] }>
  /** Called after each run of a job, unless it was rescheduled. */
  onEnd?: (name: JobName, outcome: JobOutcome) => void
  /** Called after each run of a handler, also when the job is rescheduled. */
  onRun?: (run: JobRun) => void
}>

/** One run of a handler: how it ended, and how long it took. */
export type JobRun = Readonly<{ name: JobName; data: JobData[JobName]; outcome: 'done' | 'error'; seconds: number }>

/** `retried` runs again later; `failed` does not, and stays on the board for a week. */
export type JobOutcome = 'done' | 'retried' | 'failed'

type AnyJob = Job<JobData[JobName], void, JobName>

/** Takes jobs from the queue, runs their handlers, and logs how they end. The caller closes it. */
export function createWorker(
  connection: Redis | Cluster,
  handlers: Handlers,
  { log, shutdown, concurrency = 10, lockMs = 10_000, onEnd, onRun }: WorkerOptions,
) {
  const worker: Worker<JobData[JobName], void, JobName> = new Worker(
    QUEUE_NAME,
    async (job, token) => {
      const startedAt = performance.now()
      const finish = (outcome: JobRun['outcome']) =>
        onRun?.({ name: job.name, data: job.data, outcome, seconds: (performance.now() - startedAt) / 1000 })
      try {
        await raceShutdown(shutdown, run(handlers, job))
        finish('done')
      } catch (error) {
        finish('error')
        throw await (shutdown.aborted ? reschedule(job, token, 0) : toJobError(error, job, token))
      }
    },
    {
      connection,
      prefix: QUEUE_PREFIX,
      concurrency,
      // A killed process is noticed within seconds, and its jobs are taken over however often that happens.
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: 10,
      settings: { backoffStrategy: backoffDelayMs },
    },
  )
  worker.on('error', (error) => log.warn({ detail: error.message }, 'Queue connection error, retrying'))
  worker.on('completed', (job) => {
    log.debug({ ...toFields(job), ms: (job.finishedOn ?? 0) - (job.processedOn ?? 0) }, 'Job completed')
    onEnd?.(job.name, 'done')
  })
  worker.on('failed', (job, error) => {
    if (!job) return
    const isFinal = job.attemptsMade >= (job.opts.attempts ?? 1) || error instanceof UnrecoverableError
    const fields = { ...toFields(job), attempt: job.attemptsMade, detail: error.message }
    if (isFinal) log.error(fields, 'Job failed for good')
    else log.warn(fields, 'Job failed, will retry')
    onEnd?.(job.name, isFinal ? 'failed' : 'retried')
  })
  return worker
}

/** The job's name, and the gid of its project or portfolio. */
function toFields({ name, data }: AnyJob): object {
  const gid = 'projectGid' in data ? data.projectGid : 'portfolioGid' in data ? data.portfolioGid : undefined
  return { job: name, ...(gid === undefined ? {} : { gid }) }
}

async function run(handlers: Handlers, job: AnyJob): Promise<void> {
  const handle = handlers[job.name] as (data: JobData[JobName], attempt: number) => Promise<void>
  await handle(job.data, job.attemptsMade)
}

/** The result of `work`; rejects when the signal is aborted first, and leaves the work to itself. */
async function raceShutdown(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
