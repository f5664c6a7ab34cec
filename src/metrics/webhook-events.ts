import { Counter, type Registry } from 'prom-client'
import type { WebhookOutcome } from '../http/webhooks/outcomes.ts'

export type EventMetrics = Readonly<{
  webhook(outcome: WebhookOutcome): void
  events(relevance: Relevance, count: number): void
}>

/** `relevant` asks for a refresh, `portfolio` for a full compare, `irrelevant` for nothing. */
export type Relevance = 'relevant' | 'portfolio' | 'irrelevant'
const RELEVANCES: readonly Relevance[] = ['relevant', 'portfolio', 'irrelevant']

/** Each outcome stands at 0 from the start, so that the first forgery already shows as a rise. */
const OUTCOMES: Readonly<Record<WebhookOutcome, 0>> = {
  ...{ delivery: 0, heartbeat: 0, handshake: 0 },
  ...{ 'bad-signature': 0, 'unknown-token': 0, 'handshake-refused': 0 },
  ...{ 'too-large': 0, 'not-json': 0, aborted: 0, unavailable: 0, error: 0 },
}

/** Counts the requests to the receiver, forged ones included. */
export function createEventMetrics(registry: Registry): EventMetrics {
  const registers = [registry]
  const webhooks = new Counter({
    name: 'v2mom_webhook_requests_total',
    help:
      'Requests to the webhook receiver by outcome. All of them: received; delivery and heartbeat: verified; ' +
      'deliveries divided by the refreshes whose cause is a change are the coalescing; ' +
      'bad-signature, unknown-token and handshake-refused: forged, or meant for a registration that is gone.',
    labelNames: ['outcome'],
    registers,
  })
  const events = new Counter({
    name: 'v2mom_events_total',
    help:
      'Events in the deliveries that were read: relevant ones ask for a refresh, those of a portfolio for a full compare, ' +
      'irrelevant ones are our own echoes or change nothing we show.',
    labelNames: ['relevance'],
    registers,
  })
  for (const outcome of Object.keys(OUTCOMES)) webhooks.inc({ outcome }, 0)
  for (const relevance of RELEVANCES) events.inc({ relevance }, 0)
  return {
    webhook: (outcome) => webhooks.inc({ outcome }),
    events: (relevance, count) => events.inc({ relevance }, count),
  }
}
