import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createContext } from '../../src/app/context.ts'
import { runRollup } from '../../src/cli/rollup.ts'
import type { Session } from '../../src/cli/session.ts'
import { parseConfig } from '../../src/config/config.ts'
import { collectLog } from '../support/log-lines.ts'
import { statusesBy } from '../support/queries.ts'
import { type SmallWorld, seedSmallWorld } from './fixture.ts'
import { type Harness, openHarness, TIMEOUTS, until } from './harness.ts'
import { findDoubles } from './invariants.ts'

const open = () => openHarness({ now: new Date('2026-11-18T10:00:00Z'), seed: seedSmallWorld })

const updates = ({ sandbox, seeded }: Harness<SmallWorld>, gid: string) =>
  statusesBy(sandbox.world, seeded.bot.gid, gid).length
/** Every project and the portfolio that holds them has its update, and nothing is under way. */
const isDone = (harness: Harness<SmallWorld>) => async () =>
  [harness.seeded.project, harness.seeded.other, harness.seeded.portfolio].every((gid) => updates(harness, gid) > 0) &&
  (await harness.isIdle())

describe.concurrent('exactly once', () => {
  it('two processes and the command line race for the same week, and post once', async () => {
    await using harness = await open()
    harness.start()
    harness.start({}, { PORT: '0' })
    await Promise.all([rollUpByHand(harness), until('all updates are posted', isDone(harness))])
    expect(findDoubles(harness)).toEqual([])
    expect(updates(harness, harness.seeded.portfolio)).toBe(1)
  }, 60_000)

  it.each(['asana.createStatus 1', 'asana.createTask 1', 'store.saveState 3'])(
    'a process that stands still at %s for longer than its lease posts nothing twice',
    async (step) => {
      await using harness = await open()
      const frozen = harness.start({ death: { step, when: 'before', signal: 'SIGSTOP' } })
      await until(step, () => frozen.steps.includes(step))
      harness.start({}, { PORT: '0' })
      await until('the other one has taken over', isDone(harness))
      frozen.signal('SIGCONT')
      await sleep(1_000)
      await until('nothing is left to do', isDone(harness))
      expect(findDoubles(harness)).toEqual([])
    },
    60_000,
  )

  it.each([['/status_updates$'], ['/stories$'], ['/tasks$'], ['/custom_fields$']])(
    'a POST to %s that takes effect after the time-out is not repeated',
    async (path) => {
      await using harness = await open()
      // Long enough that an ordinary second attempt comes before the first one has taken effect.
      const asanaTimeoutMs = 5_000
      const delayMs = asanaTimeoutMs * 1.4
      harness.sandbox.faults.add({ kind: 'slow', method: 'POST', path: new RegExp(path), delayMs })
      harness.start({ asanaTimeoutMs })
      await until('all updates are posted', isDone(harness))
      expect(findDoubles(harness)).toEqual([])
    },
    60_000,
  )
})

/** `npm run cli -- rollup` beside the service. */
async function rollUpByHand(harness: Harness<SmallWorld>): Promise<void> {
  const config = parseConfig({
    ...{ ASANA_BASE_URL: harness.sandbox.url, ASANA_ACCESS_TOKEN: harness.seeded.bot.token },
    ASANA_PORTFOLIOS: harness.seeded.portfolio,
  })
  await using stack = new AsyncDisposableStack()
  const { log } = collectLog()
  const overrides = { redis: harness.redis.target, clock: harness.now, ...TIMEOUTS }
  const context = await createContext(config, log, stack, overrides)
  const session: Session = {
    config,
    context,
    deps: await context.resolveFlowDeps(),
    stdout: () => {},
    stderr: () => {},
  }
  expect((await runRollup(session, undefined)).missed).toEqual([])
}
