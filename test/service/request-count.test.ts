import { afterEach, describe, expect, it } from 'vitest'
import { shown } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
afterEach(() => stage[Symbol.asyncDispose]())

const TASKS = { method: 'GET', operation: '/projects/{project_gid}/tasks' }
const MODIFIED = { method: 'GET', operation: '/tasks' }
const DETAILS = { method: 'GET', operation: '/projects/{project_gid}' }
const FIELDS = { method: 'GET', operation: '/workspaces/{workspace_gid}/custom_fields' }

describe('what is known and unchanged', () => {
  it('is not read again: the first start reads every project once, though it writes into all of them', async () => {
    // Asana tells of a new task long after it has answered whoever made it.
    stage = await openStage({ sandbox: { deliverAfterMs: 300 } })
    const { sandbox, story, start, quiet, writes } = stage
    await using service = await start()
    await quiet(service)
    expect(writes().length).toBeGreaterThan(20)
    expect(sandbox.requests.count(TASKS)).toBe(Object.keys(story.projects).length)
    expect(sandbox.requests.count(DETAILS)).toBe(0)
    // Once for the portfolio's fields, once for those of the tasks.
    expect(sandbox.requests.count(FIELDS)).toBe(2)
  })

  it('is not read again in a large project: one change costs one page', async () => {
    stage = await openStage()
    const { sandbox, story, start, quiet } = stage
    const { world } = sandbox
    const methods = world.addSection(story.projects.launch, { name: 'More methods' }).gid
    for (let n = 0; n < 250; n += 1) world.addTask({ name: 'One of many', sections: [methods] })
    stage.travel(600_000)
    await using service = await start()
    await quiet(service)
    const type = async (actual: number) => {
      world.setValues(story.tasks.preorders, { [story.fields.actual]: actual }, { by: story.people.jonas })
      await quiet(service)
    }
    // All those tasks were made at once, so the first question still finds them among the latest.
    await type(520)
    sandbox.requests.clear()
    await type(560)
    expect(shown(world, story.tasks.preorders, 'Attainment')).toBe(0.7)
    expect(sandbox.requests.count(TASKS)).toBe(0)
    expect(sandbox.requests.count(MODIFIED)).toBe(1)
  })
})
