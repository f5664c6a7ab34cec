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

const QUIET_MS = 20

/** A queue, and a worker that does one job at a time, so that the order of the runs is the order of the queue. */
function open(sync: Handlers['sync'], work: Partial<Handlers> = {}) {
  const queue = openQueue(redis.client())
  const jobs = createJobs(queue, { debounceMs: QUIET_MS })
  opened.push(queue)
  const rest = async () => {}
  const others = { rollup: rest, members: rest, reconcile: rest, weekly: rest, poll: rest }
  const begin = () => {
    const options = { log: collectLog().log, ending: new AbortController().signal, concurrency: 1 }
    opened.push(createWorker(redis.client(), { ...others, sync, ...work }, options))
  }
  /** Three looks in a row: a job may be between two lists of the queue during one. */
  async function done(): Promise<void> {
    for (let calm = 0; calm < 3; calm = (await jobs.hasPendingJobs()) ? 0 : calm + 1) await sleep(QUIET_MS)
  }
  return { jobs, begin, done }
}

describe('who comes first', () => {
  it('is a change, though a full compare of everything stands in the queue', async () => {
    const runs: string[] = []
    const { jobs, begin, done } = open(async ({ projectGid }) => {
      runs.push(projectGid)
      if (runs.length === 3) await jobs.enqueueProjectSync('changed')
      if (runs.length === 3) await sleep(3 * QUIET_MS)
    })
    for (let n = 0; n < 30; n += 1) await jobs.enqueueProjectSync(`compared-${n}`, 'compare')
    begin()
    await done()
    expect(runs).toHaveLength(31)
    expect(runs.indexOf('changed')).toBeLessThanOrEqual(4)
  })

  it('is a change, though the past of another project is still being read', async () => {
    const runs: string[] = []
    const { jobs, begin, done } = open(async ({ projectGid }) => {
      runs.push(projectGid)
      if (projectGid === 'newcomer' && runs.length === 2) await jobs.enqueueProjectSync('changed')
      await sleep(2 * QUIET_MS)
      if (projectGid === 'newcomer' && runs.length < 10) throw new RetryLaterError('more stories to read', 0)
    })
    await jobs.enqueueProjectSync('newcomer', 'compare')
    begin()
    await done()
    expect(runs.indexOf('changed')).toBeLessThanOrEqual(4)
    expect(runs.filter((gid) => gid === 'newcomer').length).toBeGreaterThan(5)
  })

  it('is a change that was heard of during a run, though a full compare asks for the same project after it', async () => {
    const runs: string[] = []
    const { jobs, begin, done } = open(async ({ projectGid }) => {
      runs.push(projectGid)
      if (runs.length > 1) return sleep(QUIET_MS)
      await jobs.enqueueProjectSync('changed')
      for (const gid of ['changed', ...others]) await jobs.enqueueProjectSync(gid, 'compare')
      await sleep(2 * QUIET_MS)
    })
    const others = Array.from({ length: 10 }, (_, n) => `compared-${n}`)
    await jobs.enqueueProjectSync('changed')
    begin()
    await done()
    expect(runs.filter((gid) => gid === 'changed')).toHaveLength(2)
    expect(runs.lastIndexOf('changed')).toBeLessThanOrEqual(3)
  })

  it('is not the one who rings most: a storm in one project takes a run or two, and the others theirs', async () => {
    const runs: string[] = []
    const { jobs, begin, done } = open(async ({ projectGid }) => void runs.push(projectGid))
    const storm = Array.from({ length: 500 }, () => jobs.enqueueProjectSync('storm'))
    const others = Array.from({ length: 20 }, (_, n) => jobs.enqueueProjectSync(`calm-${n}`))
    begin()
    await Promise.all([...storm, ...others])
    await done()
    const stormy = runs.filter((gid) => gid === 'storm')
    expect(stormy.length).toBeGreaterThanOrEqual(1)
    expect(new Set(runs).size).toBe(21)
    expect(runs.length - stormy.length).toBe(20)
    // Rings that come while it runs make one more run, not one each.
    expect(stormy.length).toBeLessThan(50)
  })
})
