import type { AsanaPort, Log, WebhookStore } from '../ports/index.ts'

export type WebhookDeps = Readonly<{
  asana: AsanaPort
  webhooks: WebhookStore
  log: Log
  clock: () => Date
  workspaceGid: string
  publicUrl: string
  /** Hears how the webhooks fare after each compare. */
  onWebhooks?: (figures: WebhookCounts) => void
}>

/** How the webhooks fare after a compare, in numbers. */
export type WebhookCounts = Readonly<{
  /** Those that are listened to. */
  listening: number
  /** Of these: Asana is repeating a delivery that failed. */
  failing: number
  /** Made to take the place of one that did its work no more. Events may have been lost meanwhile: read everything. */
  replaced: number
  /** Not made because Asana refused. */
  refused: number
  /** Not made for a reason that passes: to be tried again soon. */
  pending: number
}>
