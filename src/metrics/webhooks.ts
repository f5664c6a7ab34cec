import { Counter, Gauge, type Registry } from 'prom-client'
import type { WebhookCounts } from '../flows/webhooks/types.ts'

export type HookMetrics = Readonly<{
  /** The webhooks after a reconcile. */
  webhooks(counts: WebhookCounts): void
}>

/** The webhooks as the process saw them that ran the last reconcile. */
export function createHookMetrics(registry: Registry): HookMetrics {
  const registers = [registry]
  const states = new Gauge({
    name: 'v2mom_webhooks',
    help:
      'Webhooks as of the last reconcile: active; failing, of these, Asana repeats a delivery; ' +
      'refused and pending could not be made, pending ones for a reason that passes.',
    labelNames: ['state'],
    registers,
  })
  const replaced = new Counter({
    name: 'v2mom_webhooks_replaced_total',
    help: 'Webhooks made in place of stale, expiring, lost or outdated ones.',
    registers,
  })
  return {
    webhooks({ replaced: count, ...numbers }) {
      for (const [state, number] of Object.entries(numbers)) states.set({ state }, number)
      replaced.inc(count)
    },
  }
}
