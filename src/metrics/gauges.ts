import { Gauge, type Registry } from 'prom-client'
import type { ServiceStats } from './service-stats.ts'

type Definition = Readonly<{ name: string; help: string; label?: string; read: (figures: ServiceStats) => Value }>
/** One number, one for each value of the label, or nothing that could be told. */
type Value = number | undefined | Readonly<Record<string, number>>

const DEFINITIONS: readonly Definition[] = [
  { name: 'v2mom_queue_jobs', help: 'Jobs in the queue by state.', label: 'state', read: ({ jobs }) => jobs },
  {
    name: 'v2mom_asana_rate_limit_tokens',
    help: 'Requests to Asana that may start at once; at 0 they wait for their turn.',
    read: ({ rateLimiter }) => rateLimiter.tokens,
  },
  {
    name: 'v2mom_asana_retry_after_seconds',
    help: 'How much longer nobody may ask Asana, because it said Retry-After.',
    read: ({ rateLimiter }) => rateLimiter.blockedMs / 1000,
  },
  {
    name: 'v2mom_asana_in_flight',
    help: 'Requests to Asana under way by kind; at most 50 reads and 15 writes.',
    label: 'kind',
    read: ({ rateLimiter: { reads, writes } }) => ({ read: reads, write: writes }),
  },
  {
    name: 'v2mom_projects',
    help: 'Projects to mirror; of them unread: not read yet, closed: Asana does not let us see them.',
    label: 'state',
    read: ({ projects }) => projects,
  },
  {
    name: 'v2mom_oldest_project_sync_age_seconds',
    help: 'Since the project that waited longest was last compared with Asana; closed ones are left out.',
    read: ({ mirrorAgeMs }) => toSeconds(mirrorAgeMs),
  },
  {
    name: 'v2mom_reconcile_age_seconds',
    help: 'Since the last full compare of portfolios and webhooks, which also sends for every project.',
    read: ({ reconcileAgeMs }) => toSeconds(reconcileAgeMs),
  },
  {
    name: 'v2mom_reconcile_interval_seconds',
    help: 'RECONCILE_EVERY, to hold the ages against.',
    read: ({ reconcileEveryMs }) => reconcileEveryMs / 1000,
  },
  {
    name: 'v2mom_webhooks_active',
    help: 'Webhooks that are registered and whose deliveries can be verified.',
    read: ({ webhooks }) => webhooks.active,
  },
  {
    name: 'v2mom_webhooks_wanted',
    help: 'Webhooks there should be: one per open project and portfolio; 0 while the service polls.',
    read: ({ webhooks }) => webhooks.wanted,
  },
  {
    name: 'v2mom_webhook_last_delivery_age_seconds',
    help: 'Since the quietest webhook last rang; Asana sends a heartbeat every 8 hours.',
    read: ({ webhooks }) => toSeconds(webhooks.silenceMs),
  },
]

const SAME = 'Every process tells the same: take the maximum, do not add up.'

export type Gauges = Readonly<{ show(figures: ServiceStats): void; clear(): void }>

/** The figures of the whole service as gauges. What is not known is not shown: an old number would look like a new one. */
export function createGauges(registry: Registry): Gauges {
  const registers = [registry]
  const up = new Gauge({ name: 'v2mom_redis_up', help: '1 while Redis answers this process.', registers })
  const gauges = DEFINITIONS.map(({ name, help, label, read }) => {
    const gauge = new Gauge({ name, help: `${help} ${SAME}`, labelNames: label ? [label] : [], registers })
    return { read, show: (value: Value) => setGauge(gauge, label, value) }
  })
  return {
    show(figures) {
      up.set(1)
      for (const { read, show } of gauges) show(read(figures))
    },
    clear() {
      up.set(0)
      for (const { show } of gauges) show(undefined)
    },
  }
}

function setGauge(gauge: Gauge, label: string | undefined, value: Value): void {
  // Forgets every labelled value; one without labels is set to 0.
  gauge.reset()
  if (typeof value === 'number') gauge.set(value)
  else if (label) for (const [name, count] of Object.entries(value ?? {})) gauge.set({ [label]: name }, count)
  else gauge.remove()
}

function toSeconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000
}
