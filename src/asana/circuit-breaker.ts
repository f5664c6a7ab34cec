import { type Log, PortError, type RateLimiter } from '../flows/ports/index.ts'
import type { RequestReport } from './gateway.ts'

/** Without the token nothing works: one request asks again after this long. */
const PROBE_INTERVAL_MS = 30_000
/** How soon the others look what has become of it. */
const LOOK_AGAIN_MS = 1_000

export type TokenCircuitBreaker = Readonly<{
  /** The budget as it is handed to the gateway. */
  guard(rateLimiter: RateLimiter): RateLimiter
  /** Hears what became of every request. */
  hear(report: RequestReport): void
  /** Asana refused the token and nobody has been let in since. */
  isTokenRefused(): boolean
}>

/**
 * Who may ask Asana: everybody – but after a refused token one request in half a minute, until it works again, and
 * nobody once the service is ending.
 */
export function createTokenCircuitBreaker(
  log: Log,
  ending: AbortSignal,
  { probeEveryMs = PROBE_INTERVAL_MS }: { probeEveryMs?: number } = {},
): TokenCircuitBreaker {
  const now = () => performance.now()
  let refusedAt: number | undefined
  let isProbing = false

  function enter(): void {
    ending.throwIfAborted()
    if (refusedAt === undefined) return
    const waitMs = refusedAt + probeEveryMs - now()
    if (waitMs > 0) {
      const retryAfterMs = isProbing ? LOOK_AGAIN_MS : waitMs
      throw new PortError('unauthorized', 'Asana', 'the token was refused a moment ago', { retryAfterMs })
    }
    refusedAt = now()
    isProbing = true
  }

  return {
    guard: (rateLimiter) => ({
      ...rateLimiter,
      async acquire(kind) {
        enter()
        const release = await rateLimiter.acquire(kind)
        if (!ending.aborted) return release
        await release()
        throw ending.reason
      },
    }),
    hear({ errorKind, status }) {
      isProbing = false
      if (errorKind === 'unauthorized') {
        if (refusedAt === undefined) {
          log.error({}, 'Asana refuses the token: the work rests until ASANA_ACCESS_TOKEN is valid again')
        }
        refusedAt = now()
      } else if (refusedAt !== undefined && status !== undefined && status < 500 && status !== 429) {
        refusedAt = undefined
        log.info({}, 'Asana accepts the token again: the work goes on')
      }
    },
    isTokenRefused: () => refusedAt !== undefined,
  }
}
