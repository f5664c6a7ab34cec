/** How the world may fail. Anything not named here is `later`: try again. */
export const FAILURES = [
  'rate-limited', // 429: wait `retryAfterMs`
  'unauthorized', // 401: the token is no good
  'plan', // 402: the plan lacks the feature
  'refused', // 403, 451: a locked field or a missing right
  'gone', // 404
  'invalid', // 400: our request was wrong, repeating it will not help
  'later', // 5xx, cut connection, time-out, unreadable answer
] as const

export type Failure = (typeof FAILURES)[number]

/** The one error a port throws; `cause` never carries the vendor's error, which holds the token. */
export class PortError extends Error {
  override name = 'PortError'
  readonly failure: Failure
  /** What was asked, e.g. `updateTask 1201`. */
  readonly operation: string
  readonly status: number | undefined
  /** For `rate-limited`, and for `unauthorized` while nobody asks again. */
  readonly retryAfterMs: number | undefined

  constructor(
    failure: Failure,
    operation: string,
    detail: string,
    more: { status?: number | undefined; retryAfterMs?: number | undefined } = {},
  ) {
    super(`${operation}: ${detail}`)
    this.failure = failure
    this.operation = operation
    this.status = more.status
    this.retryAfterMs = more.retryAfterMs
  }
}

/** Thrown by `withLock` when the lock stays taken for longer than the caller would wait, and by a lock that was lost. */
export class LockUnavailableError extends Error {
  override name = 'LockBusy'
}

/** Thrown when the rest of the work has to wait: nothing went wrong, come back after `waitMs`. */
export class RetryLaterError extends Error {
  override name = 'NotYet'
  readonly waitMs: number

  constructor(message: string, waitMs: number) {
    super(message)
    this.waitMs = waitMs
  }
}
