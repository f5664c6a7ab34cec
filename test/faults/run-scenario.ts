import { setTimeout as sleep } from 'node:timers/promises'
import { type Story, seedStory } from '../../src/sandbox/seed/seed.ts'
import { type Harness, openHarness, until } from './harness.ts'
import { type Crew, inject } from './inject-faults.ts'
import { findDoubles, findViolations } from './invariants.ts'
import type { Running } from './process.ts'
import { type Plot, SCENARIOS } from './scenarios.ts'
import type { Schedule } from './schedule.ts'
import { compare, takeSnapshot } from './snapshot.ts'

export type Result = Readonly<{ violations: readonly string[]; output: string }>
type Snapshot = Record<string, unknown>

const baselines = new Map<Plot, Promise<Snapshot>>()

/** Plays a schedule and tells in what the world differs from one in which nothing went wrong. */
export async function play(schedule: Schedule): Promise<Result> {
  const plot = SCENARIOS[schedule.plot] ?? SCENARIOS[0]
  const wanted = await baselineOf(plot)
  // Every other time all projects are large ones, whose tasks are not read whole each time.
  const fullReadLimit = Math.floor(schedule.seed / SCENARIOS.length) % 2 === 0 ? 100 : 3
  await using harness = await openHarness({ ...plot, now: new Date(plot.now), seed: seedStory, fullReadLimit })
  const crew = hire(harness, plot.processes)
  await Promise.all([
    makeEdits(harness, plot, schedule.editsAtMs),
    ...schedule.mishaps.map(async (mishap) => {
      await sleep(mishap.atMs)
      await inject(harness, crew, mishap)
    }),
  ])
  await heal(harness, crew)
  const violations = await findLasting(harness, crew, wanted)
  return { violations, output: harness.processes.map((running) => running.output()).join('\n--- next process ---\n') }
}

/** What people see after the same edits when nothing goes wrong; played once. */
async function baselineOf(plot: Plot): Promise<Snapshot> {
  const known = baselines.get(plot) ?? playCalmly(plot)
  baselines.set(plot, known)
  return known
}

async function playCalmly(plot: Plot): Promise<Snapshot> {
  await using harness = await openHarness({ ...plot, now: new Date(plot.now), seed: seedStory })
  hire(harness, 1)
  await rest(harness)
  for (const { make } of plot.edits) {
    await make(harness)
    await harness.sandbox.settle()
    await rest(harness)
  }
  await harness.enqueueReconcile()
  await rest(harness)
  const violations = await findViolations(harness)
  if (violations.length > 0) throw new Error(`Wrong without any fault in "${plot.name}": ${violations.join('; ')}`)
  return takeSnapshot(harness.sandbox.world, harness.seeded)
}

function hire(harness: Harness<Story>, count: number): Crew {
  const members: Running[] = Array.from({ length: count }, (_, place) => harness.start({}, rolesOf(harness, place)))
  return {
    members,
    isRedisDown: false,
    replace(place) {
      members[place] = harness.start({}, rolesOf(harness, place))
    },
  }
}

/** A second process on the same machine needs a port of its own; deliveries go to the first. */
function rolesOf(_harness: Harness<Story>, place: number): Record<string, string> {
  return place === 0 ? {} : { PORT: String(40_000 + Math.floor(Math.random() * 20_000)) }
}

async function makeEdits(harness: Harness<Story>, { edits }: Plot, atMs: readonly number[]): Promise<void> {
  const beganAt = performance.now()
  for (const [n, { make }] of edits.entries()) {
    await sleep(Math.max(0, (atMs[n] ?? 0) - (performance.now() - beganAt)))
    await make(harness)
  }
}

/** The faults end, whoever died is started again, and everything is compared once. */
async function heal(harness: Harness<Story>, crew: Crew): Promise<void> {
  harness.sandbox.faults.clear()
  supervise(crew)
  await sleep(1_000)
  supervise(crew)
  await harness.enqueueReconcile()
}

/** As Docker or systemd would. */
function supervise(crew: Crew): void {
  for (const [place, running] of crew.members.entries()) if (!running.isAlive()) crew.replace(place)
}

/** Three looks in a row must find nothing to do: a delivery may be under way between two of them. */
async function rest(harness: Harness<Story>): Promise<void> {
  let calm = 0
  await until('nothing is left to do', async () => {
    await sleep(100)
    calm = (await harness.isIdle()) && harness.sandbox.world.state.tables.webhook.size > 0 ? calm + 1 : 0
    return calm >= 3
  })
}

/** What is still wrong when the time to heal is over; what is doubled does not heal. */
async function findLasting(harness: Harness<Story>, crew: Crew, wanted: Snapshot): Promise<string[]> {
  let wrong: string[] = []
  const isRight = async () => {
    supervise(crew)
    if (findDoubles(harness).length > 0) return true
    if (!(await harness.isIdle())) return false
    wrong = [
      ...(await findViolations(harness)),
      ...compare(wanted, takeSnapshot(harness.sandbox.world, harness.seeded)),
    ]
    return wrong.length === 0
  }
  const error = await until('the world is as it should be', isRight).then(
    () => undefined,
    (late: Error) => late.message,
  )
  const doubles = findDoubles(harness)
  const counts = JSON.stringify(await harness.counts())
  return [...new Set([...doubles, ...(error ? [`${error}; jobs: ${counts}`, ...wrong] : [])])]
}
