import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RetryLaterError } from '../../src/flows/ports/index.ts'
import { createJobs, openQueue } from '../../src/jobs/queue.ts'
import { createWorker, type Handlers } from '../../src/jobs/worker.ts'
import { collectLog } from '../support/log-lines.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'

let redis: TestRedis
const opened: { close(): Promise<unknown> }[] = []
beforeAll(async () => {
  redis = await startRedis()
})
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
  await redis.wipe()
})
afterAll(() => redis.close())

const DEBOUNCE_MS = 20

/** A queue, and a worker that does one job at a time, so that the order of the runs is the order of the queue. */
function open(sync: Handlers['sync-project']) {
  const queue = openQueue(redis.client())
  const jobs = createJobs(queue, { debounceMs: DEBOUNCE_MS })
  opened.push(queue)
  const rest = async () => {}
  const handlers: Handlers = {
    'sync-project': sync,
    'roll-up-portfolio': rest,
    'refresh-portfolio-contents': rest,
    reconcile: rest,
    'post-weekly-updates': rest,
    'poll-events': rest,
  }
  const begin = () => {
    const options = { log: collectLog().log, shutdown: new AbortController().signal, concurrency: 1 }
    opened.push(createWorker(redis.client(), handlers, options))
  }
  /** Idle three times in a row: a job may be between two lists of the queue. */
  async function idle(): Promise<void> {
    for (let times = 0; times < 3; times = (await jobs.hasPendingJobs()) ? 0 : times + 1) await sleep(DEBOUNCE_MS)
  }
  return { jobs, begin, idle }
}

describe('what runs first', () => {
  it('is a change, though a reconcile of everything stands in the queue', async () => {
    const runs: string[] = []
    const { jobs, begin, idle } = open(async ({ projectGid }) => {
      runs.push(projectGid)
      if (runs.length === 3) await jobs.enqueueProjectSync('changed')
      if (runs.length === 3) await sleep(3 * DEBOUNCE_MS)
    })
    for (let n = 0; n < 30; n += 1) await jobs.enqueueProjectSync(`reconciled-${n}`, 'reconcile')
    begin()
    await idle()
    expect(runs).toHaveLength(31)
    expect(runs.indexOf('changed')).toBeLessThanOrEqual(4)
  })

  it('is a change, though the history of another project is still being read', async () => {
    const runs: string[] = []
    const { jobs, begin, idle } = open(async ({ projectGid }) => {
      runs.push(projectGid)
      if (projectGid === 'with-history' && runs.length === 2) await jobs.enqueueProjectSync('changed')
      await sleep(2 * DEBOUNCE_MS)
      if (projectGid === 'with-history' && runs.length < 10) throw new RetryLaterError('more stories to read', 0)
    })
    await jobs.enqueueProjectSync('with-history', 'reconcile')
    begin()
    await idle()
    expect(runs.indexOf('changed')).toBeLessThanOrEqual(4)
    expect(runs.filter((gid) => gid === 'with-history').length).toBeGreaterThan(5)
  })

  it('is a change that came during a sync, though a reconcile of the same project was enqueued after it', async () => {
    const runs: string[] = []
    const { jobs, begin, idle } = open(async ({ projectGid }) => {
      runs.push(projectGid)
      if (runs.length > 1) return sleep(DEBOUNCE_MS)
      await jobs.enqueueProjectSync('changed')
      for (const gid of ['changed', ...others]) await jobs.enqueueProjectSync(gid, 'reconcile')
      await sleep(2 * DEBOUNCE_MS)
    })
    const others = Array.from({ length: 10 }, (_, n) => `reconciled-${n}`)
    await jobs.enqueueProjectSync('changed')
    begin()
    await idle()
    // The sync that was running, one more for the change, and the reconcile.
    expect(runs.filter((gid) => gid === 'changed')).toHaveLength(3)
    expect(runs.indexOf('changed', 1)).toBeLessThanOrEqual(3)
  })

  it('is not the project with most changes: a storm in one takes a sync or two, and the others theirs', async () => {
    const runs: string[] = []
    const { jobs, begin, idle } = open(async ({ projectGid }) => void runs.push(projectGid))
    const storm = Array.from({ length: 500 }, () => jobs.enqueueProjectSync('storm'))
    const others = Array.from({ length: 20 }, (_, n) => jobs.enqueueProjectSync(`calm-${n}`))
    begin()
    await Promise.all([...storm, ...others])
    await idle()
    const storming = runs.filter((gid) => gid === 'storm')
    expect(storming.length).toBeGreaterThanOrEqual(1)
    expect(new Set(runs).size).toBe(21)
    expect(runs.length - storming.length).toBe(20)
    // Changes that come while it runs make one more run, not one each.
    expect(storming.length).toBeLessThan(50)
  })
})
