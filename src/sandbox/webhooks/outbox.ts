import type { DeliveryFault, Faults } from '../faults.ts'
import type { State, Webhook } from '../state.ts'
import { noteFailure, noteSuccess } from './health.ts'
import { isTaken, post, sign } from './send.ts'

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

export type Outbox = Readonly<{
  push(event: CompactEvent): void
  /** Sends an empty delivery. */
  beat(): void
  isIdle(): boolean
  close(): void
}>

const LONGEST_WAIT_MS = 3_600_000

/** What waits for one webhook: one delivery at a time, repeated until it is taken or the webhook is gone. */
export function createOutbox(webhook: Webhook, deps: OutboxDeps): Outbox {
  const waiting: CompactEvent[] = []
  const timers = new Set<NodeJS.Timeout>()
  let isSending = false
  let isBeatDue = false

  return {
    push(event) {
      waiting.push(event)
      schedule()
    },
    beat() {
      isBeatDue = true
      schedule()
    },
    isIdle: () => !isSending && timers.size === 0,
    close() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      waiting.length = 0
    },
  }

  function schedule(): void {
    if (!isSending && timers.size === 0) after(deps.deliverAfterMs, () => void flush())
  }

  function after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.add(timer)
  }

  async function flush(): Promise<void> {
    const events = waiting.splice(0)
    const isBeat = isBeatDue && events.length === 0
    isBeatDue = false
    if (events.length > 0 || isBeat) await deliver(events)
    if (waiting.length > 0) schedule()
    else if (timers.size === 0) deps.rested()
  }

  async function deliver(events: CompactEvent[]): Promise<void> {
    isSending = true
    const fault = deps.faults.takeDelivery(webhook.gid)
    await apply(fault, events)
    isSending = false
  }

  async function apply(fault: DeliveryFault | undefined, events: CompactEvent[]): Promise<void> {
    if (fault?.kind === 'drop') return note(events, 1, 0, true)
    if (fault?.kind === 'delay') await pause(fault.delayMs ?? 1000)
    const sent = fault?.kind === 'reorder' ? events.toReversed() : events
    await untilTaken(sent)
    if (fault?.kind === 'double') await untilTaken(sent)
  }

  async function untilTaken(events: CompactEvent[]): Promise<void> {
    const body = JSON.stringify({ events })
    for (let attempt = 1; isAlive(); attempt += 1) {
      const reply = await post(webhook.target, { 'X-Hook-Signature': sign(webhook.secret, body) }, body)
      note(events, attempt, reply.status, false)
      if (isTaken(reply)) return noteSuccess(webhook, deps.state.now())
      const waitMs = Math.min(Math.max(deps.deliverAfterMs, 1) * 2 ** attempt, LONGEST_WAIT_MS)
      noteFailure(deps.state, webhook, reply, waitMs)
      if (isAlive()) await pause(waitMs)
    }
  }

  function isAlive(): boolean {
    return deps.state.tables.webhook.has(webhook.gid)
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => after(ms, resolve))
  }

  function note(events: CompactEvent[], attempt: number, status: number, lost: boolean): void {
    deps.note({ webhook: webhook.gid, target: webhook.target, at: deps.state.now(), events, attempt, status, lost })
  }
}
