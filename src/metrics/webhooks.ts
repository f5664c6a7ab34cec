import { Counter, Gauge, type Registry } from 'prom-client'
import type { WebhookCounts } from '../flows/webhooks/types.ts'

export type HookMetrics = Readonly<{
  /** How the webhooks fared at a full compare. */
  webhooks(figures: WebhookCounts): void
}>

/** Shows how the webhooks fare, as the process saw it that made the last full compare. */
export function createHookMetrics(registry: Registry): HookMetrics {
  const registers = [registry]
  const states = new Gauge({
    name: 'v2mom_webhooks',
    help:
      'Webhooks as of the last full compare: listening; failing, of these, Asana repeats a delivery; ' +
      'refused and owed could not be made, owed ones for a reason that passes.',
    labelNames: ['state'],
    registers,
  })
  const replaced = new Counter({
    name: 'v2mom_webhooks_replaced_total',
    help: 'Webhooks made in place of silent, dying, lost or outdated ones.',
    registers,
  })
  return {
    webhooks({ replaced: count, ...numbers }) {
      for (const [state, number] of Object.entries(numbers)) states.set({ state }, number)
      replaced.inc(count)
    },
  }
}
