import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { RequestReport } from './asana/gateway.ts'
import { createHookMetrics, type HookMetrics } from './metrics/hooks.ts'

export type Metrics = HookMetrics &
  Readonly<{
    registry: Registry
    request(report: RequestReport): void
    webhook(outcome: string): void
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
  const refreshes = new Histogram({
    name: 'v2mom_refresh_seconds',
    help: 'Duration of project refreshes by outcome',
    labelNames: ['outcome'],
    registers,
  })
  return {
    registry,
    ...createHookMetrics(registry),
    // The verb alone: object gids would make a label for every task.
    request: ({ operation, status, failure }) =>
      requests.inc({ operation: operation.split(' ')[0] ?? operation, result: failure ?? String(status ?? 'unknown') }),
    webhook: (outcome) => webhooks.inc({ outcome }),
    refresh: (outcome, seconds) => refreshes.observe({ outcome }, seconds),
  }
}
