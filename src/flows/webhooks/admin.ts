import pMap from 'p-map'
import type { StorePort } from '../ports/index.ts'
import { type InspectedWebhook, inspectWebhooks, removeWebhook } from './inspect.ts'
import { registerWebhook } from './register.ts'
import type { WebhookDeps } from './types.ts'

export type WebhookAdminDeps = WebhookDeps & Readonly<{ store: Pick<StorePort, 'withLock'> }>

/** Held by whatever changes webhooks, so also by the reconcile. */
export const WEBHOOK_LOCK = 'reconcile'
const LOCK_WAIT_MS = 60_000
const CONCURRENCY = 4

/**
 * Replaces every healthy webhook by one with a new secret and address, and returns their number. The second is made before
 * the first is deleted, so no event is lost. A run that is cut short leaves at most one too many, which the next reconcile
 * removes. Throws LockUnavailableError after a minute.
 */
export async function rotateWebhooks(deps: WebhookAdminDeps): Promise<number> {
  return deps.store.withLock(WEBHOOK_LOCK, LOCK_WAIT_MS, async () => {
    const healthy = (await inspectWebhooks(deps)).filter(({ state }) => state === 'healthy')
    const rotate = async (first: InspectedWebhook) => {
      const { record } = first
      if (record === undefined) return
      await registerWebhook(deps, { gid: record.resourceGid, kind: record.kind })
      await removeWebhook(deps, first)
    }
    await pMap(healthy, rotate, { concurrency: CONCURRENCY })
    return healthy.length
  })
}

/** Removes every webhook of this service in the workspace, whatever its address, and returns their number. */
export async function removeWebhooks(deps: WebhookAdminDeps): Promise<number> {
  return deps.store.withLock(WEBHOOK_LOCK, LOCK_WAIT_MS, async () => {
    const inspected = await inspectWebhooks(deps)
    await pMap(inspected, (one) => removeWebhook(deps, one), { concurrency: CONCURRENCY })
    return inspected.length
  })
}
