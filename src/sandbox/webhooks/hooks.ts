import { randomBytes } from 'node:crypto'
import { forbidden, invalid } from '../errors.ts'
import type { Faults } from '../faults.ts'
import { toCompactEvent } from '../shapes/event.ts'
import type { Filter, Gid, State, Webhook } from '../state.ts'
import { checkFilters, passes } from './filters.ts'
import { createOutbox, type Delivery, type Outbox } from './outbox.ts'
import { isTaken, post } from './send.ts'

export type NewWebhook = Readonly<{ resource: Gid; target: string; filters: readonly Filter[] }>

export type Deliveries = Readonly<{
  entries: readonly Delivery[]
  clear(): void
  /** Sends every webhook its heartbeat now. */
  beat(): void
  /** Resolves when no delivery is pending, repeats of failed ones included. */
  settle(): Promise<void>
}>

export type Hooks = Readonly<{
  create(user: Gid, input: NewWebhook): Promise<Webhook>
  deliveries: Deliveries
  close(): void
}>

export type HooksOptions = Readonly<{
  faults: Faults
  deliverAfterMs: number
  heartbeatMs: number
  refuseLocalTargets: boolean
}>

const LOCAL = /^(localhost|.*\.localhost|127\..*|\[::1\]|0\.0\.0\.0)$/

/** The webhooks of a sandbox: handshake, deliveries and heartbeats. */
export function createHooks(state: State, options: HooksOptions): Hooks {
  const outboxes = new Map<Gid, Outbox>()
  const entries: Delivery[] = []
  const waiting: (() => void)[] = []
  const heart = setInterval(beat, options.heartbeatMs)
  heart.unref()

  state.listeners.add((change) => {
    for (const webhook of state.tables.webhook.values()) {
      if (change.scopes.has(webhook.resource) && passes(webhook.filters, change)) {
        outboxFor(webhook).push(toCompactEvent(change))
      }
    }
  })

  return {
    async create(user, input) {
      checkTarget(input.target, options.refuseLocalTargets)
      checkFilters(state, input.resource, input.filters)
      const webhook = toWebhook(state, user, input)
      await shakeHands(webhook)
      state.tables.webhook.set(webhook.gid, webhook)
      outboxFor(webhook).beat()
      return webhook
    },
    deliveries: { entries, clear: () => void entries.splice(0), beat, settle },
    close() {
      clearInterval(heart)
      for (const outbox of outboxes.values()) outbox.close()
    },
  }

  function outboxFor(webhook: Webhook): Outbox {
    const { faults, deliverAfterMs } = options
    const note = (delivery: Delivery) => void entries.push(delivery)
    const outbox = outboxes.get(webhook.gid) ?? createOutbox(webhook, { state, faults, deliverAfterMs, note, rested })
    outboxes.set(webhook.gid, outbox)
    return outbox
  }

  function beat(): void {
    for (const webhook of state.tables.webhook.values()) outboxFor(webhook).beat()
  }

  function settle(): Promise<void> {
    return new Promise((resolve) => {
      waiting.push(resolve)
      rested()
    })
  }

  function rested(): void {
    if ([...outboxes.values()].every((outbox) => outbox.isIdle())) for (const resolve of waiting.splice(0)) resolve()
  }
}

function checkTarget(target: string, refuseLocal: boolean): void {
  if (!URL.canParse(target) || !/^https?:/.test(target)) throw invalid(`target: Not a valid URL: ${target}`)
  if (refuseLocal && LOCAL.test(new URL(target).hostname)) {
    throw forbidden(`target: The host of ${target} cannot be reached by webhooks`)
  }
}

function toWebhook(state: State, user: Gid, input: NewWebhook): Webhook {
  return {
    ...input,
    gid: state.nextGid(),
    secret: randomBytes(32).toString('hex'),
    user,
    active: false,
    createdAt: state.now(),
    lastSuccessAt: undefined,
    lastFailureAt: undefined,
    lastFailureContent: '',
    deliveryRetryCount: 0,
    nextAttemptAfter: undefined,
    failureDeletionAt: undefined,
  }
}

/** Only a target that gives the secret back becomes a webhook. */
async function shakeHands({ target, secret }: Webhook): Promise<void> {
  const reply = await post(target, { 'X-Hook-Secret': secret }, '{}')
  if (isTaken(reply) && reply.secret === secret) return
  const reason = reply.error ?? `it answered ${reply.status}${isTaken(reply) ? ' without the secret' : ''}`
  throw invalid(`target: The handshake with ${target} failed: ${reason}`)
}
