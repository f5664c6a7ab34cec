import type { AsanaPort, Log, WebhookStore } from '../ports/index.ts'

export type WebhookDeps = Readonly<{
  asana: AsanaPort
  webhooks: WebhookStore
  log: Log
  clock: () => Date
  workspaceGid: string
  publicUrl: string
  /** Called after each reconcile. */
  onWebhooks?: (counts: WebhookCounts) => void
}>

/** The webhooks after a reconcile, in numbers. */
export type WebhookCounts = Readonly<{
  /** Healthy ones, those included that were just made. */
  active: number
  /** Of these: Asana repeats a delivery that failed. */
  failing: number
  /** Made in place of one that was not healthy; events may have been lost meanwhile. */
  replaced: number
  /** Not made because Asana refused. */
  refused: number
  /** Not made for a reason that passes; the next reconcile tries again. */
  pending: number
}>
