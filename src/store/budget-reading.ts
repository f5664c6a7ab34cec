import type { Redis } from 'ioredis'
import { type BudgetOptions, burstOf, toBudgetKeys } from './budget.ts'

/** How the shared budget stands at this moment. */
export type BudgetReading = Readonly<{
  /** Requests that may start at once. */
  left: number
  /** For this long nobody may ask, as Asana wished. */
  blockedMs: number
  reads: number
  writes: number
}>

/** Looks at the budget of all processes without taking anything out of it. */
export async function readBudget(
  redis: Redis,
  { key, requestsPerMinute }: Pick<BudgetOptions, 'key' | 'requestsPerMinute'>,
): Promise<BudgetReading> {
  const keys = toBudgetKeys(key)
  const [[seconds, micros], [tokens, at], blocked] = await Promise.all([
    redis.time(),
    redis.hmget(keys.bucket, 'tokens', 'at'),
    redis.pttl(keys.blocked),
  ])
  const now = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
  const [reads, writes] = await Promise.all([keys.read, keys.write].map((places) => redis.zcount(places, now, '+inf')))
  return {
    left: refilled({ tokens, at, now }, requestsPerMinute),
    ...{ blockedMs: Math.max(blocked, 0), reads: reads ?? 0, writes: writes ?? 0 },
  }
}

type Bucket = Readonly<{ tokens: string | null | undefined; at: string | null | undefined; now: number }>

/** What is in the bucket by now; it is written down only when somebody takes out of it. */
function refilled({ tokens, at, now }: Bucket, requestsPerMinute: number): number {
  const burst = burstOf(requestsPerMinute)
  const since = Math.max(now - Number(at ?? 0), 0)
  return Math.floor(Math.min(burst, Number(tokens ?? burst) + (since * requestsPerMinute) / 60_000))
}
