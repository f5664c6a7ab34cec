import type { Instant } from '../../domain/model.ts'

/** A webhook that the service has registered, known by the unguessable token in its target address. */
export type WebhookRecord = Readonly<{
  token: string
  resourceGid: string
  kind: 'project' | 'portfolio'
  /** Absent until the handshake, and when it cannot be decrypted any more: then the webhook is registered anew. */
  secret?: string
  /** The request that registers it is still open, so Asana's handshake for this token is expected. */
  awaitingHandshake: boolean
  /** Asana's gid, once the registration has been answered. */
  webhookGid?: string
  createdAt: Instant
  /** When a delivery, empty ones included, was last accepted; to within some minutes. */
  lastDeliveryAt?: Instant
}>

/** What the receiver needs. Each method throws the Redis client's error when Redis does not answer. */
export type WebhookReader = {
  read(token: string): Promise<WebhookRecord | undefined>
  /** Every token that was created and not deleted. */
  readTokens(): Promise<ReadonlySet<string>>
  /** Stores the secret, only while a handshake is awaited for this token and no secret is stored; false otherwise. */
  saveSecret(token: string, secret: string): Promise<boolean>
  /** Records that a delivery was accepted; unknown tokens are ignored. */
  touch(token: string, at: Instant): Promise<void>
}

/** What registers webhooks needs besides. Throws as WebhookReader does. */
export type WebhookStore = WebhookReader & {
  /** Before the registration: for the next two minutes one handshake is expected. */
  create(hook: { token: string; resourceGid: string; kind: WebhookRecord['kind']; at: Instant }): Promise<void>
  /** The registration was answered with the webhook's gid. */
  confirm(token: string, webhookGid: string): Promise<void>
  delete(token: string): Promise<void>
}
