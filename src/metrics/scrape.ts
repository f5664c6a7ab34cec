import type { Registry } from 'prom-client'
import { withTimeout } from '../http/errors.ts'
import { createGauges } from './gauges.ts'
import type { ServiceStats } from './service-stats.ts'

/** What GET /metrics shows. */
export type Scrape = Readonly<{ contentType: string; metrics(): Promise<string> }>

export type ScrapeOptions = Readonly<{
  /** The route is open, so Redis is asked this often at most; default 5000. */
  freshMs?: number
  /** How long Redis may take; default 2000. */
  timeoutMs?: number
}>

/** The process's own counts together with the figures of the whole service. While Redis is away the counts come alone. */
export function createScrape(
  registry: Registry,
  read: () => Promise<ServiceStats>,
  { freshMs = 5_000, timeoutMs = 2_000 }: ScrapeOptions = {},
): Scrape {
  const gauges = createGauges(registry)
  let reading: Promise<void> = Promise.resolve()
  let readAt = Number.NEGATIVE_INFINITY
  return {
    contentType: registry.contentType,
    async metrics() {
      if (performance.now() - readAt >= freshMs) {
        readAt = performance.now()
        reading = withTimeout(timeoutMs, read).then(gauges.show, gauges.clear)
      }
      await reading
      return registry.metrics()
    },
  }
}
