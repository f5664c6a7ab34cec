import type { DeliveryFault, Faults } from '../faults.ts'
import type { State, Webhook } from '../state.ts'
import { noteFailure, noteSuccess } from './health.ts'
import { isTaken, post, sign } from './send.ts'
import { Timers } from './timers.ts'

export type CompactEvent = Readonly<Record<string, unknown>>

/** One attempt to deliver; status 0 when there was no answer, and `lost` when a fault swallowed it. */
export type Delivery = Readonly<{
  webhook: string
  target: string
  at: Date
  events: readonly CompactEvent[]
  attempt: number
  status: number
  lost: boolean
}>

export type OutboxDeps = Readonly<{
  state: State
  faults: Faults
  /** Quiet time before events are sent, and the first of the doubling waits after a failure. */
  deliverAfterMs: number
  note: (delivery: Delivery) => void
  /** Called whenever nothing is left to send. */
  rested: () => void
}>

const LONGEST_WAIT_MS = 3_600_000

/** What waits for one webhook: one delivery at a time, repeated until it is taken or the webhook is gone. */
export class Outbox {
  readonly #webhook: Webhook
  readonly #deps: OutboxDeps
  readonly #timers = new Timers()
  #waiting: CompactEvent[] = []
  #isBeatDue = false
  #isSending = false

  constructor(webhook: Webhook, deps: OutboxDeps) {
    this.#webhook = webhook
    this.#deps = deps
  }

  /** Sends an event with all others of the quiet time. */
  push(event: CompactEvent): void {
    this.#waiting.push(event)
    this.#schedule()
  }

  /** Sends an empty delivery, unless events are on their way anyhow. */
  beat(): void {
    this.#isBeatDue = true
    this.#schedule()
  }

  get isIdle(): boolean {
    return !this.#isSending && this.#timers.isEmpty
  }

  close(): void {
    this.#timers.clear()
    this.#waiting = []
  }

  #schedule(): void {
    if (this.isIdle) this.#timers.after(this.#deps.deliverAfterMs, () => void this.#flush())
  }

  async #flush(): Promise<void> {
    const events = this.#waiting
    this.#waiting = []
    this.#isBeatDue = false
    this.#isSending = true
    await this.#deliver(this.#deps.faults.takeDelivery(this.#webhook.gid), events)
    this.#isSending = false
    if (this.#waiting.length > 0 || this.#isBeatDue) this.#schedule()
    else this.#deps.rested()
  }

  async #deliver(fault: DeliveryFault | undefined, events: CompactEvent[]): Promise<void> {
    if (fault?.kind === 'drop') this.#note(events, 1, 0, true)
    if (fault?.kind === 'delay') await this.#timers.pause(fault.delayMs ?? 1000)
    const sent = fault?.kind === 'reorder' ? events.toReversed() : events
    if (fault?.kind !== 'drop') await this.#untilTaken(sent)
    if (fault?.kind === 'double') await this.#untilTaken(sent)
  }

  async #untilTaken(events: CompactEvent[]): Promise<void> {
    const body = JSON.stringify({ events })
    let attempt = 1
    // What was on its way when the webhook went may still arrive, but is not repeated.
    while (!(await this.#attempt(attempt, events, body)) && this.#isAlive) {
      await this.#timers.pause(this.#waitAfter(attempt))
      attempt += 1
    }
  }

  async #attempt(attempt: number, events: CompactEvent[], body: string): Promise<boolean> {
    const { target, secret } = this.#webhook
    const reply = await post(target, { 'X-Hook-Signature': sign(secret, body) }, body)
    this.#note(events, attempt, reply.status, false)
    if (isTaken(reply)) noteSuccess(this.#webhook, this.#deps.state.now())
    else noteFailure(this.#deps.state, this.#webhook, reply, this.#waitAfter(attempt))
    return isTaken(reply)
  }

  #waitAfter(attempt: number): number {
    return Math.min(Math.max(this.#deps.deliverAfterMs, 1) * 2 ** attempt, LONGEST_WAIT_MS)
  }

  get #isAlive(): boolean {
    return this.#deps.state.tables.webhook.has(this.#webhook.gid)
  }

  #note(events: CompactEvent[], attempt: number, status: number, lost: boolean): void {
    const { gid: webhook, target } = this.#webhook
    this.#deps.note({ webhook, target, at: this.#deps.state.now(), events, attempt, status, lost })
  }
}
