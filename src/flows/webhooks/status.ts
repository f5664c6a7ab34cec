import type { Instant } from '../../domain/model.ts'
import type { Webhook, WebhookRecord } from '../ports/index.ts'
import { toTarget } from './target-url.ts'

export const WEBHOOK_STATES = [
  'good',
  'elsewhere', // its address is not this service's
  'forgotten', // nothing, or something else, is remembered under its token
  'no-secret', // its deliveries cannot be verified
  'dying', // it has failed for so long that Asana deletes it soon
  'inactive', // Asana has switched it off after a failure
  'silent', // neither changes nor heartbeats came for longer than Asana lets pass between two
] as const
/** Whether a registration does its work, and if not, why. All but `good` are replaced. */
export type WebhookState = (typeof WEBHOOK_STATES)[number]

const HOUR_MS = 3_600_000
/** Asana sends an empty delivery every 8 hours; most deliveries arrive within 10 minutes. */
const MAX_SILENCE_MS = 9 * HOUR_MS
/** Asana deletes a webhook after 24 hours of failures: half of that is left to its own repeating. */
const EXPIRY_MARGIN_MS = 12 * HOUR_MS

/** Judges one registration of ours by what Asana tells of it and what was heard of it. */
export function webhookStatus(
  webhook: Webhook,
  hook: WebhookRecord | undefined,
  { publicUrl, now }: { publicUrl: string; now: Date },
): WebhookState {
  if (hook === undefined || hook.resourceGid !== webhook.resourceGid) return 'forgotten'
  if (webhook.target !== toTarget(publicUrl, hook.token)) return 'elsewhere'
  if (hook.secret === undefined) return 'no-secret'
  if (isExpiring(webhook, now)) return 'dying'
  if (isSwitchedOff(webhook)) return 'inactive'
  return now.getTime() - lastDeliveryAt_(hook) > MAX_SILENCE_MS ? 'silent' : 'good'
}

/** Whether Asana is repeating a delivery that failed. */
export function isFailing({ deliveryRetryCount = 0, failureDeletionAt }: Webhook): boolean {
  return deliveryRetryCount > 0 || failureDeletionAt !== undefined
}

function isExpiring({ failureDeletionAt }: Webhook, now: Date): boolean {
  return failureDeletionAt !== undefined && toMs(failureDeletionAt) - now.getTime() < EXPIRY_MARGIN_MS
}

/** Not active says nothing by itself: Asana's own example of a webhook just created shows it. */
function isSwitchedOff({ active, lastFailureAt, lastSuccessAt }: Webhook): boolean {
  if (active || lastFailureAt === undefined) return false
  return lastSuccessAt === undefined || toMs(lastFailureAt) > toMs(lastSuccessAt)
}

function lastDeliveryAt_({ createdAt, lastDeliveryAt }: WebhookRecord): number {
  return Math.max(toMs(createdAt), lastDeliveryAt === undefined ? 0 : toMs(lastDeliveryAt))
}

function toMs(instant: Instant): number {
  return Date.parse(instant)
}
