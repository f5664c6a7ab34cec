import { measureBareRefresh } from '../load/bare.ts'
import { DELIVER_AFTER_MS, openStage, REFRESH_DELAY_MS, type Service, type Stage } from '../machine/environment.ts'
import { type Measured, quantile } from '../report/figure.ts'
import type { Run } from '../watch/latency-recorder.ts'
import type { Group, Size } from './group.ts'

type Plan = Readonly<{
  projects: number
  tasks: number
  seconds: number
  rates: readonly number[]
  stormEvents: number
  repeats: number
}>

const PLANS: Readonly<Record<Size, Plan>> = {
  full: { projects: 500, tasks: 20, seconds: 15, rates: [1, 10, 50], stormEvents: 2000, repeats: 2 },
  quick: { projects: 100, tasks: 20, seconds: 8, rates: [1, 10, 50], stormEvents: 2000, repeats: 1 },
  tiny: { projects: 4, tasks: 4, seconds: 1, rates: [3], stormEvents: 20, repeats: 1 },
}
/** The rate the goals are set for. */
const GOAL_RATE = 10

/** From a change in Asana to the field written, less the two times that are waited on purpose. */
export const FRESHNESS: Group = {
  title:
    'Freshness: from a change in Asana to the field written, beyond the quiet time; base: one reading and one write',
  async run(size, say) {
    const { projects, tasks, rates, seconds, stormEvents, repeats } = PLANS[size]
    say(`first mirror of ${projects} projects`)
    await using stage = await openStage({ projects, tasks, measures: 3 })
    const service = await stage.start('all')
    await stage.rest(service)
    const bare = await measureBareRefresh(stage.planted)
    const sample: Measured[] = []
    for (const perSecond of rates) {
      say(`${perSecond} changes a second`)
      const isGoal = perSecond === GOAL_RATE || rates.length === 1
      const calm = await repeat(stage, service, repeats, { perSecond, seconds })
      sample.push(...toMeasured(`${perSecond}/s over ${projects} projects`, calm, isGoal ? GOALS : {}, [bare]))
      if (!isGoal) continue
      say(`${perSecond} changes a second beside a storm of ${stormEvents}`)
      const storm = await repeat(stage, service, repeats, { perSecond, seconds, stormEvents })
      const name = `p99 while one project storms with ${stormEvents} events`
      const base = calm.late.map(({ p99 }) => Math.max(p99, 1))
      const ours = storm.late.map(({ p99 }) => Math.max(p99, 1))
      sample.push({ group: 'freshness', name, unit: 'ms', ours, base, goal: { of: 'ratio', atMost: 2 } })
      sample.push(lostOf('beside the storm', storm))
    }
    return { sample, splits: [] }
  },
}

type Late = Readonly<{ p50: number; p99: number }>
type Runs = Readonly<{ late: readonly Late[]; lost: number; asanaShare: number[]; serviceShare: number[] }>
type Goals = Readonly<{ p50?: number; p99?: number }>

const GOALS: Goals = { p50: 500, p99: 2000 }

async function repeat(stage: Stage, service: Service, repeats: number, run: Run): Promise<Runs> {
  const runs: { late: Late[]; lost: number; asanaShare: number[]; serviceShare: number[] } = {
    ...{ late: [], lost: 0, asanaShare: [], serviceShare: [] },
  }
  for (let n = 0; n < repeats; n += 1) {
    const [began, asana, own] = [performance.now(), await stage.asana.usage(), await service.call.usage()]
    const { ms, lost } = await stage.asana.timeChanges(run)
    const tookMs = performance.now() - began
    const beyond = ms.map((one) => one - REFRESH_DELAY_MS - DELIVER_AFTER_MS).toSorted((a, b) => a - b)
    runs.late.push({ p50: quantile(beyond, 0.5), p99: quantile(beyond, 0.99) })
    runs.lost += lost
    runs.asanaShare.push(((await stage.asana.usage()).cpuMs - asana.cpuMs) / tookMs)
    runs.serviceShare.push(((await service.call.usage()).cpuMs - own.cpuMs) / tookMs)
    await stage.rest(service)
    await stage.asana.takeRequests()
  }
  return runs
}

function toMeasured(what: string, runs: Runs, goals: Goals, base: readonly number[]): Measured[] {
  const group = 'freshness'
  const quantiles = (['p50', 'p99'] as const).map((key): Measured => {
    const atMost = goals[key]
    const goal = atMost === undefined ? {} : { goal: { of: 'ours', atMost } as const }
    return { group, name: `${key} at ${what}`, unit: 'ms', ours: runs.late.map((late) => late[key]), base, ...goal }
  })
  return [
    ...quantiles,
    lostOf(`at ${what}`, runs),
    { group, name: `the sandbox's share of a core at ${what}`, unit: 'cores', ours: runs.asanaShare },
    { group, name: `the service's share of a core at ${what}`, unit: 'cores', ours: runs.serviceShare },
  ]
}

function lostOf(when: string, { lost }: Runs): Measured {
  return {
    group: 'freshness',
    name: `changes never written ${when}`,
    unit: '',
    ours: [lost],
    goal: { of: 'ours', atMost: 0 },
  }
}
