import { setTimeout as sleep } from 'node:timers/promises'
import type { Gid } from '../../../src/sandbox/state.ts'
import type { World } from '../../../src/sandbox/world.ts'
import type { Planted } from '../world.ts'
import { inShares, type Team } from './workload.ts'

/** A run: so many changes a second for so long, all over the projects; the last project may storm meanwhile. */
export type Run = Readonly<{ perSecond: number; seconds: number; stormEvents?: number }>

/** How long each change took to come back as a field, and how many never did. */
export type Latencies = Readonly<{ ms: readonly number[]; lost: number }>

const TIMEOUT_MS = 30_000

/** Measures from a change of Actual to the service's write on the same task, both within the sandbox: one clock, no wire. */
export async function timeChanges(world: World, planted: Planted, team: Team, run: Run): Promise<Latencies> {
  const waiting = new Map<Gid, number>()
  const ms: number[] = []
  const listener = listenFor(planted.bot.gid, (task) => {
    const since = waiting.get(task)
    if (since === undefined) return
    waiting.delete(task)
    ms.push(performance.now() - since)
  })
  world.state.listeners.add(listener)
  try {
    const { calm, stormy } = divide(planted, run)
    await Promise.all([typeAll(calm, run, team, waiting), storm(stormy, run, team)])
    await emptied(waiting)
  } finally {
    world.state.listeners.delete(listener)
  }
  return { ms, lost: waiting.size }
}

type Listener = Parameters<World['state']['listeners']['add']>[0]

function listenFor(bot: Gid, written: (task: Gid) => void): Listener {
  return ({ user, resource, change }) => {
    if (user === bot && resource.resource_type === 'task' && change?.field === 'custom_fields') written(resource.gid)
  }
}

/** First one measure of every project, then the next: a project comes round as late as can be. */
function divide({ projects }: Planted, { perSecond, seconds, stormEvents = 0 }: Run) {
  const peaceful = stormEvents > 0 ? projects.slice(0, -1) : projects
  const most = Math.max(...peaceful.map(({ measures }) => measures.length))
  const round = Array.from({ length: most }, (_, n) => peaceful.flatMap(({ measures }) => measures[n] ?? [])).flat()
  const calm = Array.from({ length: perSecond * seconds }, (_, n) => round[n % round.length] ?? '')
  const [measure = ''] = projects.at(-1)?.measures ?? []
  return { calm, stormy: Array.from({ length: stormEvents }, () => measure) }
}

async function typeAll(tasks: readonly Gid[], { seconds }: Run, team: Team, waiting: Map<Gid, number>): Promise<void> {
  for await (const due of inShares(tasks, seconds * 1000)) {
    for (const task of due) {
      // A change that overtakes an unanswered one counts with it, from the first on.
      if (!waiting.has(task)) waiting.set(task, performance.now())
      team.type(task)
    }
  }
}

async function storm(tasks: readonly Gid[], { seconds }: Run, team: Team): Promise<void> {
  for await (const due of inShares(tasks, seconds * 1000)) for (const task of due) team.type(task)
}

async function emptied(waiting: ReadonlyMap<Gid, number>): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS
  while (waiting.size > 0 && performance.now() < deadline) await sleep(20)
}
