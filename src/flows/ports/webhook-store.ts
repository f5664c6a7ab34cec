import type { Instant } from '../../domain/model.ts'

/** A registration with Asana, known by the unguessable token in its address. */
export type WebhookRecord = Readonly<{
  token: string
  resourceGid: string
  kind: 'project' | 'portfolio'
  /** Absent until the handshake, and when it cannot be read any more: then the registration is as good as lost. */
  secret?: string
  /** Our request to Asana is still open, so a handshake for this token is awaited. */
  awaitingHandshake: boolean
  /** Asana's gid of the webhook, once the registration has come back. */
  webhookGid?: string
  createdAt: Instant
  /** When a delivery, empty ones included, was last taken; to within some minutes. */
  lastDeliveryAt?: Instant
}>

/** What the receiver needs of the registrations. */
export type WebhookReader = {
  read(token: string): Promise<WebhookRecord | undefined>
  /** Every token that was ever opened and not dropped. */
  readTokens(): Promise<ReadonlySet<string>>
  /** Stores the secret durably, only while a registration is open for this token and none is stored; false otherwise. */
  saveSecret(token: string, secret: string): Promise<boolean>
  /** Remembers that a delivery was taken. */
  touch(token: string, at: Instant): Promise<void>
}

export type WebhookStore = WebhookReader & {
  /** Opens a registration: from now, and for two minutes, one handshake is expected. */
  create(hook: { token: string; resourceGid: string; kind: WebhookRecord['kind']; at: Instant }): Promise<void>
  /** The registration came back with the webhook's gid. */
  confirm(token: string, webhookGid: string): Promise<void>
  delete(token: string): Promise<void>
}
