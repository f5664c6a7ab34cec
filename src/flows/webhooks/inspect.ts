import type { Webhook, WebhookRecord } from '../ports/index.ts'
import { isFinal } from './register.ts'
import { type WebhookState, webhookStatus } from './status.ts'
import { parseTargetToken } from './target-url.ts'
import type { WebhookDeps } from './types.ts'

/** A registration of ours as Asana lists it, what is remembered of it, and what it is worth. */
export type InspectedWebhook = Readonly<{
  webhook: Webhook
  token: string
  hook: WebhookRecord | undefined
  state: WebhookState
}>

/** Every registration in the workspace that bears a token of ours. Those of others are left out, and so left alone. */
export async function inspectWebhooks(deps: WebhookDeps): Promise<InspectedWebhook[]> {
  const { asana, webhooks, publicUrl, clock } = deps
  const registered = await asana.readWebhooks(deps.workspaceGid)
  const ours = registered.flatMap((webhook) => {
    const token = parseTargetToken(webhook.target)
    return token ? [{ webhook, token }] : []
  })
  return Promise.all(
    ours.map(async ({ webhook, token }) => {
      const hook = await webhooks.read(token)
      return { webhook, token, hook, state: webhookStatus(webhook, hook, { publicUrl, now: clock() }) }
    }),
  )
}

/** Deletes a registration in Asana first, then what is remembered: the other way round its deliveries would be refused. */
export async function removeWebhook(
  { asana, webhooks, log }: Pick<WebhookDeps, 'asana' | 'webhooks' | 'log'>,
  { webhook, token, state }: InspectedWebhook,
): Promise<void> {
  await asana.deleteWebhook(webhook.gid).catch((error: unknown) => {
    if (!isFinal(error)) throw error
    if (error.kind !== 'not-found')
      log.warn(
        { gid: webhook.resourceGid, webhook: webhook.gid, detail: error.message },
        'A webhook stays: Asana refused',
      )
  })
  await webhooks.delete(token)
  log.info({ gid: webhook.resourceGid, webhook: webhook.gid, state }, 'Removed a webhook that is of no use any more')
}

/** A registration may appear in Asana's list this long after it was opened. */
const REGISTRATION_GRACE_MS = 10 * 60_000

/** Forgets registrations that Asana does not list (any more). */
export async function deleteOrphanedRecords(
  { webhooks, clock }: WebhookDeps,
  remembered: Iterable<string>,
  inspected: readonly InspectedWebhook[],
): Promise<void> {
  const listed = new Set(inspected.map(({ token }) => token))
  for (const token of remembered) {
    if (listed.has(token)) continue
    const hook = await webhooks.read(token)
    if (hook && clock().getTime() - Date.parse(hook.createdAt) < REGISTRATION_GRACE_MS) continue
    await webhooks.delete(token)
  }
}
