import { DelayedError, type Job, RateLimitError, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { LockBusy, type Log, PortError } from '../flows/ports.ts'
import { type JobData, type JobName, QUEUE_NAME, QUEUE_PREFIX } from './queue.ts'

/** What each job does. */
export type Handlers = { readonly [Name in JobName]: (data: JobData[Name]) => Promise<void> }

export type WorkerOptions = Readonly<{
  concurrency?: number
  log: Log
  onFailure?: (name: string, error: Error) => void
}>

const BUSY_DELAY_MS = 1_000
/** Without the token nothing works: the queue rests this long before it asks again. */
const UNAUTHORIZED_MS = 30_000
/** An error that is not Asana's is ours: it will not pass by waiting for long. */
const OWN_ATTEMPTS = 5

/** Takes jobs from the queue and turns failures into its outcomes: wait, try again, give up. */
export function createWorker(
  connection: Redis,
  handlers: Handlers,
  { log, concurrency = 10, onFailure }: WorkerOptions,
) {
  const worker: Worker<JobData[JobName], void, JobName> = new Worker(
    QUEUE_NAME,
    async (job, token) => {
      try {
        await run(handlers, job)
      } catch (error) {
        throw await toOutcome(error, job, token, worker, log)
      }
    },
    {
      connection,
      prefix: QUEUE_PREFIX,
      concurrency,
      // A killed process is noticed within seconds, and its jobs are taken up as often as it takes.
      lockDuration: 10_000,
      stalledInterval: 5_000,
      maxStalledCount: 10,
      settings: { backoffStrategy: patience },
    },
  )
  worker.on('error', (error) => log.warn({ detail: error.message }, 'The queue is out of reach; trying again'))
  worker.on('failed', (job, error) => {
    if (!job) return
    const isOver = job.attemptsMade >= (job.opts.attempts ?? 1) || error instanceof UnrecoverableError
    const fields = { job: job.name, ...job.data, attempt: job.attemptsMade, detail: error.message }
    if (isOver) log.error(fields, 'A job failed for good')
    else log.warn(fields, 'A job failed and is tried again')
    onFailure?.(job.name, error)
  })
  return worker
}

async function run(handlers: Handlers, job: Job<JobData[JobName], void, JobName>): Promise<void> {
  const handle = handlers[job.name] as (data: JobData[JobName]) => Promise<void>
  await handle(job.data)
}

type Pausable = { rateLimit(ms: number): Promise<void> }

async function toOutcome(
  error: unknown,
  job: Job,
  token: string | undefined,
  worker: Pausable,
  log: Log,
): Promise<unknown> {
  if (error instanceof LockBusy) return putBack(job, token, BUSY_DELAY_MS)
  if (!(error instanceof PortError)) return job.attemptsMade + 1 < OWN_ATTEMPTS ? error : giveUp(error)
  switch (error.failure) {
    case 'rate-limited':
      await worker.rateLimit(error.retryAfterMs ?? BUSY_DELAY_MS)
      return new RateLimitError()
    case 'unauthorized':
      log.error(
        { detail: error.message },
        'Asana refuses the token: put a valid one into ASANA_ACCESS_TOKEN and restart',
      )
      await worker.rateLimit(UNAUTHORIZED_MS)
      return new RateLimitError()
    case 'later':
      return error
    case 'plan':
    case 'refused':
    case 'gone':
    case 'invalid':
      return giveUp(error)
    default:
      return error.failure satisfies never
  }
}

async function putBack(job: Job, token: string | undefined, delayMs: number): Promise<DelayedError> {
  await job.moveToDelayed(Date.now() + delayMs, token)
  return new DelayedError()
}

function giveUp(error: unknown): UnrecoverableError {
  const failure = new UnrecoverableError(error instanceof Error ? error.message : String(error))
  failure.cause = error
  return failure
}

/** 1 s, 2 s, 4 s … up to 2 minutes, spread by a quarter so that many do not return at once. */
function patience(attemptsMade: number): number {
  const delayMs = Math.min(1_000 * 2 ** (attemptsMade - 1), 120_000)
  return Math.round(delayMs * (1 + Math.random() / 4))
}
