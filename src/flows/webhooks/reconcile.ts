import pMap from 'p-map'
import { PortError, type StorePort } from '../ports/index.ts'
import { deleteOrphanedRecords, type InspectedWebhook, inspectWebhooks, removeWebhook } from './inspect.ts'
import { isFinal, registerWebhook, type WebhookResource } from './register.ts'
import { isFailing, type WebhookState } from './status.ts'
import { redactTokens } from './target-url.ts'
import type { WebhookDeps } from './types.ts'

/** Registrations made at a time; each waits for a handshake. */
const AT_A_TIME = 8

/**
 * One good registration per resource: those missing are made, then double, dead and orphaned ones are removed. A crash in
 * between leaves at most one too many, which the next compare removes.
 */
export async function reconcileWebhooks(
  deps: WebhookDeps & Readonly<{ store: Pick<StorePort, 'saveUnwatchedProjects'> }>,
  wanted: readonly WebhookResource[],
): Promise<void> {
  const remembered = await deps.webhooks.readTokens()
  const inspected = await inspectWebhooks(deps)
  const good = pickHealthy(inspected, wanted)
  for (const one of good.values()) await lookAfter(deps, one)

  const missing = wanted.filter(({ gid }) => !good.has(gid))
  const made = await registerAll(deps, missing)
  const kept = new Set(good.values())
  const useless = inspected.filter((one) => !kept.has(one) && isRedundant(one, missing, made))
  await pMap(useless, (one) => removeWebhook(deps, one), { concurrency: AT_A_TIME })
  await deleteOrphanedRecords(deps, remembered, inspected)

  const refused = made.refused.filter(({ kind }) => kind === 'project').map(({ gid }) => gid)
  await deps.store.saveUnwatchedProjects(refused)
  const had = new Set(inspected.map(({ webhook }) => webhook.resourceGid))
  deps.onWebhooks?.({
    listening: good.size + made.done.size,
    failing: [...good.values()].filter(({ webhook }) => isFailing(webhook)).length,
    replaced: [...made.done].filter((gid) => had.has(gid)).length,
    refused: made.refused.length,
    pending: made.pending.length,
  })
  if (made.pending[0]) throw made.pending[0]
}

/** Of several good ones the first stays, whose gid is known if there is such a one. */
function pickHealthy(
  inspected: readonly InspectedWebhook[],
  wanted: readonly WebhookResource[],
): Map<string, InspectedWebhook> {
  const gids = new Set(wanted.map(({ gid }) => gid))
  const good = inspected.filter(({ state, webhook }) => state === 'good' && gids.has(webhook.resourceGid))
  const known = good.filter(({ hook, webhook }) => hook?.webhookGid === webhook.gid)
  return new Map([...known, ...good].toReversed().map((one) => [one.webhook.resourceGid, one]))
}

type Made = Readonly<{ done: ReadonlySet<string>; refused: readonly WebhookResource[]; pending: readonly PortError[] }>

/** One resource that cannot be listened to holds up no other; what stops them all ends the run. */
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
      deps.log.warn({ gid: resource.gid, detail: error.message }, 'A webhook could not be made; it is tried again')
    }
  }
  await pMap(missing, register, { concurrency: AT_A_TIME })
  return { done, refused, pending }
}

function isPerResourceError(error: unknown): error is PortError {
  return isFinal(error) || (error instanceof PortError && error.kind === 'transient')
}

/** These may still deliver, so they stay until another one is there. */
const PERHAPS_ALIVE: readonly WebhookState[] = ['good', 'dying', 'inactive', 'silent']

function isRedundant(
  { webhook, state }: InspectedWebhook,
  missing: readonly WebhookResource[],
  { done }: Made,
): boolean {
  const isStillPending = missing.some(({ gid }) => gid === webhook.resourceGid) && !done.has(webhook.resourceGid)
  return !(isStillPending && PERHAPS_ALIVE.includes(state))
}

async function lookAfter({ webhooks, log }: WebhookDeps, { webhook, token, hook }: InspectedWebhook): Promise<void> {
  // Its request was cut off after it took effect.
  if (hook?.webhookGid !== webhook.gid) await webhooks.confirm(token, webhook.gid)
  if (!isFailing(webhook)) return
  log.warn(
    {
      gid: webhook.resourceGid,
      webhook: webhook.gid,
      retries: webhook.deliveryRetryCount,
      deletedAt: webhook.failureDeletionAt,
      lastFailure: redactTokens(webhook.lastFailure ?? '').slice(0, 200),
    },
    'Asana has trouble delivering: see that PUBLIC_URL leads here',
  )
}
