import { setTimeout as sleep } from 'node:timers/promises'
import { openQueue } from '../../src/jobs/queue.ts'
import { findFreePort } from '../../src/sandbox/demo/free-port.ts'
import { type Story, seedStory } from '../../src/sandbox/seed/seed.ts'
import type { Listening, Sandbox } from '../../src/sandbox/server.ts'
import { openRedis } from '../../src/store/redis-client.ts'
import type { RedisTopology } from '../../src/store/redis-endpoint.ts'
import { isIdle } from '../faults/harness.ts'
import { type Running, startProcess } from '../faults/process.ts'
import { startSandbox } from './sandbox.ts'

/** One server and two workers, each a process of its own, as if on three machines. */
export type Apart = AsyncDisposable &
  Readonly<{
    sandbox: Sandbox & Listening
    story: Story
    server: Running
    workers: readonly Running[]
    /** Of the server. */
    url: string
    /** Resolves when nothing waits, runs or is about to be delivered. */
    quiet(): Promise<void>
  }>

export type ApartOptions = Readonly<{ redis: RedisTopology; now: Date; requestsPerMinute: number }>

const TIMEOUTS = { asanaTimeoutMs: 2_000, leaseMs: 3_000 }
const WITHIN_MS = 45_000

export async function startApart({ redis, now, requestsPerMinute }: ApartOptions): Promise<Apart> {
  const shiftMs = now.getTime() - Date.now()
  const clock = () => new Date(Date.now() + shiftMs)
  await using stack = new AsyncDisposableStack()
  const limitless = { requestsPerMinute: Number.POSITIVE_INFINITY }
  const sandbox = await startSandbox({ now: clock, deliverAfterMs: 20, ...limitless })
  stack.defer(() => sandbox.close())
  const story = seedStory(sandbox.world, now)
  const url = `http://127.0.0.1:${await findFreePort(0)}`
  const env = {
    ...{ ASANA_BASE_URL: sandbox.url, ASANA_ACCESS_TOKEN: story.bot.token, ASANA_PORTFOLIOS: story.portfolio },
    ...{ PORT: new URL(url).port, PUBLIC_URL: url, REFRESH_DELAY_MS: '100' },
    ASANA_REQUESTS_PER_MINUTE: String(requestsPerMinute),
  }
  const start = (role: 'server' | 'worker') => {
    const running = startProcess(env, { redis, shiftMs, ...TIMEOUTS }, [`--role=${role}`])
    stack.defer(() => running.kill())
    return running
  }
  const server = start('server')
  const workers = [start('worker'), start('worker')]
  const client = stack.adopt(openRedis(redis, { forWorker: true }), (opened) => opened.disconnect())
  const queue = openQueue(client)

  /** Three looks in a row must find nothing to do: a delivery may be under way between two of them. */
  async function quiet(): Promise<void> {
    const deadline = performance.now() + WITHIN_MS
    for (let calm = 0; calm < 3; ) {
      if (performance.now() > deadline) throw new Error('The service did not come to rest in time')
      await sandbox.settle()
      await sleep(150)
      const hasBegun = (await queue.getJobScheduler('reconcile')) !== undefined
      calm = hasBegun && (await isIdle(client, queue)) ? calm + 1 : 0
    }
  }

  const owned = stack.move()
  return { ...{ sandbox, story, server, workers, url, quiet }, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
