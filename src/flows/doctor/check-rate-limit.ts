import { type Line, ok, warning } from './check-result.ts'

const FREE_LIMIT = 150
const PAID_LIMIT = 1500

export type BudgetUse = Readonly<{ blockedMs: number; reads: number; writes: number }>

/** Whether the pace fits what Asana allows. */
export function checkPace(requestsPerMinute: number, isFreePlan: boolean): Line {
  const limit = isFreePlan ? FREE_LIMIT : PAID_LIMIT
  if (requestsPerMinute < limit)
    return ok('Pace', `At most ${requestsPerMinute} requests a minute; Asana allows ${limit}.`)
  return warning(
    'Pace',
    `ASANA_REQUESTS_PER_MINUTE is ${requestsPerMinute}, and this plan allows ${limit}.`,
    `Set ASANA_REQUESTS_PER_MINUTE to ${isFreePlan ? 140 : 1400}.`,
  )
}

/** How much of the shared budget is in use at this moment. */
export function checkBudget({ blockedMs, reads, writes }: BudgetUse): Line {
  if (blockedMs <= 0) return ok('Budget', `${reads} of 50 reads and ${writes} of 15 writes are under way.`)
  return warning(
    'Budget',
    `Asana asked everybody to wait for another ${Math.ceil(blockedMs / 1000)} s.`,
    'If this comes often, lower ASANA_REQUESTS_PER_MINUTE: something else may be using the same token.',
  )
}
