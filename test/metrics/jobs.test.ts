import { describe, expect, it } from 'vitest'
import type { JobRun } from '../../src/jobs/worker.ts'
import { createMetrics } from '../../src/metrics/metrics.ts'

async function metricsAfter(run: Partial<JobRun>): Promise<string> {
  const metrics = createMetrics()
  metrics.run({ name: 'sync-project', data: { projectGid: '1' }, outcome: 'done', seconds: 0.2, ...run })
  return metrics.registry.metrics()
}

const since = (ms: number) => ({ data: { projectGid: '1', eventReceivedAt: Date.now() - ms } })

describe('the metrics of a sync', () => {
  it('that an event caused tell how long it took and how fresh its writes are', async () => {
    const text = await metricsAfter(since(42_000))
    expect(text).toContain('v2mom_project_sync_duration_seconds_count{cause="event",outcome="done"} 1')
    expect(text).toContain('v2mom_event_latency_seconds_count 1')
    expect(text).toContain('v2mom_event_latency_seconds_bucket{le="30"} 0')
    expect(text).toContain('v2mom_event_latency_seconds_bucket{le="60"} 1')
  })

  it('of a reconcile have no event to be measured from', async () => {
    const text = await metricsAfter({})
    expect(text).toContain('v2mom_project_sync_duration_seconds_count{cause="reconcile",outcome="done"} 1')
    expect(text).toContain('v2mom_event_latency_seconds_count 0')
  })

  it('that failed are counted apart, and say nothing of freshness', async () => {
    const text = await metricsAfter({ ...since(1_000), outcome: 'error' })
    expect(text).toContain('v2mom_project_sync_duration_seconds_count{cause="event",outcome="error"} 1')
    expect(text).toContain('v2mom_event_latency_seconds_count 0')
  })

  it('whose event was received by a clock ahead of this one took no time', async () => {
    expect(await metricsAfter(since(-60_000))).toContain('v2mom_event_latency_seconds_sum 0')
  })

  it('leave the runs of other jobs out', async () => {
    const text = await metricsAfter({ name: 'reconcile', data: {} })
    expect(text).toContain('v2mom_project_sync_duration_seconds_count{cause="reconcile",outcome="done"} 0')
  })
})
