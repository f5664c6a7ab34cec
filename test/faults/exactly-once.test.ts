import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createContext } from '../../src/app/context.ts'
import { runRollup } from '../../src/cli/rollup.ts'
import type { Session } from '../../src/cli/session.ts'
import { parseConfig } from '../../src/config/config.ts'
import { collectLog } from '../support/log-lines.ts'
import { statusesBy } from '../support/queries.ts'
import { type SmallWorld, seedSmallWorld } from './fixture.ts'
import { type Arena, openArena, PATIENCE, until } from './harness.ts'
import { findDoubles } from './invariants.ts'

const open = () => openArena({ now: new Date('2026-11-18T10:00:00Z'), seed: seedSmallWorld })

const updates = ({ sandbox, seeded }: Arena<SmallWorld>, gid: string) =>
  statusesBy(sandbox.world, seeded.bot.gid, gid).length
/** Every project and the portfolio that holds them has its update, and nothing is under way. */
const isDone = (arena: Arena<SmallWorld>) => async () =>
  [arena.seeded.project, arena.seeded.other, arena.seeded.portfolio].every((gid) => updates(arena, gid) > 0) &&
  (await arena.isIdle())

describe.concurrent('exactly once', () => {
  it('two processes and the command line race for the same week, and post once', async () => {
    await using arena = await open()
    arena.start()
    arena.start({}, { PORT: '0' })
    await Promise.all([rollUpByHand(arena), until('all updates are posted', isDone(arena))])
    expect(findDoubles(arena)).toEqual([])
    expect(updates(arena, arena.seeded.portfolio)).toBe(1)
  }, 60_000)

  it.each(['asana.createStatus 1', 'asana.createTask 1', 'store.saveState 3'])(
    'a process that stands still at %s for longer than its lease posts nothing twice',
    async (step) => {
      await using arena = await open()
      const frozen = arena.start({ death: { step, when: 'before', signal: 'SIGSTOP' } })
      await until(step, () => frozen.steps.includes(step))
      arena.start({}, { PORT: '0' })
      await until('the other one has taken over', isDone(arena))
      frozen.signal('SIGCONT')
      await sleep(1_000)
      await until('nothing is left to do', isDone(arena))
      expect(findDoubles(arena)).toEqual([])
    },
    60_000,
  )

  it.each([['/status_updates$'], ['/stories$'], ['/tasks$'], ['/custom_fields$']])(
    'a POST to %s that takes effect after the time-out is not repeated',
    async (path) => {
      await using arena = await open()
      // Long enough that an ordinary second attempt comes before the first one has taken effect.
      const asanaTimeoutMs = 5_000
      const delayMs = asanaTimeoutMs * 1.4
      arena.sandbox.faults.add({ kind: 'slow', method: 'POST', path: new RegExp(path), delayMs })
      arena.start({ asanaTimeoutMs })
      await until('all updates are posted', isDone(arena))
      expect(findDoubles(arena)).toEqual([])
    },
    60_000,
  )
})

/** `npm run cli -- rollup` beside the service. */
async function rollUpByHand(arena: Arena<SmallWorld>): Promise<void> {
  const config = parseConfig({
    ...{ ASANA_BASE_URL: arena.sandbox.url, ASANA_ACCESS_TOKEN: arena.seeded.bot.token },
    ASANA_PORTFOLIOS: arena.seeded.portfolio,
  })
  await using stack = new AsyncDisposableStack()
  const { log } = collectLog()
  const overrides = { redis: arena.redis.target, clock: arena.now, ...PATIENCE }
  const context = await createContext(config, log, stack, overrides)
  const session: Session = { config, context, deps: await context.resolveFlowDeps(), print: () => {}, say: () => {} }
  expect((await runRollup(session, undefined)).missed).toEqual([])
}
