import type { Instant } from '../../domain/model.ts'
import type { Webhook, WebhookRecord } from '../ports/index.ts'
import { toTarget } from './target-url.ts'

/** Whether a webhook does its work, and if not, why. All but the healthy ones are replaced. */
export type WebhookState =
  | 'healthy'
  | 'wrong-url' // its address is not under PUBLIC_URL
  | 'unknown' // there is no record under its token, or that of another resource
  | 'no-secret' // its deliveries cannot be verified
  | 'expiring' // it has failed for so long that Asana deletes it soon
  | 'inactive' // Asana has switched it off after a failure
  | 'stale' // no delivery came for longer than Asana lets pass between two heartbeats

const HOUR_MS = 3_600_000
/** Asana sends a heartbeat every 8 hours; most deliveries arrive within 10 minutes. */
const MAX_SILENCE_MS = 9 * HOUR_MS
/** Asana deletes a webhook after 24 hours of failed deliveries; the first half of them is left to its retries. */
const EXPIRY_MARGIN_MS = 12 * HOUR_MS

/** The state of a webhook by what Asana tells of it and by its record. */
export function webhookStatus(
  webhook: Webhook,
  record: WebhookRecord | undefined,
  { publicUrl, now }: { publicUrl: string; now: Date },
): WebhookState {
  if (record === undefined || record.resourceGid !== webhook.resourceGid) return 'unknown'
  if (webhook.target !== toTarget(publicUrl, record.token)) return 'wrong-url'
  if (record.secret === undefined) return 'no-secret'
  if (isExpiring(webhook, now)) return 'expiring'
  if (isSwitchedOff(webhook)) return 'inactive'
  return now.getTime() - lastDeliveryAt(record) > MAX_SILENCE_MS ? 'stale' : 'healthy'
}

/** Whether Asana repeats a delivery that failed. */
export function isFailing({ deliveryRetryCount = 0, failureDeletionAt }: Webhook): boolean {
  return deliveryRetryCount > 0 || failureDeletionAt !== undefined
}

function isExpiring({ failureDeletionAt }: Webhook, now: Date): boolean {
  return failureDeletionAt !== undefined && Date.parse(failureDeletionAt) - now.getTime() < EXPIRY_MARGIN_MS
}

/** `active: false` alone says nothing: Asana's own example of a webhook that was just created shows it. */
function isSwitchedOff({ active, lastFailureAt, lastSuccessAt }: Webhook): boolean {
  if (active || lastFailureAt === undefined) return false
  return lastSuccessAt === undefined || Date.parse(lastFailureAt) > Date.parse(lastSuccessAt)
}

/** In epoch milliseconds; a webhook that never delivered counts from its creation. */
function lastDeliveryAt({ createdAt, lastDeliveryAt: at }: WebhookRecord): number {
  const toMs = (instant: Instant | undefined) => (instant === undefined ? 0 : Date.parse(instant))
  return Math.max(toMs(createdAt), toMs(at))
}
