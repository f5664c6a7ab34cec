import { Worker } from 'bullmq'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createJobs, type Jobs, openQueue, QUEUE_NAME, QUEUE_PREFIX, type WorkQueue } from '../../src/jobs/queue.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'

/** What joining relies on is how BullMQ keeps its keys, so all of this runs on its queue, its worker and a real Redis. */

let redis: TestRedis
let queue: WorkQueue
let jobs: Jobs
const DELAY_MS = 60_000

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.close())
beforeEach(async () => {
  await redis.wipe()
  queue = openQueue(redis.client())
  jobs = createJobs(queue, { debounceMs: DELAY_MS })
})
afterEach(() => queue.close())

type Data = { projectGid: string; firstEventAt?: number }
const waiting = async () => (await queue.getJobs(['delayed', 'prioritized', 'waiting'])).map(({ data }) => data as Data)

/** Runs what is due, one after another; each run waits for `during`. */
async function work<T>(
  body: (seen: Data[]) => Promise<T>,
  during: (data: Data) => Promise<void> = async () => {},
): Promise<T> {
  const seen: Data[] = []
  const worker = new Worker<Data>(
    QUEUE_NAME,
    async ({ data }) => {
      seen.push(data)
      await during(data)
    },
    { connection: redis.client().duplicate({ maxRetriesPerRequest: null }), prefix: QUEUE_PREFIX },
  )
  worker.on('error', () => {})
  try {
    return await body(seen)
  } finally {
    await worker.close(true)
  }
}

describe('a ring', () => {
  it('finds nothing to join while no refresh is to come', async () => {
    expect(await jobs.coalesceProjectSync('1')).toBe(false)
    await jobs.enqueueProjectSync('2')
    expect(await jobs.coalesceProjectSync('1')).toBe(false)
    expect(await waiting()).toMatchObject([{ projectGid: '2' }])
  })

  it('joins the refresh that waits for the quiet time, and leaves it as it is', async () => {
    await jobs.enqueueProjectSync('1')
    const before = await waiting()
    expect(await jobs.coalesceProjectSync('1')).toBe(true)
    expect(await waiting()).toEqual(before)
    expect(await queue.getJobCounts('delayed', 'prioritized')).toEqual({ delayed: 1, prioritized: 0 })
  })

  it('joins one whose quiet time is over', async () => {
    jobs = createJobs(queue, { debounceMs: 0 })
    await jobs.enqueueProjectSync('1')
    expect(await queue.getJobCounts('delayed', 'prioritized')).toEqual({ delayed: 0, prioritized: 1 })
    expect(await jobs.coalesceProjectSync('1')).toBe(true)
  })

  it('does not join one that runs, and joins the one that follows it', async () => {
    jobs = createJobs(queue, { debounceMs: 0 })
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    await jobs.enqueueProjectSync('1')
    await work(
      async (seen) => {
        await expect.poll(() => seen.length).toBe(1)
        expect(await jobs.coalesceProjectSync('1')).toBe(false)
        await jobs.enqueueProjectSync('1')
        expect(await jobs.coalesceProjectSync('1')).toBe(true)
        release()
        await expect.poll(() => seen.length).toBe(2)
        // Both have begun: there is nothing to join any more.
        await expect.poll(() => queue.getJobCountByTypes('active')).toBe(0)
        expect(await jobs.coalesceProjectSync('1')).toBe(false)
      },
      () => held,
    )
  })

  it('does not join what follows when that is a compare’s, which could wait for long', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    await jobs.enqueueProjectSync('1', 'compare')
    await work(
      async (seen) => {
        await expect.poll(() => seen.length).toBe(1)
        await jobs.enqueueProjectSync('1', 'compare')
        expect(await jobs.coalesceProjectSync('1')).toBe(false)
        release()
      },
      () => held,
    )
  })

  it.each<[string, (gid: string) => Promise<unknown>]>([
    ['joins', (gid) => jobs.coalesceProjectSync(gid)],
    ['asks for another', (gid) => jobs.enqueueProjectSync(gid)],
  ])('takes a compare’s refresh before all others of the compare when it %s', async (_, ring) => {
    for (const gid of ['1', '2', '3']) await jobs.enqueueProjectSync(gid, 'compare')
    await ring('3')
    expect((await waiting()).length).toBe(3)
    expect(await jobs.coalesceProjectSync('3')).toBe(true)
    await work(async (seen) => {
      await expect.poll(() => seen.map(({ projectGid }) => projectGid)).toEqual(['3', '1', '2'])
      expect(seen.map(({ firstEventAt }) => typeof firstEventAt)).toEqual(['number', 'undefined', 'undefined'])
    })
  })

  it('goes before others once a compare’s refresh that was put off is due', async () => {
    await queue.add(
      'sync',
      { projectGid: '1' },
      { delay: 300, priority: 10, deduplication: { id: 'sync-1', keepLastIfActive: true } },
    )
    expect(await jobs.coalesceProjectSync('1')).toBe(true)
    const [job] = await queue.getDelayed()
    expect(job).toMatchObject({ priority: 1, data: { firstEventAt: expect.any(Number) } })
  })

  it('joins no refresh that is lost', async () => {
    await jobs.enqueueProjectSync('1')
    const [job] = await queue.getDelayed()
    await redis.client().del(queue.toKey(String(job?.id)))
    expect(await jobs.coalesceProjectSync('1')).toBe(false)
  })
})

describe('rings that come at the same time', () => {
  it('are asked about in one command and get an answer each', async () => {
    for (const gid of ['1', '3']) await jobs.enqueueProjectSync(gid)
    await redis.client().config('RESETSTAT')
    const answers = await Promise.all(['1', '2', '3', '2', '1'].map((gid) => jobs.coalesceProjectSync(gid)))
    expect(answers).toEqual([true, false, true, false, true])
    expect(await redis.client().info('commandstats')).toMatch(/cmdstat_evalsha:calls=1,/)
  })

  it('are told when Redis has forgotten the script, and when it is away', async () => {
    await jobs.enqueueProjectSync('1')
    await redis.client().script('FLUSH')
    expect(await Promise.all([jobs.coalesceProjectSync('1'), jobs.coalesceProjectSync('2')])).toEqual([true, false])
    const gone = redis.client()
    const lost = openQueue(gone)
    jobs = createJobs(lost, { debounceMs: DELAY_MS })
    await lost.waitUntilReady()
    gone.disconnect()
    const answers = await Promise.allSettled([jobs.coalesceProjectSync('1'), jobs.coalesceProjectSync('2')])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await lost.close()
  })
})
