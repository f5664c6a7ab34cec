import { setTimeout as sleep } from 'node:timers/promises'
import type { Gid } from '../../../src/sandbox/state.ts'
import type { World } from '../../../src/sandbox/world.ts'
import { type Planted, TARGET } from '../world.ts'

/** Which measures are typed: `times` in each of `projects` projects beginning with number `from`, spread over `overMs`. */
export type Typing = Readonly<{ from: number; projects: number; times: number; overMs: number }>

export type Team = Readonly<{
  /** Types another Actual into a measure: always another one, and always one that keeps it on track. */
  type(measure: Gid): void
  typeMany(typing: Typing): Promise<void>
}>

const TICK_MS = 10
/** No number of changes that is made at once is a multiple of it, so the last value differs from the first. */
const VALUES = 7

/** The person who keeps the numbers up to date. */
export function createTeam(world: World, { projects, person, actual }: Planted): Team {
  const visits = new Map<Gid, number>()

  function type(measure: Gid): void {
    const visit = (visits.get(measure) ?? 0) + 1
    visits.set(measure, visit)
    world.setValues(measure, { [actual]: TARGET * (0.7 + 0.01 * (1 + (visit % VALUES))) }, { by: person })
  }

  async function typeMany({ from, projects: count, times, overMs }: Typing): Promise<void> {
    const measures = projects.slice(from, from + count).map((project) => project.measures[0] ?? '')
    const all = Array.from({ length: times }, () => measures).flat()
    for await (const due of inShares(all, overMs)) for (const measure of due) type(measure)
  }

  return { type, typeMany }
}

/** Hands out a list in even shares, tick by tick; what a late tick missed comes with the next one. */
export async function* inShares<T>(list: readonly T[], overMs: number): AsyncGenerator<readonly T[]> {
  const began = performance.now()
  for (let done = 0; done < list.length; ) {
    const share = overMs === 0 ? 1 : (performance.now() - began) / overMs
    const until = Math.min(list.length, Math.ceil(share * list.length))
    yield list.slice(done, until)
    done = until
    await sleep(TICK_MS)
  }
}
