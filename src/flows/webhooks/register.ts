import { PortError, type PortErrorKind, type WebhookFilter, type WebhookRecord } from '../ports/index.ts'
import { filtersFor } from './filters.ts'
import { createToken, toTarget } from './target-url.ts'
import type { WebhookDeps } from './types.ts'

/** A project or portfolio whose events are wanted. */
export type WebhookResource = Readonly<{ gid: string; kind: WebhookRecord['kind'] }>

/**
 * Registers one webhook. Asana makes the handshake at the new address before it answers. Without an answer the webhook may
 * exist all the same: then its record holds the secret, and the next reconcile finds it by its address. Throws PortError.
 */
export async function registerWebhook(deps: WebhookDeps, { gid, kind }: WebhookResource): Promise<void> {
  const { webhooks, log, clock, publicUrl } = deps
  const token = createToken()
  await webhooks.create({ token, resourceGid: gid, kind, at: clock().toISOString() })
  const webhook = await create(deps, gid, toTarget(publicUrl, token), filtersFor(kind)).catch(
    async (error: unknown) => {
      if (isFinal(error)) await webhooks.delete(token)
      throw error
    },
  )
  if (webhook.secret) await webhooks.saveSecret(token, webhook.secret)
  await webhooks.confirm(token, webhook.gid)
  log.info({ gid, kind, webhook: webhook.gid }, 'Webhook created')
}

async function create(
  deps: WebhookDeps,
  gid: string,
  target: string,
  [filters = [], ...others]: readonly (readonly WebhookFilter[])[],
): Promise<{ gid: string; secret?: string }> {
  try {
    return await deps.asana.createWebhook(gid, target, filters)
  } catch (error) {
    const isRejected = error instanceof PortError && error.kind === 'bad-request'
    if (others.length === 0 || !isRejected) throw error
    return create(deps, gid, target, others)
  }
}

const FINAL: readonly PortErrorKind[] = ['forbidden', 'bad-request', 'not-found', 'payment-required']

/** Whether Asana has refused: it made no webhook, and an immediate retry does not help. */
export function isFinal(error: unknown): error is PortError {
  return error instanceof PortError && FINAL.includes(error.kind)
}
