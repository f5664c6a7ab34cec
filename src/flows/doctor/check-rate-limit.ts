import { type CheckResult, ok, warning } from './check-result.ts'

const FREE_LIMIT = 150
const PAID_LIMIT = 1500

export type RateLimiterUse = Readonly<{
  /** What is left of the pause after a 429; 0 without one. */
  blockedMs: number
  /** In flight. */
  reads: number
  writes: number
}>

/** The configured rate against the limit of the plan. */
export function checkRequestRate(requestsPerMinute: number, isFreePlan: boolean): CheckResult {
  const limit = isFreePlan ? FREE_LIMIT : PAID_LIMIT
  if (requestsPerMinute < limit)
    return ok('Pace', `At most ${requestsPerMinute} requests a minute; Asana allows ${limit}.`)
  return warning(
    'Pace',
    `ASANA_REQUESTS_PER_MINUTE is ${requestsPerMinute}, and this plan allows ${limit}.`,
    `Set ASANA_REQUESTS_PER_MINUTE to ${isFreePlan ? 140 : 1400}.`,
  )
}

/** The shared rate limiter: requests in flight, and a pause after a 429. */
export function checkRateLimiter({ blockedMs, reads, writes }: RateLimiterUse): CheckResult {
  if (blockedMs <= 0) return ok('Budget', `${reads} of 50 reads and ${writes} of 15 writes are under way.`)
  return warning(
    'Budget',
    `Asana asked everybody to wait for another ${Math.ceil(blockedMs / 1000)} s.`,
    'If this comes often, lower ASANA_REQUESTS_PER_MINUTE: something else may be using the same token.',
  )
}
