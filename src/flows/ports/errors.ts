/** How a port may fail, by what the caller can do about it. Anything not named here is `transient`. */
export const PORT_ERROR_KINDS = [
  'rate-limited', // 429: wait `retryAfterMs`
  'unauthorized', // 401: the access token is wrong, revoked or not allowed
  'payment-required', // 402: the plan lacks the feature
  'forbidden', // 403, 451: a locked field, or a right that the token's user lacks
  'not-found', // 404
  'bad-request', // other 4xx: repeating the request does not help
  'transient', // 5xx, cut connection, timeout, unreadable answer: try again
] as const

export type PortErrorKind = (typeof PORT_ERROR_KINDS)[number]

/** The one error that a port throws. `cause` never carries the vendor's error, which holds the token. */
export class PortError extends Error {
  override name = 'PortError'
  readonly kind: PortErrorKind
  /** The request that failed, e.g. `updateTaskFields 1201`. */
  readonly operation: string
  /** HTTP status; undefined where no answer came. */
  readonly status: number | undefined
  /** For `rate-limited`, and for `unauthorized` while the circuit breaker for the token is open. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: PortErrorKind,
    operation: string,
    detail: string,
    more: { status?: number | undefined; retryAfterMs?: number | undefined } = {},
  ) {
    super(`${operation}: ${detail}`)
    this.kind = kind
    this.operation = operation
    this.status = more.status
    this.retryAfterMs = more.retryAfterMs
  }
}

/** Thrown by `withLock` when the lock is not free within the caller's wait, and by `assertHeld` of a lock that was lost. */
export class LockUnavailableError extends Error {
  override name = 'LockUnavailableError'
}

/** Thrown by a flow whose rest has to wait: nothing is wrong, run it again in `waitMs` milliseconds. */
export class RetryLaterError extends Error {
  override name = 'RetryLaterError'
  readonly waitMs: number

  constructor(message: string, waitMs: number) {
    super(message)
    this.waitMs = waitMs
  }
}

/** What `reading` gives, or `otherwise` when the object is gone. Throws every other error. */
export async function ignoreNotFound<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof PortError && error.kind === 'not-found') return otherwise
    throw error
  }
}
