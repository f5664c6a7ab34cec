import { Counter, Histogram, type Registry } from 'prom-client'
import type { RequestReport } from '../asana/gateway.ts'

export type AsanaMetrics = Readonly<{ request(report: RequestReport): void }>

/** Counts the requests to Asana. */
export function createAsanaMetrics(registry: Registry): AsanaMetrics {
  const registers = [registry]
  const requests = new Counter({
    name: 'v2mom_asana_requests_total',
    help: 'Requests to Asana by operation and result: the HTTP status, or how it failed.',
    labelNames: ['operation', 'result'],
    registers,
  })
  const seconds = new Histogram({
    name: 'v2mom_asana_request_seconds',
    help: 'How long Asana takes to answer, reads and writes apart; waiting for the budget does not count.',
    labelNames: ['kind'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  return {
    request({ operation, kind, status, errorKind, ms }) {
      requests.inc({ operation, result: errorKind ?? String(status) })
      seconds.observe({ kind }, ms / 1000)
    },
  }
}
