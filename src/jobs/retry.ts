import { DelayedError, type Job, UnrecoverableError } from 'bullmq'
import { LockUnavailableError, PortError, RetryLaterError } from '../flows/ports/index.ts'

/** How soon a job runs again that found a lock taken, or was refused by Asana without a time to come back. */
const RETRY_DELAY_MS = 1_000
/** An error that is no PortError is a bug of this service: a day of retries does not repair it. */
const MAX_ATTEMPTS_FOR_BUGS = 5

/**
 * Delay before the next attempt, in milliseconds: 1 s, 2 s, 4 s … up to 40 s, plus up to a quarter at random, so that many
 * jobs do not come back at once, and all of them within a minute.
 */
export function backoffDelayMs(attemptsMade: number): number {
  const delayMs = Math.min(1_000 * 2 ** (attemptsMade - 1), 40_000)
  return Math.round(delayMs * (1 + Math.random() / 4))
}

/**
 * What the processor of a job throws, so that BullMQ does what the error asks for: the error itself is retried after
 * `backoffDelayMs`, UnrecoverableError fails the job, DelayedError says that it is rescheduled, which costs no attempt.
 */
export async function toJobError(error: unknown, job: Job, token: string | undefined): Promise<unknown> {
  if (error instanceof LockUnavailableError) return reschedule(job, token, RETRY_DELAY_MS)
  if (error instanceof RetryLaterError) return reschedule(job, token, error.waitMs)
  if (!(error instanceof PortError)) {
    return job.attemptsMade + 1 < MAX_ATTEMPTS_FOR_BUGS ? error : toUnrecoverable(error)
  }
  switch (error.kind) {
    case 'rate-limited':
    case 'unauthorized':
      // All other jobs are held back too: by the rate limiter, or by the circuit breaker for the token.
      return reschedule(job, token, error.retryAfterMs ?? RETRY_DELAY_MS)
    case 'transient':
      return error
    case 'payment-required':
    case 'forbidden':
    case 'not-found':
    case 'bad-request':
      return toUnrecoverable(error)
    default:
      return error.kind satisfies never
  }
}

/** Puts a running job back into the queue; the processor has to throw what this returns. */
export async function reschedule(job: Job, token: string | undefined, delayMs: number): Promise<DelayedError> {
  await job.moveToDelayed(Date.now() + delayMs, token)
  return new DelayedError()
}

function toUnrecoverable(error: unknown): UnrecoverableError {
  const failure = new UnrecoverableError(error instanceof Error ? error.message : String(error))
  failure.cause = error
  return failure
}
