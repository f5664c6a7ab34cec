import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { statusesBy } from '../support/queries.ts'
import { type SmallWorld, seedSmallWorld } from './fixture.ts'
import { type Harness, openHarness, until } from './harness.ts'
import { findDoubles } from './invariants.ts'
import type { Running } from './process.ts'

/** Who stops a service waits this long and then kills it. */
const TIMEOUT_MS = 10_000
const REAL = { asanaTimeoutMs: 30_000, leaseMs: 15_000 } as const

const open = () => openHarness({ now: new Date('2026-11-18T10:00:00Z'), seed: seedSmallWorld })

const isDone = (harness: Harness<SmallWorld>) => async () =>
  statusesBy(harness.sandbox.world, harness.seeded.bot.gid, harness.seeded.portfolio).length > 0 &&
  (await harness.isIdle())

/** SIGTERM, and the exit code; `late` when it took too long. */
async function endOf(running: Running): Promise<number | string> {
  return Promise.race([running.end(), sleep(TIMEOUT_MS, 'late', { ref: false })])
}

describe.concurrent('a graceful end', () => {
  it('at rest: exit code 0', async () => {
    await using harness = await open()
    const running = harness.start()
    await until('all is done', isDone(harness))
    expect(await endOf(running)).toBe(0)
  }, 60_000)

  it.each(['asana.createField 2', 'asana.createStatus 1'])(
    'in the middle of the work (%s): exit code 0, and the next process goes on without doubling',
    async (step) => {
      await using harness = await open()
      const running = harness.start()
      await until(step, () => running.steps.includes(step))
      expect(await endOf(running)).toBe(0)
      harness.start()
      await until('all is done', isDone(harness))
      expect(findDoubles(harness)).toEqual([])
    },
    60_000,
  )

  it('while Asana hangs: the work in hand goes back to the queue, and the next process does it', async () => {
    await using harness = await open()
    const running = harness.start(REAL)
    await until('it has begun', () => running.steps.includes('asana.createField 1'))
    harness.sandbox.faults.add({ kind: 'slow', delayMs: 20_000, times: Number.POSITIVE_INFINITY })
    await sleep(500)
    expect(await endOf(running)).toBe(0)
    expect(await harness.counts()).toMatchObject({ active: 0, failed: 0 })
    harness.sandbox.faults.clear()
    harness.start(REAL)
    await until('all is done', isDone(harness), 60_000)
    expect(findDoubles(harness)).toEqual([])
  }, 90_000)

  it('while Redis is away: exit code 0', async () => {
    await using harness = await open()
    const running = harness.start()
    await until('it has begun', () => running.steps.includes('asana.createField 1'))
    await harness.redis.stop()
    await sleep(300)
    expect(await endOf(running)).toBe(0)
  }, 60_000)

  it('while Redis hangs: exit code 0', async () => {
    await using harness = await open()
    const running = harness.start()
    await until('it has begun', () => running.steps.includes('asana.createField 1'))
    const info = await harness.redis.client().info('server')
    const pid = Number(/process_id:(\d+)/.exec(info)?.[1])
    process.kill(pid, 'SIGSTOP')
    try {
      await sleep(300)
      expect(await endOf(running)).toBe(0)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
  }, 60_000)
})

describe.concurrent('a start during which Redis goes away', () => {
  it.each([20])(
    '%i ms after the receiver listens goes on later, or ends the process for another',
    async (ms) => {
      await using harness = await open()
      let running = harness.start()
      await until('it listens', () => running.output().includes('Listening'))
      await sleep(ms)
      await harness.redis.stop()
      await sleep(1_000)
      await harness.redis.restart()
      await until('all is done', async () => {
        // As Docker or systemd would.
        if (!running.isAlive()) running = harness.start()
        return isDone(harness)()
      })
      expect(findDoubles(harness)).toEqual([])
    },
    60_000,
  )
})

describe.concurrent('after a crash', () => {
  it('between the update of a project and its record, the portfolio does not wait for that update', async () => {
    await using harness = await open()
    const dying = harness.start({ death: { step: 'store.saveProject 1', when: 'before' } })
    await dying.exited
    harness.start()
    await until('all is done', isDone(harness))
    expect(findDoubles(harness)).toEqual([])
  }, 60_000)

  it('the service is back at work within a minute of the restart, with its own patience', async () => {
    await using harness = await open()
    const running = harness.start(REAL)
    await until('a write is under way', () => running.steps.includes('asana.createStatus 1'))
    await running.kill()
    harness.start(REAL)
    await until('what was left is done', isDone(harness), 60_000)
    expect(findDoubles(harness)).toEqual([])
  }, 90_000)
})
