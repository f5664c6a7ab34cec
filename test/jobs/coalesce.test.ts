import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'bullmq'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createJobs, type Jobs, openQueue, QUEUE_NAME, QUEUE_PREFIX, type WorkQueue } from '../../src/jobs/queue.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'

/** How changes coalesce is BullMQ's deduplication, so all of this runs on its queue, its worker and a real Redis. */

let redis: TestRedis
let queue: WorkQueue
let jobs: Jobs
const DEBOUNCE_MS = 60_000

beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.close())
beforeEach(async () => {
  await redis.wipe()
  queue = openQueue(redis.client())
  jobs = createJobs(queue, { debounceMs: DEBOUNCE_MS })
})
afterEach(() => queue.close())

type Data = { projectGid: string; eventReceivedAt?: number }
const waiting = async () => (await queue.getJobs(['delayed', 'prioritized', 'waiting'])).map(({ data }) => data as Data)

/** Runs what is due, one after another; each run waits for `during`. */
async function work<T>(
  body: (started: Data[]) => Promise<T>,
  during: (data: Data) => Promise<void> = async () => {},
): Promise<T> {
  const started: Data[] = []
  const worker = new Worker<Data>(
    QUEUE_NAME,
    async ({ data }) => {
      started.push(data)
      await during(data)
    },
    { connection: redis.client().duplicate({ maxRetriesPerRequest: null }), prefix: QUEUE_PREFIX },
  )
  worker.on('error', () => {})
  try {
    return await body(started)
  } finally {
    await worker.close(true)
  }
}

describe('a change', () => {
  it('is enqueued for its own project', async () => {
    await jobs.enqueueProjectSync('2')
    await jobs.enqueueProjectSync('1')
    expect((await waiting()).map(({ projectGid }) => projectGid).sort()).toEqual(['1', '2'])
  })

  it('joins the sync that waits for the debounce delay, and leaves it as it is', async () => {
    await jobs.enqueueProjectSync('1')
    const before = await waiting()
    await jobs.enqueueProjectSync('1')
    expect(await waiting()).toEqual(before)
    expect(await queue.getJobCounts('delayed', 'prioritized')).toEqual({ delayed: 1, prioritized: 0 })
  })

  it('joins a sync whose delay is over', async () => {
    jobs = createJobs(queue, { debounceMs: 0 })
    for (let time = 0; time < 2; time += 1) await jobs.enqueueProjectSync('1')
    expect(await queue.getJobCounts('delayed', 'prioritized')).toEqual({ delayed: 0, prioritized: 1 })
  })

  it('does not join a running sync: all changes during it are followed by exactly one more', async () => {
    jobs = createJobs(queue, { debounceMs: 0 })
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    await jobs.enqueueProjectSync('1')
    await work(
      async (started) => {
        await expect.poll(() => started.length).toBe(1)
        for (let time = 0; time < 3; time += 1) await jobs.enqueueProjectSync('1')
        expect(started).toHaveLength(1)
        release()
        await expect.poll(() => started.length).toBe(2)
        await expect.poll(() => queue.getJobCountByTypes('active', 'delayed', 'prioritized', 'waiting')).toBe(0)
        expect(started).toHaveLength(2)
      },
      () => held,
    )
  })

  it('is followed by one more sync although the running one fails', async () => {
    jobs = createJobs(queue, { debounceMs: 0 })
    const { promise: held, reject: fail } = Promise.withResolvers<void>()
    await queue.add('sync-project', { projectGid: '1' }, { attempts: 1, deduplication: { id: 'sync-1' } })
    await work(
      async (started) => {
        await expect.poll(() => started.length).toBe(1)
        await jobs.enqueueProjectSync('1')
        fail(new Error('a bug'))
        await expect.poll(() => started.length).toBe(2)
      },
      () => held,
    )
  })

  it('does not join a waiting reconcile of its project, and runs before all reconciles', async () => {
    jobs = createJobs(queue, { debounceMs: 0 })
    for (const gid of ['1', '2', '3']) await jobs.enqueueProjectSync(gid, 'reconcile')
    await jobs.enqueueProjectSync('3')
    await work(async (started) => {
      await expect.poll(() => started.map(({ projectGid }) => projectGid)).toEqual(['3', '1', '2', '3'])
      const isChange = started.map(({ eventReceivedAt }) => eventReceivedAt !== undefined)
      expect(isChange).toEqual([true, false, false, false])
    })
  })

  it('does not join the reconcile that follows a running one, which could wait for long', async () => {
    jobs = createJobs(queue, { debounceMs: 0 })
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    await jobs.enqueueProjectSync('1', 'reconcile')
    await work(
      async (started) => {
        await expect.poll(() => started.length).toBe(1)
        for (const gid of ['1', '2']) await jobs.enqueueProjectSync(gid, 'reconcile')
        await jobs.enqueueProjectSync('1')
        release()
        await expect.poll(() => started.length).toBe(4)
        expect(started[1]).toEqual({ projectGid: '1', eventReceivedAt: expect.any(Number) })
      },
      () => held,
    )
  })

  it('is enqueued anew where the job that it would join is lost', async () => {
    await jobs.enqueueProjectSync('1')
    const [job] = await queue.getDelayed()
    await redis.client().del(queue.toKey(String(job?.id)))
    await jobs.enqueueProjectSync('1')
    expect((await queue.getDelayed()).filter(Boolean)).toHaveLength(1)
  })
})

describe('the last change', () => {
  it('is never lost, and no project is synced twice at a time, however changes and syncs fall together', async () => {
    jobs = createJobs(queue, { debounceMs: 2 })
    const gids = Array.from({ length: 10 }, (_, n) => String(n))
    const [changes, seen] = [new Map<string, number>(), new Map<string, number>()]
    const running = new Set<string>()
    const run = async ({ data: { projectGid } }: { data: Data }) => {
      expect(running.has(projectGid)).toBe(false)
      running.add(projectGid)
      seen.set(projectGid, changes.get(projectGid) ?? 0)
      await sleep(Math.random() * 5)
      running.delete(projectGid)
      if (Math.random() < 0.2) throw new Error('this attempt fails')
    }
    const connection = redis.client().duplicate({ maxRetriesPerRequest: null })
    const settings = { backoffStrategy: () => 1 }
    const worker = new Worker<Data>(QUEUE_NAME, run, { connection, settings, prefix: QUEUE_PREFIX, concurrency: 5 })
    worker.on('error', () => {})
    for (let change = 1; change <= 500; change += 1) {
      const gid = gids[Math.floor(Math.random() * gids.length)] ?? ''
      changes.set(gid, change)
      const added = jobs.enqueueProjectSync(gid)
      if (Math.random() < 0.5) await added
      if (Math.random() < 0.1) await sleep(Math.random() * 10)
    }
    await expect.poll(() => jobs.hasPendingJobs(), { timeout: 10_000 }).toBe(false)
    await worker.close()
    expect(seen).toEqual(changes)
  })
})

describe('a reconcile', () => {
  it('joins the waiting one of its project', async () => {
    for (let time = 0; time < 3; time += 1) await jobs.enqueueProjectSync('1', 'reconcile')
    expect(await waiting()).toEqual([{ projectGid: '1' }])
  })

  it('takes nothing from a change that waits', async () => {
    await jobs.enqueueProjectSync('1')
    const [before] = await queue.getDelayed()
    await jobs.enqueueProjectSync('1', 'reconcile')
    expect(await queue.getDelayed()).toMatchObject([{ id: before?.id, priority: 1, data: before?.data }])
  })
})

describe('enqueueing', () => {
  it('costs one command', async () => {
    const client = redis.client()
    await jobs.enqueueProjectSync('1')
    await client.config('RESETSTAT')
    await jobs.enqueueProjectSync('1')
    expect(await client.info('commandstats')).toMatch(/cmdstat_evalsha:calls=1,/)
  })

  it('works on when Redis has forgotten the scripts, and fails when Redis is away', async () => {
    await jobs.enqueueProjectSync('1')
    await redis.client().script('FLUSH')
    await jobs.enqueueProjectSync('2')
    expect(await waiting()).toHaveLength(2)
    const gone = redis.client()
    const lost = openQueue(gone)
    jobs = createJobs(lost, { debounceMs: DEBOUNCE_MS })
    await lost.waitUntilReady()
    gone.disconnect()
    await expect(jobs.enqueueProjectSync('1')).rejects.toThrow()
    await lost.close()
  })
})
