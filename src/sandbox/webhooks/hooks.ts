import type { Faults } from '../faults.ts'
import { toCompactEvent } from '../shapes/event.ts'
import type { Change, Gid, State, Webhook } from '../state.ts'
import { checkFilters, passes } from './filters.ts'
import { checkTarget, type NewWebhook, shakeHands } from './handshake.ts'
import { type Delivery, Outbox } from './outbox.ts'

/** What webhooks were sent, and what they answered. */
export type Deliveries = Readonly<{
  entries: readonly Delivery[]
  clear(): void
  /** Sends every webhook its heartbeat now. */
  beat(): void
  /** Resolves when no delivery is pending, repeats of failed ones included. */
  settle(): Promise<void>
}>

export type HooksOptions = Readonly<{
  faults: Faults
  deliverAfterMs: number
  heartbeatMs: number
  refuseLocalTargets: boolean
}>

/** The webhooks of a sandbox: handshakes, deliveries and heartbeats. */
export class Hooks {
  readonly #state: State
  readonly #options: HooksOptions
  readonly #outboxes = new Map<Gid, Outbox>()
  readonly #entries: Delivery[] = []
  readonly #heart: NodeJS.Timeout
  #settling: (() => void)[] = []

  constructor(state: State, options: HooksOptions) {
    this.#state = state
    this.#options = options
    this.#heart = setInterval(() => this.#beat(), options.heartbeatMs).unref()
    state.listeners.add((change) => this.#onDelivery(change))
  }

  readonly deliveries: Deliveries = {
    entries: this.#entries,
    clear: () => void this.#entries.splice(0),
    beat: () => this.#beat(),
    settle: () => this.#settle(),
  }

  /** Makes a webhook, within the call that asks for it; its first heartbeat follows at once. */
  async create(user: Gid, input: NewWebhook): Promise<Webhook> {
    checkTarget(input.target, this.#options.refuseLocalTargets)
    checkFilters(this.#state, input.resource, input.filters)
    const webhook = await shakeHands(this.#state, user, input)
    this.#state.tables.webhook.set(webhook.gid, webhook)
    this.#outboxFor(webhook).beat()
    return webhook
  }

  close(): void {
    clearInterval(this.#heart)
    for (const outbox of this.#outboxes.values()) outbox.close()
    this.#release()
  }

  #onDelivery(change: Change): void {
    for (const webhook of this.#state.tables.webhook.values()) {
      if (!change.scopes.has(webhook.resource) || !passes(webhook.filters, change)) continue
      this.#outboxFor(webhook).push(toCompactEvent(change))
    }
  }

  #outboxFor(webhook: Webhook): Outbox {
    const outbox = this.#outboxes.get(webhook.gid) ?? this.#createOutbox(webhook)
    this.#outboxes.set(webhook.gid, outbox)
    return outbox
  }

  #createOutbox(webhook: Webhook): Outbox {
    const { faults, deliverAfterMs } = this.#options
    const note = (delivery: Delivery) => void this.#entries.push(delivery)
    return new Outbox(webhook, { state: this.#state, faults, deliverAfterMs, note, rested: () => this.#rested() })
  }

  #beat(): void {
    for (const webhook of this.#state.tables.webhook.values()) this.#outboxFor(webhook).beat()
  }

  #settle(): Promise<void> {
    return new Promise((resolve) => {
      this.#settling.push(resolve)
      this.#rested()
    })
  }

  #rested(): void {
    if ([...this.#outboxes.values()].every((outbox) => outbox.isIdle)) this.#release()
  }

  #release(): void {
    for (const resolve of this.#settling) resolve()
    this.#settling = []
  }
}
