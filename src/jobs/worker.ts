import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import type { Cluster, Redis } from 'ioredis'
import { LockUnavailableError, type Log, PortError, RetryLaterError } from '../flows/ports/index.ts'
import { backoffDelayMs } from './backoff.ts'
import { type JobData, type JobName, QUEUE_NAME, QUEUE_PREFIX } from './queue.ts'

/** What each job does. `attempt` counts the failures before, from 0. */
export type Handlers = { readonly [Name in JobName]: (data: JobData[Name], attempt: number) => Promise<void> }

export type WorkerOptions = Readonly<{
  concurrency?: number
  /** How long the jobs of a process that died stay its own; default 10 s. */
  lockMs?: number
  /** Aborted, jobs that still run are given back to the queue. */
  ending: AbortSignal
  log: Log & Readonly<{ debug: Log['info'] }>
  /** Hears how each run of a job ended; one that was put back has not ended. */
  onEnd?: (name: JobName, outcome: JobOutcome) => void
}>

/** `retried` is tried again later; `failed` is given up and kept for a person to look at. */
export type JobOutcome = 'done' | 'retried' | 'failed'

const LOCK_RETRY_MS = 1_000
/** An error that is not Asana's is ours: it will not pass by waiting for long. */
const MAX_ATTEMPTS_FOR_BUGS = 5

/** Takes jobs from the queue and turns failures into its outcomes: wait, try again, give up. */
export function createWorker(
  connection: Redis | Cluster,
  handlers: Handlers,
  { log, ending, concurrency = 10, lockMs = 10_000, onEnd }: WorkerOptions,
) {
  const worker: Worker<JobData[JobName], void, JobName> = new Worker(
    QUEUE_NAME,
    async (job, token) => {
      try {
        await raceShutdown(ending, run(handlers, job))
      } catch (error) {
        throw await (ending.aborted ? reschedule(job, token, 0) : toJobError(error, job, token))
      }
    },
    {
      connection,
      prefix: QUEUE_PREFIX,
      concurrency,
      // A killed process is noticed within seconds, and its jobs are taken up as often as it takes.
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: 10,
      settings: { backoffStrategy: backoffDelayMs },
    },
  )
  worker.on('error', (error) => log.warn({ detail: error.message }, 'The queue is out of reach; trying again'))
  worker.on('completed', (job) => {
    log.debug({ ...toFields(job), ms: (job.finishedOn ?? 0) - (job.processedOn ?? 0) }, 'A job is done')
    onEnd?.(job.name, 'done')
  })
  worker.on('failed', (job, error) => {
    if (!job) return
    const isOver = job.attemptsMade >= (job.opts.attempts ?? 1) || error instanceof UnrecoverableError
    const fields = { ...toFields(job), attempt: job.attemptsMade, detail: error.message }
    if (isOver) log.error(fields, 'A job failed for good')
    else log.warn(fields, 'A job failed and is tried again')
    onEnd?.(job.name, isOver ? 'failed' : 'retried')
  })
  return worker
}

type AnyJob = Job<JobData[JobName], void, JobName>

/** What a log line says of a job: its name, and the project or portfolio it is for. */
function toFields({ name, data }: AnyJob): object {
  const gid = 'projectGid' in data ? data.projectGid : 'portfolioGid' in data ? data.portfolioGid : undefined
  return { job: name, ...(gid === undefined ? {} : { gid }) }
}

async function run(handlers: Handlers, job: AnyJob): Promise<void> {
  const handle = handlers[job.name] as (data: JobData[JobName], attempt: number) => Promise<void>
  await handle(job.data, job.attemptsMade)
}

/** Waits for work until the service ends: what still hangs then is left behind. */
async function raceShutdown(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const end = Promise.withResolvers<never>()
  const stop = () => end.reject(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    await Promise.race([work, end.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function toJobError(error: unknown, job: Job, token: string | undefined): Promise<unknown> {
  if (error instanceof LockUnavailableError) return reschedule(job, token, LOCK_RETRY_MS)
  if (error instanceof RetryLaterError) return reschedule(job, token, error.waitMs)
  if (!(error instanceof PortError))
    return job.attemptsMade + 1 < MAX_ATTEMPTS_FOR_BUGS ? error : failPermanently(error)
  switch (error.kind) {
    case 'rate-limited':
    case 'unauthorized':
      // Nobody else gets through meanwhile either: the budget waits, and the gate before Asana refuses.
      return reschedule(job, token, error.retryAfterMs ?? LOCK_RETRY_MS)
    case 'transient':
      return error
    case 'payment-required':
    case 'forbidden':
    case 'not-found':
    case 'bad-request':
      return failPermanently(error)
    default:
      return error.kind satisfies never
  }
}

async function reschedule(job: Job, token: string | undefined, delayMs: number): Promise<DelayedError> {
  await job.moveToDelayed(Date.now() + delayMs, token)
  return new DelayedError()
}

function failPermanently(error: unknown): UnrecoverableError {
  const failure = new UnrecoverableError(error instanceof Error ? error.message : String(error))
  failure.cause = error
  return failure
}
