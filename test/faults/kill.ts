import { setTimeout as sleep } from 'node:timers/promises'
import { statusesBy } from '../support/queries.ts'
import { SMALL_EDITS, type SmallWorld, seedSmallWorld } from './fixture.ts'
import { type Harness, openHarness, until } from './harness.ts'
import { findDoubles, findViolations } from './invariants.ts'
import { compare, takeSnapshot } from './snapshot.ts'
import type { Death } from './steps.ts'

const NOW = new Date('2026-11-18T10:00:00Z')

/** With webhooks, and where Asana cannot reach us. */
export const LIVES = { webhooks: {}, polling: { PUBLIC_URL: '', POLL_EVERY: '1s' } } as const
export type Life = keyof typeof LIVES

export type KillResult = Readonly<{
  /** The step was reached, and the process died there. */
  died: boolean
  /** From the restart until everything was as it should be. */
  backAfterMs: number
  violations: readonly string[]
}>

/** A life in which nobody dies: its steps, in order, and what people see in the end. */
export async function liveCalmly(life: Life): Promise<{ steps: readonly string[]; snapshot: Record<string, unknown> }> {
  await using harness = await openHarness({ now: NOW, seed: seedSmallWorld, env: LIVES[life], fullReadLimit: 1 })
  const running = harness.start()
  await rest(harness, life)
  for (const edit of SMALL_EDITS) {
    edit(harness)
    await harness.sandbox.settle()
    await rest(harness, life)
  }
  const violations = await findViolations(harness, life)
  if (violations.length > 0) throw new Error(`Wrong without any death: ${violations.join('; ')}`)
  return { steps: running.steps, snapshot: takeSnapshot(harness.sandbox.world, harness.seeded) }
}

/** The same life, but the process is killed at one step and started again at once. */
export async function killAt(death: Death, wanted: Record<string, unknown>, life: Life): Promise<KillResult> {
  await using harness = await openHarness({ now: NOW, seed: seedSmallWorld, env: LIVES[life], fullReadLimit: 1 })
  let running = harness.start({ death })
  let died = false
  let restartedAt = performance.now()
  const isUp = () => {
    if (running.isAlive()) return true
    died = true
    restartedAt = performance.now()
    running = harness.start()
    return false
  }
  for (const edit of [() => {}, ...SMALL_EDITS]) {
    edit(harness)
    await rest(harness, life, isUp)
  }
  let wrong: string[] = []
  const isRight = async () => {
    wrong = [
      ...(await findViolations(harness, life)),
      ...compare(wanted, takeSnapshot(harness.sandbox.world, harness.seeded)),
    ]
    return wrong.length === 0 || findDoubles(harness).length > 0
  }
  await until('the world is as it should be', isRight).catch(() => {})
  return { died, backAfterMs: performance.now() - restartedAt, violations: wrong }
}

/** Nothing is left to do, for three looks in a row. */
async function rest(harness: Harness<SmallWorld>, life: Life, isUp: () => boolean = () => true): Promise<void> {
  let calm = 0
  // A look at what changed comes once a second.
  if (life === 'polling') await sleep(2_500)
  await until('nothing is left to do', async () => {
    await sleep(60)
    const { world } = harness.sandbox
    const isReported = statusesBy(world, harness.seeded.bot.gid, harness.seeded.portfolio).length > 0
    calm = isUp() && isReported && (await harness.isIdle()) ? calm + 1 : 0
    return calm >= 3
  })
}
