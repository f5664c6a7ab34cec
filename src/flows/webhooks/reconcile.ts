import pMap from 'p-map'
import { PortError, type StorePort } from '../ports/index.ts'
import { deleteOrphanedRecords, type InspectedWebhook, inspectWebhooks, removeWebhook } from './inspect.ts'
import { isFinal, registerWebhook, type WebhookResource } from './register.ts'
import { isFailing, type WebhookState } from './status.ts'
import { redactTokens } from './target-url.ts'
import type { WebhookDeps } from './types.ts'

/** Registrations at a time: each waits for its handshake. */
const CONCURRENCY = 8

/**
 * Leaves one healthy webhook per wanted resource: makes the missing ones, then removes those that are redundant. A run that
 * dies in between leaves at most one too many, which the next one removes. Throws the first error of a webhook that could
 * not be made for a reason that passes, after all others.
 */
export async function reconcileWebhooks(
  deps: WebhookDeps & Readonly<{ store: Pick<StorePort, 'saveUnwatchedProjects'> }>,
  wanted: readonly WebhookResource[],
): Promise<void> {
  const tokens = await deps.webhooks.readTokens()
  const inspected = await inspectWebhooks(deps)
  const healthy = pickHealthy(inspected, wanted)
  for (const one of healthy.values()) await maintain(deps, one)

  const missing = wanted.filter(({ gid }) => !healthy.has(gid))
  const made = await registerAll(deps, missing)
  const kept = new Set(healthy.values())
  const redundant = inspected.filter((one) => !kept.has(one) && isRedundant(one, missing, made))
  await pMap(redundant, (one) => removeWebhook(deps, one), { concurrency: CONCURRENCY })
  await deleteOrphanedRecords(deps, tokens, inspected)

  const refused = made.refused.filter(({ kind }) => kind === 'project').map(({ gid }) => gid)
  await deps.store.saveUnwatchedProjects(refused)
  const listed = new Set(inspected.map(({ webhook }) => webhook.resourceGid))
  deps.onWebhooks?.({
    active: healthy.size + made.done.size,
    failing: [...healthy.values()].filter(({ webhook }) => isFailing(webhook)).length,
    replaced: [...made.done].filter((gid) => listed.has(gid)).length,
    refused: made.refused.length,
    pending: made.pending.length,
  })
  if (made.pending[0]) throw made.pending[0]
}

/** One healthy webhook by resource: of several the first, preferably one whose record holds its gid. */
function pickHealthy(
  inspected: readonly InspectedWebhook[],
  wanted: readonly WebhookResource[],
): Map<string, InspectedWebhook> {
  const gids = new Set(wanted.map(({ gid }) => gid))
  const healthy = inspected.filter(({ state, webhook }) => state === 'healthy' && gids.has(webhook.resourceGid))
  const confirmed = healthy.filter(({ record, webhook }) => record?.webhookGid === webhook.gid)
  return new Map([...confirmed, ...healthy].toReversed().map((one) => [one.webhook.resourceGid, one]))
}

type Made = Readonly<{ done: ReadonlySet<string>; refused: readonly WebhookResource[]; pending: readonly PortError[] }>

/** An error of one resource does not hold up the others; an error that all would meet is thrown at once. */
async function registerAll(deps: WebhookDeps, missing: readonly WebhookResource[]): Promise<Made> {
  const done = new Set<string>()
  const pending: PortError[] = []
  const refused: WebhookResource[] = []
  const register = async (resource: WebhookResource) => {
    try {
      await registerWebhook(deps, resource)
      done.add(resource.gid)
    } catch (error) {
      if (!isPerResourceError(error)) throw error
      if (isFinal(error)) refused.push(resource)
      else pending.push(error)
      deps.log.warn({ gid: resource.gid, detail: error.message }, 'Could not create webhook, will retry')
    }
  }
  await pMap(missing, register, { concurrency: CONCURRENCY })
  return { done, refused, pending }
}

function isPerResourceError(error: unknown): error is PortError {
  return isFinal(error) || (error instanceof PortError && error.kind === 'transient')
}

/** Webhooks in these states may still deliver. */
const MAY_DELIVER: readonly WebhookState[] = ['healthy', 'expiring', 'inactive', 'stale']

/** A webhook that may still deliver stays until its resource has another one. */
function isRedundant(
  { webhook, state }: InspectedWebhook,
  missing: readonly WebhookResource[],
  { done }: Made,
): boolean {
  const isStillMissing = missing.some(({ gid }) => gid === webhook.resourceGid) && !done.has(webhook.resourceGid)
  return !(isStillMissing && MAY_DELIVER.includes(state))
}

/** Completes the record of a webhook whose registration was not answered, and logs failing deliveries. */
async function maintain({ webhooks, log }: WebhookDeps, { webhook, token, record }: InspectedWebhook): Promise<void> {
  if (record?.webhookGid !== webhook.gid) await webhooks.confirm(token, webhook.gid)
  if (!isFailing(webhook)) return
  const fields = {
    gid: webhook.resourceGid,
    webhook: webhook.gid,
    retries: webhook.deliveryRetryCount,
    deletedAt: webhook.failureDeletionAt,
    lastFailure: redactTokens(webhook.lastFailure ?? '').slice(0, 200),
  }
  log.warn(fields, 'Webhook deliveries are failing, check PUBLIC_URL')
}
