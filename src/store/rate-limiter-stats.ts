import { burstOf, type RateLimiterOptions, toRateLimiterKeys } from './rate-limiter.ts'
import { INSPECT } from './rate-limiter-lua.ts'
import type { RedisClient } from './redis-client.ts'

/** How the shared budget stands at this moment. */
export type BudgetReading = Readonly<{
  /** Requests that may start at once. */
  left: number
  /** How long requests are paused, by Asana's Retry-After. */
  blockedMs: number
  reads: number
  writes: number
}>

/** Looks at the budget of all processes without taking anything out of it. */
export async function readRateLimiter(
  redis: RedisClient,
  { key, requestsPerMinute }: Pick<RateLimiterOptions, 'key' | 'requestsPerMinute'>,
): Promise<BudgetReading> {
  const keys = toRateLimiterKeys(key)
  const answer = await redis.eval(INSPECT, 4, keys.bucket, keys.blocked, keys.read, keys.write)
  const [now, tokens, at, blocked, reads, writes] = answer as LookAnswer
  return {
    left: refillTokens({ tokens, at, now }, requestsPerMinute),
    ...{ blockedMs: Math.max(blocked, 0), reads, writes },
  }
}

type LookAnswer = [
  now: number,
  tokens: string | null,
  at: string | null,
  blocked: number,
  reads: number,
  writes: number,
]
type Bucket = Readonly<{ tokens: string | null; at: string | null; now: number }>

/** What is in the bucket by now; it is saved only when a token is taken. */
function refillTokens({ tokens, at, now }: Bucket, requestsPerMinute: number): number {
  const burst = burstOf(requestsPerMinute)
  const since = Math.max(now - Number(at ?? 0), 0)
  return Math.floor(Math.min(burst, Number(tokens ?? burst) + (since * requestsPerMinute) / 60_000))
}
