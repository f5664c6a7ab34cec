import { burstOf, type RateLimiterOptions, toRateLimiterKeys } from './rate-limiter.ts'
import { INSPECT } from './rate-limiter-lua.ts'
import type { RedisClient } from './redis-client.ts'

/** The state of the rate limiter, over all processes. */
export type RateLimiterStats = Readonly<{
  /** Requests that may start at once. */
  tokens: number
  /** Remaining pause of all requests, by Asana's Retry-After. */
  blockedMs: number
  /** Requests in flight. */
  reads: number
  writes: number
}>

/** Reads the state without taking a token. */
export async function readRateLimiter(
  redis: RedisClient,
  { key, requestsPerMinute }: Pick<RateLimiterOptions, 'key' | 'requestsPerMinute'>,
): Promise<RateLimiterStats> {
  const keys = toRateLimiterKeys(key)
  const answer = await redis.eval(INSPECT, 4, keys.bucket, keys.blocked, keys.read, keys.write)
  const [now, tokens, at, blocked, reads, writes] = answer as InspectAnswer
  return {
    tokens: refillTokens({ tokens, at, now }, requestsPerMinute),
    blockedMs: Math.max(blocked, 0),
    reads,
    writes,
  }
}

type InspectAnswer = [
  now: number,
  tokens: string | null,
  at: string | null,
  blocked: number,
  reads: number,
  writes: number,
]
type Bucket = Readonly<{ tokens: string | null; at: string | null; now: number }>

/** Tokens in the bucket by now: the saved number is as of the last request. */
function refillTokens({ tokens, at, now }: Bucket, requestsPerMinute: number): number {
  const burst = burstOf(requestsPerMinute)
  const elapsedMs = Math.max(now - Number(at ?? 0), 0)
  return Math.floor(Math.min(burst, Number(tokens ?? burst) + (elapsedMs * requestsPerMinute) / 60_000))
}
