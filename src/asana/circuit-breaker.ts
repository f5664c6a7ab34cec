import { type Log, PortError } from '../flows/ports/index.ts'
import type { RequestReport } from './request.ts'

/** How long after a rejected token a probe is sent. */
const PROBE_INTERVAL_MS = 30_000
/** How soon callers retry while the probe is under way. */
const RETRY_DURING_PROBE_MS = 1_000

/** Opens after a 401; half-open, it lets one request through per interval; closes when Asana accepts the token. */
export type TokenCircuitBreaker = Readonly<{
  /** Throws PortError `unauthorized` with `retryAfterMs` while open; the probe passes. */
  assertClosed(): void
  /** Learns from the outcome of every request. */
  onResponse(report: RequestReport): void
  isTokenRejected(): boolean
}>

export function createTokenCircuitBreaker(
  log: Log,
  { probeIntervalMs = PROBE_INTERVAL_MS }: { probeIntervalMs?: number } = {},
): TokenCircuitBreaker {
  let rejectedAt: number | undefined
  let isProbing = false

  return {
    assertClosed() {
      if (rejectedAt === undefined) return
      const waitMs = rejectedAt + probeIntervalMs - performance.now()
      if (waitMs > 0) {
        const retryAfterMs = isProbing ? RETRY_DURING_PROBE_MS : waitMs
        throw new PortError('unauthorized', 'Asana', 'the token was refused a moment ago', { retryAfterMs })
      }
      rejectedAt = performance.now()
      isProbing = true
    },
    onResponse({ errorKind, status }) {
      isProbing = false
      if (errorKind === 'unauthorized') {
        if (rejectedAt === undefined) log.error({}, 'Asana rejected the access token (401), pausing jobs')
        rejectedAt = performance.now()
      } else if (rejectedAt !== undefined && status !== undefined && status < 500 && status !== 429) {
        rejectedAt = undefined
        log.info({}, 'Access token accepted, resuming jobs')
      }
    },
    isTokenRejected: () => rejectedAt !== undefined,
  }
}
