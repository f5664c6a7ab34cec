import { openStage, type Service, type Stage } from '../machine/environment.ts'
import type { Measured } from '../report/figure.ts'
import { type Split, sum } from '../report/request-breakdown.ts'
import type { Counts } from '../watch/requests.ts'
import type { Typing } from '../watch/workload.ts'
import type { WorldSize } from '../world.ts'
import type { Group, Results, Size } from './group.ts'
import * as smallest from './smallest.ts'

type Plan = Readonly<{ many: WorldSize; large: WorldSize; burst: number; spread: number }>

const PLANS: Readonly<Record<Size, Plan>> = {
  full: {
    many: { projects: 200, tasks: 100, measures: 5 },
    large: { projects: 10, tasks: 250, measures: 5 },
    ...{ burst: 1000, spread: 200 },
  },
  quick: {
    many: { projects: 40, tasks: 100, measures: 5 },
    large: { projects: 2, tasks: 250, measures: 5 },
    ...{ burst: 1000, spread: 40 },
  },
  tiny: {
    many: { projects: 3, tasks: 4, measures: 2 },
    large: { projects: 1, tasks: 101, measures: 1 },
    ...{ burst: 20, spread: 2 },
  },
}
const CHANGES = 1000
/** Within the quiet time, so that it is one burst. */
const BURST_MS = 300
const FOUR_HOURS_MS = 4 * 3_600_000

/** Requests counted by the sandbox, beside the smallest number that could do the same. */
export const ECONOMY: Group = {
  title: 'Request economy: what the service asks of Asana against the smallest number possible',
  async run(size, say) {
    const { many, large, burst, spread } = PLANS[size]
    const first = await countMany(many, { burst, spread }, say)
    const second = await countLarge(large, say)
    return {
      sample: [...first.sample, ...second.sample],
      splits: [...first.splits, ...second.splits],
    }
  },
}

type Ledger = { sample: Measured[]; splits: Split[] }

async function countMany(
  size: WorldSize,
  { burst, spread }: Pick<Plan, 'burst' | 'spread'>,
  say: (message: string) => void,
): Promise<Results> {
  const ledger: Ledger = { sample: [], splits: [] }
  say(`first mirror of ${size.projects} projects of ${size.tasks} tasks`)
  await using stage = await openStage(size)
  const service = await stage.start('all')
  enterFirst(ledger, await countAfter(stage, service, async () => {}), size)

  const type = (typing: Typing) => countAfter(stage, service, () => stage.asana.typeMany(typing))
  say('one changed Actual')
  const one = { from: 0, projects: 1, times: 1, overMs: 0 }
  enter(ledger, 'one changed Actual', await type(one), smallest.smallestChange({ projects: 1 }))
  say('bursts')
  const small = await type({ ...one, from: 1, times: burst / 10, overMs: BURST_MS })
  const large = await type({ ...one, from: 2, times: burst, overMs: BURST_MS })
  enter(ledger, `burst of ${burst} on one project`, large, smallest.smallestChange({ projects: 1 }))
  ledger.sample.push({
    ...{ group: 'economy', name: `burst of ${burst} against one of ${burst / 10}`, unit: 'requests' },
    ...{ ours: [sum(large)], base: [sum(small)], goal: { of: 'ratio', atMost: 1 } },
  })
  const wide = { from: 0, projects: spread, times: Math.ceil(CHANGES / spread), overMs: BURST_MS }
  const counts = await type(wide)
  const name = `${wide.times * spread} changes over ${spread} projects`
  enter(ledger, name, counts, smallest.smallestChange({ projects: spread }))

  say('idle full compare')
  const idle = await countAfter(stage, service, () => service.call.compare())
  enter(ledger, `idle full compare of ${size.projects} projects`, idle, smallest.smallestCompare(size))
  ledger.sample.push({
    group: 'economy',
    name: 'writes of an idle compare',
    unit: 'requests',
    ...noneOf(idle),
  })
  say('weekly rollup')
  await stage.travel(FOUR_HOURS_MS, [service])
  const weekly = await countAfter(stage, service, () => service.call.weekly())
  enter(ledger, `weekly rollup of ${size.projects} projects`, weekly, smallest.smallestWeekly(size))
  return ledger
}

async function countLarge(size: WorldSize, say: (message: string) => void): Promise<Results> {
  const ledger: Ledger = { sample: [], splits: [] }
  const what = `${size.tasks} tasks each`
  say(`first mirror of ${size.projects} projects of ${what}`)
  await using stage = await openStage(size)
  const service = await stage.start('all')
  enterFirst(ledger, await countAfter(stage, service, async () => {}), size)
  const one = { from: 0, projects: 1, times: 1, overMs: 0 }
  const change = await countAfter(stage, service, () => stage.asana.typeMany(one))
  enter(ledger, `one changed Actual, ${what}`, change, smallest.smallestChange({ projects: 1 }))
  const idle = await countAfter(stage, service, () => service.call.compare())
  enter(ledger, `idle full compare of ${size.projects}, ${what}`, idle, smallest.smallestCompare(size))
  return ledger
}

/** Everything asked from here until the service has come to rest. */
async function countAfter(stage: Stage, service: Service, work: () => Promise<unknown>): Promise<Counts> {
  await work()
  await stage.rest(service)
  const { counts, refused } = await stage.asana.takeRequests()
  if (refused > 0) throw new Error(`The sandbox refused ${refused} requests: what was counted says nothing`)
  return counts
}

/** The first mirror is three pieces of work: reading, the past, and the figures that come to stand. */
function enterFirst(ledger: Ledger, counts: Counts, size: WorldSize): void {
  const { stories, listen } = smallest.OPERATIONS
  const isWrite = (name: string) => !name.startsWith('GET') && name !== listen
  const of = (test: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(counts).filter(([name]) => test(name)))
  const what = `${size.projects} × ${size.tasks} tasks`
  enter(
    ledger,
    `first mirror of ${what}`,
    of((name) => name !== stories && !isWrite(name)),
    smallest.smallestFirstReading(size),
  )
  enter(
    ledger,
    `history of ${what}`,
    of((name) => name === stories),
    smallest.smallestHistory(size),
  )
  enter(ledger, `first writes of ${what}`, of(isWrite), smallest.smallestFirstWrites(size))
}

function enter({ sample, splits }: Ledger, name: string, counts: Counts, least: Counts): void {
  const goal = { of: 'ratio', atMost: 1.1 } as const
  sample.push({ group: 'economy', name, unit: 'requests', ours: [sum(counts)], base: [sum(least)], goal })
  splits.push({ name, counts, smallest: least })
}

function noneOf(counts: Counts): Pick<Measured, 'ours' | 'goal'> {
  const writes = Object.entries(counts).filter(([name]) => !name.startsWith('GET'))
  return { ours: [sum(Object.fromEntries(writes))], goal: { of: 'ours', atMost: 0 } }
}
