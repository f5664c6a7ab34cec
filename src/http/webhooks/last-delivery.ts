import type { WebhookReader } from '../../flows/ports/index.ts'

/** To notice hours of silence, minutes are exact enough. */
const NOTE_EVERY_MS = 10 * 60_000

/** Notes that a webhook was heard, once in ten minutes each. Nobody waits for it: a note that fails is made next time. */
export function createLastDeliveryRecorder({
  webhooks,
  clock,
}: {
  webhooks: WebhookReader
  clock: () => Date
}): (token: string) => void {
  const notedAt = new Map<string, number>()
  return (token) => {
    const now = clock()
    if (now.getTime() - (notedAt.get(token) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_MS) return
    notedAt.set(token, now.getTime())
    webhooks.touch(token, now.toISOString()).catch(() => notedAt.delete(token))
  }
}
