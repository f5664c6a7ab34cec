import { collectDefaultMetrics, Registry } from 'prom-client'
import { type AsanaMetrics, createAsanaMetrics } from './asana.ts'
import { createWorkMetrics, type WorkMetrics } from './jobs.ts'
import { createEventMetrics, type EventMetrics } from './webhook-events.ts'
import { createHookMetrics, type HookMetrics } from './webhooks.ts'

/** What this process counts of its own doings. Over several processes these figures are added up. */
export type Metrics = AsanaMetrics & EventMetrics & HookMetrics & WorkMetrics & Readonly<{ registry: Registry }>

/** The service's figures for Prometheus, in a registry of its own. No label ever holds a gid. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    ...createAsanaMetrics(registry),
    ...createEventMetrics(registry),
    ...createHookMetrics(registry),
    ...createWorkMetrics(registry),
  }
}
