import { describe, expect, it } from 'vitest'
import type { Handlers } from '../../src/jobs/worker.ts'
import { instrumentHandlers } from '../../src/metrics/instrument-handlers.ts'
import { createMetrics } from '../../src/metrics/metrics.ts'

const nothing = async () => {}
const handlers = (sync: Handlers['sync-project']): Handlers => ({
  'sync-project': sync,
  'roll-up-portfolio': nothing,
  'refresh-portfolio-contents': nothing,
  reconcile: nothing,
  'post-weekly-updates': nothing,
  'poll-events': nothing,
})

async function countsAfter(sync: Handlers['sync-project'], eventReceivedAt?: number): Promise<string> {
  const metrics = createMetrics()
  const data = { projectGid: '1', ...(eventReceivedAt === undefined ? {} : { eventReceivedAt }) }
  await instrumentHandlers(handlers(sync), metrics)
    ['sync-project'](data, 0)
    .catch(() => {})
  return metrics.registry.metrics()
}

describe('a measured refresh', () => {
  it('caused by a change tells how long it took and how fresh its writes are', async () => {
    const counts = await countsAfter(nothing, Date.now() - 42_000)
    expect(counts).toContain('v2mom_project_sync_duration_seconds_count{cause="change",outcome="done"} 1')
    expect(counts).toContain('v2mom_event_latency_seconds_count 1')
    expect(counts).toContain('v2mom_event_latency_seconds_bucket{le="30"} 0')
    expect(counts).toContain('v2mom_event_latency_seconds_bucket{le="60"} 1')
  })

  it('of a full compare has no change to be measured from', async () => {
    const counts = await countsAfter(nothing)
    expect(counts).toContain('v2mom_project_sync_duration_seconds_count{cause="compare",outcome="done"} 1')
    expect(counts).toContain('v2mom_event_latency_seconds_count 0')
  })

  it('that fails is counted apart, fails on, and says nothing of freshness', async () => {
    const fail = () => Promise.reject(new Error('later'))
    const counts = await countsAfter(fail, Date.now())
    expect(counts).toContain('v2mom_project_sync_duration_seconds_count{cause="change",outcome="unfinished"} 1')
    expect(counts).toContain('v2mom_event_latency_seconds_count 0')
    await expect(
      instrumentHandlers(handlers(fail), createMetrics())['sync-project']({ projectGid: '1' }, 0),
    ).rejects.toThrow('later')
  })

  it('whose change was heard by a clock ahead of ours took no time', async () => {
    expect(await countsAfter(nothing, Date.now() + 60_000)).toContain('v2mom_event_latency_seconds_sum 0')
  })
})
