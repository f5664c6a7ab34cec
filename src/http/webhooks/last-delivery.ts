import type { WebhookReader } from '../../flows/ports/index.ts'

/** Exact enough to notice hours of silence. */
const RECORD_INTERVAL_MS = 10 * 60_000

/**
 * Records that a delivery of a webhook was accepted, once in ten minutes each. The caller does not wait for it; what
 * cannot be stored is recorded with the next delivery.
 */
export function createLastDeliveryRecorder({
  webhooks,
  clock,
}: {
  webhooks: Pick<WebhookReader, 'touch'>
  clock: () => Date
}): (token: string) => void {
  const recordedAt = new Map<string, number>()
  return (token) => {
    const now = clock()
    if (now.getTime() - (recordedAt.get(token) ?? Number.NEGATIVE_INFINITY) < RECORD_INTERVAL_MS) return
    recordedAt.set(token, now.getTime())
    webhooks.touch(token, now.toISOString()).catch(() => recordedAt.delete(token))
  }
}
