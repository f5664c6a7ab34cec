import pMap from 'p-map'
import type { StorePort } from '../ports/index.ts'
import { type InspectedWebhook, inspectWebhooks, removeWebhook } from './inspect.ts'
import { registerWebhook } from './register.ts'
import type { WebhookDeps } from './types.ts'

/** What an operator does with webhooks needs the same turn as the compare. */
export type ByHandDeps = WebhookDeps & Readonly<{ store: Pick<StorePort, 'withLock'> }>

/** How long to wait for another process that changes webhooks. */
export const WEBHOOK_LOCK = 'reconcile'
const TIMEOUT_MS = 60_000

/** The registrations of ours in the workspace, and how each fares. Changes nothing. */
export async function listWebhooks(deps: WebhookDeps): Promise<InspectedWebhook[]> {
  return inspectWebhooks(deps)
}

/**
 * Gives every good registration a new secret and address: the second is made before the first is deleted, so nothing is
 * missed. Answers how many were changed. Cut short, it leaves at most one too many, which the next compare removes.
 */
export async function rotateWebhooks(deps: ByHandDeps): Promise<number> {
  return deps.store.withLock(WEBHOOK_LOCK, TIMEOUT_MS, async () => {
    const good = (await inspectWebhooks(deps)).filter(({ state }) => state === 'good')
    const rotate = async (first: InspectedWebhook) => {
      const { hook } = first
      if (hook === undefined) return
      await registerWebhook(deps, { gid: hook.resourceGid, kind: hook.kind })
      await removeWebhook(deps, first)
    }
    await pMap(good, rotate, { concurrency: 4 })
    return good.length
  })
}

/** Removes every registration of ours in the workspace, whatever address it leads to. Answers how many there were. */
export async function removeWebhooks(deps: ByHandDeps): Promise<number> {
  return deps.store.withLock(WEBHOOK_LOCK, TIMEOUT_MS, async () => {
    const inspected = await inspectWebhooks(deps)
    await pMap(inspected, (one) => removeWebhook(deps, one), { concurrency: 4 })
    return inspected.length
  })
}
