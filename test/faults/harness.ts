import { setTimeout as sleep } from 'node:timers/promises'
import { Queue } from 'bullmq'
import { QUEUE_NAME, QUEUE_PREFIX } from '../../src/jobs/queue.ts'
import { findFreePort } from '../../src/sandbox/demo/free-port.ts'
import { createSandbox, type Listening, type Sandbox } from '../../src/sandbox/server.ts'
import type { World } from '../../src/sandbox/world.ts'
import type { RedisClient } from '../../src/store/redis-client.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import type { ChildOptions } from './child.ts'
import { type Running, startProcess } from './process.ts'

/** Asana, Redis and processes of the service, all of which may fail. */
export type Harness<Seeded> = AsyncDisposable &
  Readonly<{
    sandbox: Sandbox & Listening
    redis: TestRedis
    seeded: Seeded
    /** Every process that was started, the dead included. */
    processes: readonly Running[]
    start(more?: Partial<ChildOptions>, env?: Env): Running
    /** Moves the time of Asana and of every process. */
    travel(ms: number): void
    now(): Date
    /** Nothing waits, runs or is about to run. */
    isIdle(): Promise<boolean>
    counts(): Promise<Readonly<Record<string, number>>>
    enqueueReconcile(): Promise<void>
  }>

type Env = Readonly<Record<string, string>>

export type HarnessOptions<Seeded> = Readonly<{
  now: Date
  seed: (
    world: World,
    now: Date,
  ) => Seeded & { bot: { token: string }; portfolio: string; portfolios?: readonly string[] }
  env?: Env
  /** More tasks than this make a project a large one; default 100. */
  fullReadLimit?: number
}>

/**
 * Patience of the processes: short, so that many runs fit into a minute. As in life a lock is over sooner than the doubt
 * about a write that was sent: after one and a half time-outs.
 */
export const TIMEOUTS = { asanaTimeoutMs: 2_000, leaseMs: 1_500, probeIntervalMs: 2_000 } as const

export async function openHarness<Seeded>({
  now,
  seed,
  env = {},
  fullReadLimit = 100,
}: HarnessOptions<Seeded>): Promise<Harness<Seeded>> {
  let shiftMs = now.getTime() - Date.now()
  const clock = () => new Date(Date.now() + shiftMs)
  await using stack = new AsyncDisposableStack()
  const redis = await startRedis({ appendOnly: true })
  stack.defer(() => redis.close())
  const made = createSandbox({ now: clock, deliverAfterMs: 20, requestsPerMinute: Number.POSITIVE_INFINITY })
  const sandbox = { ...made, ...(await made.listen()) }
  stack.defer(() => sandbox.close())
  const seeded = seed(sandbox.world, now)
  const port = await findFreePort(0)
  const base = {
    ...{
      ASANA_BASE_URL: sandbox.url,
      ASANA_ACCESS_TOKEN: seeded.bot.token,
      ASANA_PORTFOLIOS: (seeded.portfolios ?? [seeded.portfolio]).join(),
    },
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, REFRESH_DELAY_MS: '100' },
    ...{ ASANA_REQUESTS_PER_MINUTE: '1000000', ...env },
  }
  const processes: Running[] = []
  stack.defer(async () => {
    await Promise.all(processes.map((running) => running.kill()))
  })
  const client = redis.client()
  const queue = new Queue(QUEUE_NAME, { connection: client, prefix: QUEUE_PREFIX, skipVersionCheck: true })
  queue.on('error', () => {})
  const owned = stack.move()
  return {
    ...{ sandbox, redis, seeded, processes, now: clock },
    start(more = {}, own = {}) {
      const running = startProcess(
        { ...base, ...own },
        {
          ...{ redis: redis.target, shiftMs, fullReadLimit },
          ...TIMEOUTS,
          ...more,
        },
      )
      processes.push(running)
      return running
    },
    travel(ms) {
      shiftMs += ms
      for (const running of processes) running.setClock(shiftMs)
    },
    isIdle: () => isIdle(client, queue),
    counts: () => queue.getJobCounts(),
    async enqueueReconcile() {
      const options = { deduplication: { id: 'reconcile', keepLastIfActive: true }, attempts: 50, priority: 10 }
      await queue.add('reconcile', {}, { ...options, backoff: { type: 'capped-exponential' }, removeOnComplete: true })
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** Jobs that wait for more than a minute, or for their hour, are not under way. */
export async function isIdle(client: RedisClient, queue: Queue): Promise<boolean> {
  if (client.status !== 'ready') return false
  const { waiting = 0, prioritized = 0, active = 0, failed = 0 } = await queue.getJobCounts()
  if (failed > 0) return true
  if (waiting + prioritized + active > 0) return false
  const delayed = await queue.getDelayed()
  return delayed.every((job) => job?.id?.startsWith('repeat:') || (job?.opts.delay ?? 0) > 60_000)
}

/** Waits for something to hold; says what was seen last when it does not within the time. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 45_000): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs / 1000} s: ${what}`)
    await sleep(50)
  }
}
