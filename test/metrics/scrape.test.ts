import { Counter, Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { createScrape } from '../../src/metrics/scrape.ts'
import type { ServiceStats } from '../../src/metrics/service-stats.ts'

const FIGURES: ServiceStats = {
  jobs: { waiting: 1, prioritized: 2, active: 3, delayed: 4, failed: 5 },
  rateLimiter: { tokens: 70, blockedMs: 1500, reads: 7, writes: 2 },
  projects: { tracked: 9, unread: 1, closed: 2 },
  mirrorAgeMs: 60_000,
  reconcileAgeMs: 120_000,
  reconcileEveryMs: 21_600_000,
  webhooks: { active: 8, wanted: 10, silenceMs: 3_600_000 },
}

function registryWithCount(): Registry {
  const registry = new Registry()
  new Counter({ name: 'own_total', help: 'Own', registers: [registry] }).inc(3)
  return registry
}

/** The samples, without help and types. */
async function samples(scrape: { metrics(): Promise<string> }): Promise<string[]> {
  return (await scrape.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

describe('a scrape', () => {
  it('shows the figures of the whole service beside the own counts', async () => {
    expect(await samples(createScrape(registryWithCount(), async () => FIGURES))).toEqual([
      'own_total 3',
      'v2mom_redis_up 1',
      'v2mom_queue_jobs{state="waiting"} 1',
      'v2mom_queue_jobs{state="prioritized"} 2',
      'v2mom_queue_jobs{state="active"} 3',
      'v2mom_queue_jobs{state="delayed"} 4',
      'v2mom_queue_jobs{state="failed"} 5',
      'v2mom_asana_rate_limit_tokens 70',
      'v2mom_asana_retry_after_seconds 1.5',
      'v2mom_asana_in_flight{kind="read"} 7',
      'v2mom_asana_in_flight{kind="write"} 2',
      'v2mom_projects{state="tracked"} 9',
      'v2mom_projects{state="unread"} 1',
      'v2mom_projects{state="closed"} 2',
      'v2mom_oldest_project_sync_age_seconds 60',
      'v2mom_reconcile_age_seconds 120',
      'v2mom_reconcile_interval_seconds 21600',
      'v2mom_webhooks_active 8',
      'v2mom_webhooks_wanted 10',
      'v2mom_webhook_last_delivery_age_seconds 3600',
    ])
  })

  it('leaves out what is not known, rather than saying 0', async () => {
    const unknown = { ...FIGURES, mirrorAgeMs: undefined, reconcileAgeMs: undefined }
    const shown = (await samples(createScrape(new Registry(), async () => unknown))).join('\n')
    expect(shown).not.toMatch(/mirror_age|reconcile_age/)
    expect(shown).toContain('v2mom_webhooks_active 8')
  })

  it.each([
    ['refuses', () => Promise.reject(new Error('down'))],
    ['does not answer', () => new Promise<never>(() => {})],
  ])('shows the own counts alone when Redis %s, and no old figure as if it were new', async (_, fail) => {
    const reads = [async () => FIGURES, fail, async () => FIGURES]
    const scrape = createScrape(registryWithCount(), () => reads.shift()?.() ?? Promise.reject(new Error('over')), {
      freshMs: 0,
      timeoutMs: 30,
    })
    const before = await samples(scrape)
    expect(await samples(scrape)).toEqual(['own_total 3', 'v2mom_redis_up 0'])
    expect(await samples(scrape)).toEqual(before)
  })

  it('asks Redis once, however many ask at the same time', async () => {
    let asked = 0
    const scrape = createScrape(new Registry(), async () => {
      asked += 1
      return FIGURES
    })
    const texts = await Promise.all([scrape.metrics(), scrape.metrics(), scrape.metrics()])
    expect(new Set(texts).size).toBe(1)
    expect(asked).toBe(1)
  })
})
