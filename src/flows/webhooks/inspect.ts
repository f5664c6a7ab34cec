import type { Webhook, WebhookRecord } from '../ports/index.ts'
import { isFinal } from './register.ts'
import { type WebhookState, webhookStatus } from './status.ts'
import { parseTargetToken } from './target-url.ts'
import type { WebhookDeps } from './types.ts'

/** A webhook of this service as Asana lists it, the stored record under its token, and its state. */
export type InspectedWebhook = Readonly<{
  webhook: Webhook
  token: string
  record: WebhookRecord | undefined
  state: WebhookState
}>

/** The webhooks of this service in the workspace, known by the token in their address. Changes nothing. */
export async function inspectWebhooks(deps: WebhookDeps): Promise<InspectedWebhook[]> {
  const { asana, webhooks, publicUrl, clock } = deps
  const listed = await asana.readWebhooks(deps.workspaceGid)
  const own = listed.flatMap((webhook) => {
    const token = parseTargetToken(webhook.target)
    return token ? [{ webhook, token }] : []
  })
  return Promise.all(
    own.map(async ({ webhook, token }) => {
      const record = await webhooks.read(token)
      return { webhook, token, record, state: webhookStatus(webhook, record, { publicUrl, now: clock() }) }
    }),
  )
}

/** Deletes a webhook in Asana, then its record: without the record its deliveries would be rejected. */
export async function removeWebhook(
  { asana, webhooks, log }: Pick<WebhookDeps, 'asana' | 'webhooks' | 'log'>,
  { webhook, token, state }: InspectedWebhook,
): Promise<void> {
  const fields = { gid: webhook.resourceGid, webhook: webhook.gid, state }
  await asana.deleteWebhook(webhook.gid).catch((error: unknown) => {
    if (!isFinal(error)) throw error
    if (error.kind !== 'not-found') log.warn({ ...fields, detail: error.message }, 'Could not delete webhook')
  })
  await webhooks.delete(token)
  log.info(fields, 'Webhook deleted')
}

/** A webhook may appear in Asana's list this long after its record was created. */
const REGISTRATION_GRACE_MS = 10 * 60_000

/** Deletes the records whose webhook Asana does not list. */
export async function deleteOrphanedRecords(
  { webhooks, clock }: WebhookDeps,
  tokens: Iterable<string>,
  inspected: readonly InspectedWebhook[],
): Promise<void> {
  const listed = new Set(inspected.map(({ token }) => token))
  for (const token of tokens) {
    if (listed.has(token)) continue
    const record = await webhooks.read(token)
    if (record && clock().getTime() - Date.parse(record.createdAt) < REGISTRATION_GRACE_MS) continue
    await webhooks.delete(token)
  }
}
