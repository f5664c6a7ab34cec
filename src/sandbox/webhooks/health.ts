import type { State, Webhook } from '../state.ts'
import type { Reply } from './send.ts'

const GIVEN_UP_AFTER_MS = 24 * 3_600_000

/** A delivery was taken: whatever had failed is forgotten. */
export function noteSuccess(webhook: Webhook, now: Date): void {
  webhook.active = true
  webhook.lastSuccessAt = now
  webhook.deliveryRetryCount = 0
  webhook.nextAttemptAfter = undefined
  webhook.failureDeletionAt = undefined
}

/** A delivery failed; a webhook that has failed for 24 hours is deleted. */
export function noteFailure(state: State, webhook: Webhook, reply: Reply, waitMs: number): void {
  const now = state.now()
  webhook.lastFailureAt = now
  webhook.lastFailureContent = reply.error ?? `HTTP status ${reply.status}`
  webhook.deliveryRetryCount += 1
  webhook.nextAttemptAfter = new Date(now.getTime() + waitMs)
  webhook.failureDeletionAt ??= new Date(now.getTime() + GIVEN_UP_AFTER_MS)
  if (now >= webhook.failureDeletionAt) state.tables.webhook.delete(webhook.gid)
}
