import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { RequestReport } from './asana/gateway.ts'
import type { WebhookFigures } from './flows/webhook-deps.ts'

export type Metrics = Readonly<{
  registry: Registry
  request(report: RequestReport): void
  webhook(outcome: string): void
  webhooks(figures: WebhookFigures): void
  refresh(outcome: 'done' | 'failed', seconds: number): void
}>

/** The service's figures for Prometheus, in a registry of its own. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'v2mom_' })
  const requests = new Counter({
    name: 'v2mom_asana_requests_total',
    help: 'Requests to Asana by operation and result',
    labelNames: ['operation', 'result'],
    registers,
  })
  const webhooks = new Counter({
    name: 'v2mom_webhook_requests_total',
    help: 'Requests to the webhook receiver by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const hooks = new Gauge({
    name: 'v2mom_webhooks',
    help: 'Webhooks by how they fare, as of the last full compare',
    labelNames: ['state'],
    registers,
  })
  const replaced = new Counter({
    name: 'v2mom_webhooks_replaced_total',
    help: 'Webhooks made in place of silent, dying, lost or outdated ones',
    registers,
  })
  const refreshes = new Histogram({
    name: 'v2mom_refresh_seconds',
    help: 'Duration of project refreshes by outcome',
    labelNames: ['outcome'],
    registers,
  })
  return {
    registry,
    // The verb alone: object gids would make a label for every task.
    request: ({ operation, status, failure }) =>
      requests.inc({ operation: operation.split(' ')[0] ?? operation, result: failure ?? String(status ?? 'unknown') }),
    webhook: (outcome) => webhooks.inc({ outcome }),
    webhooks({ replaced: count, ...states }) {
      for (const [state, number] of Object.entries(states)) hooks.set({ state }, number)
      replaced.inc(count)
    },
    refresh: (outcome, seconds) => refreshes.observe({ outcome }, seconds),
  }
}
