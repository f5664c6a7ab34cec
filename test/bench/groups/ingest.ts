import { findFreePort } from '../../../src/sandbox/demo/free-port.ts'
import { type Connection, openConnections } from '../load/connection.ts'
import { createDeliveries, type Target } from '../load/deliveries.ts'
import { measureAnswers } from '../load/steady.ts'
import { measureThroughput } from '../load/throughput.ts'
import { startChild } from '../machine/child.ts'
import { openStage, type Stage } from '../machine/environment.ts'
import type { Usage } from '../machine/usage.ts'
import type { FloorFunctions } from '../processes/baseline.ts'
import { type Goal, type Measured, quantile } from '../report/figure.ts'
import type { Group, Size } from './group.ts'

type Plan = Readonly<{ pairs: number; ratePairs: number; forMs: number; rateMs: number; projects: readonly number[] }>

const PLANS: Readonly<Record<Size, Plan>> = {
  full: { pairs: 9, ratePairs: 5, forMs: 800, rateMs: 3000, projects: [1, 100] },
  quick: { pairs: 5, ratePairs: 3, forMs: 500, rateMs: 1500, projects: [1, 100] },
  tiny: { pairs: 1, ratePairs: 1, forMs: 50, rateMs: 100, projects: [1, 2] },
}
const CONNECTIONS = 32
const PER_SECOND = 500
const EVENTS = [1, 10, 100] as const
/** Smallest share of the baseline's throughput, by the number of events in a delivery. */
const MIN_SHARE: Readonly<Record<(typeof EVENTS)[number], number>> = { 1: 0.4, 10: 0.55, 100: 0.8 }
const P99_GOAL: Goal = { of: 'ratio', atMost: 2 }

/** Our receiver against the least a receiver can do, in turns: A B A B, on the same Redis. */
export const INGEST: Group = {
  title: 'Ingest: our receiver against a bare one that verifies and does one XADD',
  async run(size, say) {
    const plan = PLANS[size]
    await using stage = await openStage({ projects: Math.max(...plan.projects), tasks: 1, measures: 1 })
    say('registering the webhooks')
    const targets = await registerAll(stage)
    const receiver = await stage.start('server')
    const secrets = Object.fromEntries(targets.map(({ path, secret }) => [path, secret]))
    const floorPort = await findFreePort(0)
    await using bare = await startChild<FloorFunctions>('baseline', {
      redisUrl: stage.redis.url,
      port: floorPort,
      secrets,
    })
    const ours = await openSide(stage.port, receiver.call.usage)
    const floor = await openSide(floorPort, bare.call.usage)
    const sample: Measured[] = []
    for (const projects of plan.projects) {
      for (const events of EVENTS) {
        const what = `${events} ${events === 1 ? 'event' : 'events'}, ${projects} ${projects === 1 ? 'project' : 'projects'}`
        say(what)
        const pair = { ours, floor, targets: targets.slice(0, projects), events }
        sample.push(...(await compareThroughput(pair, plan, what)))
        if (projects > 1) sample.push(...(await compareAnswers(pair, plan, what)))
      }
    }
    for (const connection of [...ours.connections, ...floor.connections]) connection.close()
    return { sample, splits: [] }
  },
}

/** A whole life of the service registers them; it is over before anything is measured. */
async function registerAll(stage: Stage): Promise<Target[]> {
  await using service = await stage.start('all')
  await stage.rest(service)
  const webhooks = await stage.asana.webhooks()
  return webhooks
    .filter(({ resource }) => resource !== stage.planted.portfolio)
    .map(({ target, secret }) => ({ path: new URL(target).pathname, secret }))
}

type Side = Readonly<{ port: number; connections: readonly Connection[]; usage: () => Promise<Usage> }>
type Pair = Readonly<{ ours: Side; floor: Side; targets: readonly Target[]; events: (typeof EVENTS)[number] }>

async function openSide(port: number, usage: Side['usage']): Promise<Side> {
  return { port, connections: await openConnections(port, CONNECTIONS), usage }
}

/** Throughput, and the processor time behind it, which others at work on the machine disturb less. */
async function compareThroughput(pair: Pair, { pairs, forMs }: Plan, what: string): Promise<Measured[]> {
  const { ours, base } = await inTurns(pair, pairs, async (side) => {
    const deliveries = createDeliveries(side.port, pair.targets, pair.events)
    const before = await side.usage()
    const perSecond = await measureThroughput(side.connections, deliveries, forMs)
    const cpuMs = (await side.usage()).cpuMs - before.cpuMs
    return { perSecond, cpuUs: (cpuMs * 1000) / ((perSecond * forMs) / 1000) }
  })
  const goal: Goal = { of: 'ratio', atLeast: MIN_SHARE[pair.events] }
  const rates = { ours: ours.map(({ perSecond }) => perSecond), base: base.map(({ perSecond }) => perSecond) }
  const times = { ours: ours.map(({ cpuUs }) => cpuUs), base: base.map(({ cpuUs }) => cpuUs) }
  return [
    { group: 'ingest', name: `throughput, ${what}`, unit: '/s', ...rates, goal },
    { group: 'ingest', name: `processor time a delivery, ${what}`, unit: 'µs', ...times },
  ]
}

async function compareAnswers(pair: Pair, { ratePairs, rateMs }: Plan, what: string): Promise<Measured[]> {
  const rate = { perSecond: PER_SECOND, forMs: rateMs }
  const run = (side: Side) =>
    measureAnswers(side.connections, createDeliveries(side.port, pair.targets, pair.events), rate)
  const { ours, base } = await inTurns(pair, ratePairs, run)
  return [0.5, 0.99].map((share) => ({
    ...{ group: 'ingest', name: `p${share * 100} at ${PER_SECOND}/s, ${what}`, unit: 'ms' },
    ours: ours.map((times) => quantile(times, share)),
    base: base.map((times) => quantile(times, share)),
    ...(share === 0.99 ? { goal: P99_GOAL } : {}),
  }))
}

/** The first pair only warms up; who comes first changes from pair to pair. */
async function inTurns<T>(
  { ours, floor }: Pair,
  pairs: number,
  run: (side: Side) => Promise<T>,
): Promise<{ ours: T[]; base: T[] }> {
  const results: { ours: T[]; base: T[] } = { ours: [], base: [] }
  for (let pair = 0; pair <= pairs; pair += 1) {
    const turns = [
      { side: ours, into: results.ours },
      { side: floor, into: results.base },
    ]
    for (const { side, into } of pair % 2 === 0 ? turns : turns.toReversed()) {
      const result = await run(side)
      if (pair > 0) into.push(result)
    }
  }
  return results
}
