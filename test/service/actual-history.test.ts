import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { healthTasks } from '../support/messages.ts'
import { commentsBy } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
let service: Service | undefined

beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await end()
  await stage[Symbol.asyncDispose]()
})

async function begin(): Promise<void> {
  service = await stage.start()
  await stage.quiet(service)
}

async function reconcile(): Promise<void> {
  await service?.jobs.enqueueReconcile()
  if (service) await stage.quiet(service)
}

async function end(): Promise<void> {
  await service?.[Symbol.asyncDispose]()
  service = undefined
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const MANY = 25

/** A project of the portfolio with many measures, each typed by a person a month after it was made. */
function plantLargeProject(): { gid: string; tasks: string[] } {
  const { sandbox, story } = stage
  const { world } = sandbox
  const { target, actual } = story.fields
  const at = (days: number) => new Date(Date.parse('2026-11-18T09:00:00Z') - days * 24 * 60 * 60 * 1000)
  const made = { by: story.people.maya, at: at(60) }
  const { gid } = world.addProject(
    { workspace: story.workspace, name: 'Everything', owner: story.people.maya, dueOn: '2026-12-31' },
    made,
  )
  const section = world.addSection(gid, { name: 'Measures' }, made).gid
  for (const field of [target, actual]) world.addFieldSetting(gid, field, made)
  const tasks = Array.from({ length: MANY }, (_, i) => {
    const input = { name: `Number ${i}`, sections: [section], assignee: story.people.maya }
    const task = world.addTask({ ...input, values: { [target]: 100, [actual]: 10 } }, made).gid
    world.setValues(task, { [actual]: 50 + i }, { by: story.people.maya, at: at(3) })
    return task
  })
  world.addItem(story.portfolio, gid, made)
  return { gid, tasks }
}

type ApiProject = { health: string; measures: { gid: string; history: { at: string; value: number }[] }[] }
async function project(gid: string): Promise<ApiProject> {
  const response = await fetch(`${service?.url}/api/projects/${gid}`)
  return ((await response.json()) as { data: ApiProject }).data
}

describe('first sight of many measures', () => {
  it('reads the stories of each once, and evaluates only when it knows them all', async () => {
    const { sandbox, story } = stage
    const { gid, tasks } = plantLargeProject()
    await begin()
    const { measures } = await project(gid)
    expect(measures.map(({ history }) => history.map(({ value }) => value))).toEqual(tasks.map((_, i) => [10, 50 + i]))
    for (const task of tasks) {
      expect(sandbox.requests.count({ path: new RegExp(`^/tasks/${task}/stories`) })).toBe(1)
      // Without its stories each of these numbers would look two months old.
      expect(commentsBy(sandbox.world, story.bot.gid, task)).toEqual([])
    }
  })

  it('goes on where it was when the service stops in the middle', async () => {
    const { sandbox } = stage
    const { gid, tasks } = plantLargeProject()
    const reads = () => tasks.map((task) => sandbox.requests.count({ path: new RegExp(`^/tasks/${task}/stories`) }))
    const late = tasks.slice(12, 13).map((task) => ({ kind: 'slow', path: new RegExp(task), delayMs: 60_000 }) as const)
    for (const fault of late) sandbox.faults.add(fault)
    service = await stage.start()
    await expect.poll(() => reads().filter(Boolean).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(12)
    await end()
    sandbox.faults.clear()
    await begin()
    expect((await project(gid)).measures).toHaveLength(MANY)
    expect(reads().slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 1))
  }, 40_000)
})

describe('the row of weeks', () => {
  it('goes on with every change, and is the same after a loss of Redis', async () => {
    const { sandbox, story } = stage
    await begin()
    for (const actual of [300, 420, 560]) {
      stage.travel(WEEK_MS)
      sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: actual }, { by: story.people.jonas })
      await reconcile()
    }
    const line = () => {
      const [card] = healthTasks(stage, story.projects.launch)
      return card?.notes.text.split('\n').find((text) => text.includes('Pre-orders from dealers: '))
    }
    const before = line()
    expect(before).toContain('560 of 800 tents')
    expect(before).toMatch(/ · [▁▂▃▄▅▆▇█]{8} · /)
    await end()
    await stage.redis.wipe()
    sandbox.requests.clear()
    await begin()
    expect(line()).toBe(before)
    expect(stage.writes()).toEqual([])
  })
})
