import { measureBareReading } from '../load/bare.ts'
import { openStage, type Stage } from '../machine/environment.ts'
import type { Measured } from '../report/figure.ts'
import { sum } from '../report/request-breakdown.ts'
import type { WorldSize } from '../world.ts'
import type { Group, Results, Size } from './group.ts'
import { smallestFirstReading, smallestFirstWrites, smallestHistory } from './smallest.ts'
import { spendWeekly } from './weekly.ts'
import { compareWorkers } from './workers.ts'

type Plan = Readonly<{
  many: WorldSize
  huge: WorldSize
  start: WorldSize
  workers: readonly number[]
  repeats: number
}>

const PLANS: Readonly<Record<Size, Plan>> = {
  full: {
    many: { projects: 1000, tasks: 100, measures: 5 },
    huge: { projects: 1, tasks: 10_000, measures: 5 },
    start: { projects: 20, tasks: 250, measures: 5 },
    workers: [1, 2, 4],
    repeats: 2,
  },
  quick: {
    many: { projects: 200, tasks: 100, measures: 5 },
    huge: { projects: 1, tasks: 3000, measures: 5 },
    start: { projects: 20, tasks: 250, measures: 5 },
    workers: [1, 2, 4],
    repeats: 1,
  },
  tiny: {
    many: { projects: 3, tasks: 5, measures: 1 },
    huge: { projects: 1, tasks: 20, measures: 1 },
    start: { projects: 2, tasks: 5, measures: 1 },
    workers: [1, 2],
    repeats: 1,
  },
}
const MB = 1_000_000

/** How cost grows with what exists: time, requests, memory of the process and of Redis, and more workers. */
export const SCALE: Group = {
  title: 'Scale: base of times is reading every page once with nothing done about it, of requests the smallest number',
  async run(size, say) {
    const plan = PLANS[size]
    const results = [await mirrorMany(plan, say), await mirrorHuge(plan.huge, say), await startOften(plan, say)]
    return {
      sample: results.flatMap(({ sample }) => sample),
      splits: results.flatMap(({ splits }) => splits),
    }
  },
}

type Say = (message: string) => void

async function mirrorMany({ many, workers, repeats }: Plan, say: Say): Promise<Results> {
  say(`first mirror of ${many.projects} projects of ${many.tasks} tasks`)
  await using stage = await openStage(many)
  const what = `${many.projects} × ${many.tasks}`
  const sample = await mirrorOnce(stage, many, { what, peakMb: 250, redisBytes: 1500 })
  say('workers')
  sample.push(...(await compareWorkers(stage, { workers, repeats }, say)))
  say('the weekly hour, within the budget of a paid token')
  sample.push(await spendWeekly(stage, many.projects))
  return { sample, splits: [] }
}

type Limits = Readonly<{ what: string; peakMb?: number; redisBytes?: number; ownMs?: number }>

/** One life of the service on an empty Redis, from its start to rest. */
async function mirrorOnce(
  stage: Stage,
  size: WorldSize,
  { what, peakMb, redisBytes, ownMs }: Limits,
): Promise<Measured[]> {
  const group = 'scale'
  const bareMs = await measureBareReading(stage.planted)
  await stage.asana.takeRequests()
  const emptyBytes = await stage.redis.usedBytes()
  const began = Date.now()
  await using service = await stage.start('all')
  const readyMs = Date.now() - began
  const tookMs = (await stage.rest(service)) - began
  const { counts } = await stage.asana.takeRequests()
  const smallest = sum(smallestFirstReading(size)) + sum(smallestHistory(size)) + sum(smallestFirstWrites(size))
  const perTask = ((await stage.redis.usedBytes()) - emptyBytes) / (size.projects * size.tasks)
  const { peakBytes, cpuMs } = await service.call.usage()
  return [
    { group, name: `start to listening, ${what}`, unit: 'ms', ours: [readyMs] },
    { group, name: `start to mirrored, ${what}`, unit: 'ms', ours: [tookMs], base: [bareMs], ...atMost(ownMs) },
    { group, name: `processor time of the service, ${what}`, unit: 'ms', ours: [cpuMs] },
    {
      group,
      name: `requests, ${what}`,
      unit: 'requests',
      ours: [sum(counts)],
      base: [smallest],
      goal: { of: 'ratio', atMost: 1.1 },
    },
    { group, name: `peak memory of the service, ${what}`, unit: 'MB', ours: [peakBytes / MB], ...atMost(peakMb) },
    { group, name: `Redis memory a task, ${what}`, unit: 'bytes', ours: [perTask], ...atMost(redisBytes) },
  ]
}

function atMost(limit: number | undefined): Pick<Measured, 'goal'> {
  return limit === undefined ? {} : { goal: { of: 'ours', atMost: limit } }
}

const PAGES = 'GET /projects/{project_gid}/tasks'
const MODIFIED = 'GET /tasks'

/** One project that fills many pages, beside one that fills a single page. */
async function mirrorHuge(huge: WorldSize, say: Say): Promise<Results> {
  const group = 'scale'
  const small = { ...huge, tasks: Math.min(huge.tasks, 100) }
  const peaks: number[] = []
  const sample: Measured[] = []
  for (const size of [small, huge]) {
    say(`one project of ${size.tasks} tasks`)
    await using stage = await openStage(size)
    const what = `1 × ${size.tasks}`
    const { peak, pages, figures } = await mirrorAndChange(stage, size, what)
    peaks.push(peak)
    if (size === huge) {
      sample.push(...figures)
      sample.push({
        group,
        name: `pages read for one change, ${what}`,
        unit: 'requests',
        ours: [pages],
        goal: { of: 'ours', atMost: 2 },
      })
    }
  }
  const [onePage = 0, manyPages = 0] = peaks
  const name = `peak memory of ${huge.tasks} tasks against one page`
  sample.push({
    group,
    name,
    unit: 'MB',
    ours: [manyPages / MB],
    base: [onePage / MB],
    goal: { of: 'ratio', atMost: 1.1 },
  })
  return { sample, splits: [] }
}

async function mirrorAndChange(stage: Stage, size: WorldSize, what: string) {
  const figures = await mirrorOnce(stage, size, { what })
  // A second life looks at everything once more, and then at one change: nothing of the first one's start is in its peak.
  await using service = await stage.start('all')
  await stage.rest(service)
  await stage.asana.takeRequests()
  await stage.asana.typeMany({ from: 0, projects: 1, times: 1, overMs: 0 })
  await stage.rest(service)
  const { counts } = await stage.asana.takeRequests()
  const { peakBytes } = await service.call.usage()
  return { peak: peakBytes, pages: (counts[PAGES] ?? 0) + (counts[MODIFIED] ?? 0), figures }
}

async function startOften({ start, repeats }: Plan, say: Say): Promise<Results> {
  say(`process start, ${start.projects} projects of ${start.tasks} tasks`)
  const runs: Measured[][] = []
  for (let n = 0; n < repeats; n += 1) {
    await using stage = await openStage(start)
    runs.push(await mirrorOnce(stage, start, { what: `${start.projects} × ${start.tasks}`, ownMs: 3000 }))
  }
  const [first = []] = runs
  const together = first.map((one, n) => ({
    ...one,
    ours: runs.flatMap((run) => run[n]?.ours ?? []),
    ...(one.base ? { base: runs.flatMap((run) => run[n]?.base ?? []) } : {}),
  }))
  return { sample: together, splits: [] }
}
