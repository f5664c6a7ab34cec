import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { syncProject } from '../../src/flows/sync/sync-project.ts'
import { commentsBy, fieldNamed, shown, statusesBy, tasksBy } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
let service: Service

async function begin(): Promise<void> {
  service = await stage.start()
  await stage.quiet(service)
}

async function end(): Promise<void> {
  await service[Symbol.asyncDispose]()
}

beforeEach(async () => {
  stage = await openStage()
  await begin()
})
afterEach(async () => {
  await end()
  await stage[Symbol.asyncDispose]()
})

async function api<T>(path: string): Promise<T> {
  const response = await fetch(`${service.url}/api/${path}`)
  return ((await response.json()) as { data: T }).data
}

/** What the service has put into Asana, whoever looks. */
function traces() {
  const { sandbox, story } = stage
  const bot = story.bot.gid
  const parents = [...Object.values(story.projects), story.portfolio]
  return {
    statuses: parents.map((gid) => statusesBy(sandbox.world, bot, gid).map(({ title }) => title)),
    comments: Object.values(story.tasks).map((gid) => commentsBy(sandbox.world, bot, gid).map(({ body }) => body.text)),
    tasks: tasksBy(sandbox.world, bot).map(({ name }) => name),
    fields: [...sandbox.world.state.tables.custom_field.values()].map(({ name }) => name),
  }
}

describe('the story of a marketing department', () => {
  it('serves every project of the portfolio with its health and its reason', async () => {
    const projects = await api<{ name: string; health: string; reason: string }[]>('projects')
    expect(Object.fromEntries(projects.map(({ name, health }) => [name, health]))).toMatchObject({
      'New website': 'On track',
      'Launch of the Nova tent': 'Off track',
      'Become better known': 'Needs data',
      'Partner shops': 'Needs data',
    })
    for (const { reason } of projects) expect(reason).not.toBe('')
  })

  it('brings a changed Actual back as fields on the measure and the project, and in the API', async () => {
    const { sandbox, story } = stage
    const { world } = sandbox
    const { preorders, training } = story.tasks
    expect(shown(world, preorders, 'Measure status')).toBe('Off track')
    world.setValues(preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
    world.updateTask(training, { completed: true }, { by: story.people.jonas })
    await stage.quiet(service)

    const project = await api<{ attainment: number; measures: { gid: string; attainment: number }[] }>(
      `projects/${story.projects.launch}`,
    )
    const measure = project.measures.find(({ gid }) => gid === preorders)
    expect(shown(world, preorders, 'Measure status')).toBe('On track')
    expect(shown(world, preorders, 'Attainment')).toBeCloseTo(Math.min(1, measure?.attainment ?? -1), 3)
    expect(shown(world, story.projects.launch, 'KPI attainment')).toBeCloseTo(project.attainment, 3)
    expect(shown(world, story.projects.launch, 'V2MOM health')).not.toBe('Off track')
  })

  it('posts one weekly update for each project that is not paused, and one for the portfolio', () => {
    const { sandbox, story } = stage
    const { fairs, ...speaking } = story.projects
    for (const gid of [...Object.values(speaking), story.portfolio]) {
      const updates = statusesBy(sandbox.world, story.bot.gid, gid)
      expect(updates.map(({ title }) => title.slice(0, 10))).toEqual(['Week 47 · '])
    }
    expect(statusesBy(sandbox.world, story.bot.gid, fairs)).toEqual([])
  })

  it('tells the assignee of a measure what is missing in one comment', () => {
    const { sandbox, story } = stage
    const [comment, ...others] = commentsBy(sandbox.world, story.bot.gid, story.tasks.recall)
    expect(others).toEqual([])
    expect(comment?.body.text).toMatch(/has no target/)
  })

  it('writes nothing at another reconcile', async () => {
    stage.sandbox.requests.clear()
    await service.jobs.enqueueReconcile()
    await stage.quiet(service)
    expect(stage.writes()).toEqual([])
    expect(stage.sandbox.requests.entries.length).toBeGreaterThan(0)
  })

  it('does nothing about the events of its own writes', async () => {
    const { sandbox, story } = stage
    sandbox.requests.clear()
    sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
    await stage.quiet(service)
    const refreshes = sandbox.requests.count({ operation: '/projects/{project_gid}/tasks' })
    expect(refreshes).toBe(1)
    const after = sandbox.requests.entries.length
    await stage.quiet(service)
    expect(sandbox.requests.entries.length).toBe(after)
  })

  it('makes one sync of a burst of changes, and shows the last of them', async () => {
    const { sandbox, story } = stage
    sandbox.requests.clear()
    for (let actual = 300; actual < 400; actual += 1) {
      sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: actual }, { by: story.people.jonas })
    }
    await stage.quiet(service)
    expect(sandbox.requests.count({ operation: '/projects/{project_gid}/tasks' })).toBeLessThanOrEqual(3)
    const { measures } = await api<{ measures: { gid: string; actual: number }[] }>(`projects/${story.projects.launch}`)
    expect(measures.find(({ gid }) => gid === story.tasks.preorders)?.actual).toBe(399)
  })

  it('doubles nothing when it is restarted', async () => {
    const before = traces()
    await end()
    stage.sandbox.requests.clear()
    await begin()
    expect(stage.writes()).toEqual([])
    expect(traces()).toEqual(before)
  })

  it('doubles nothing after a loss of Redis, and knows the whole history again', async () => {
    const before = traces()
    const history = await api<{ measures: { history: unknown[] }[] }>(`projects/${stage.story.projects.launch}`)
    await end()
    await stage.redis.wipe()
    await begin()
    const { comments, ...after } = traces()
    expect(after).toEqual({ statuses: before.statuses, tasks: before.tasks, fields: before.fields })
    expect(comments.map((texts) => texts.length)).toEqual(before.comments.map((texts) => texts.length))
    const again = await api<{ measures: { history: unknown[] }[] }>(`projects/${stage.story.projects.launch}`)
    expect(again.measures.map((measure) => measure.history)).toEqual(history.measures.map((measure) => measure.history))
    expect(stage.sandbox.world.state.tables.webhook.size).toBe(6)
  })

  it('notices by itself that Redis was wiped under it', async () => {
    const before = traces()
    await stage.redis.wipe()
    await expect.poll(() => service.jobs.isScheduled(), { timeout: 20_000 }).toBe(true)
    await stage.quiet(service)
    expect((await api<unknown[]>('projects')).length).toBe(5)
    expect(traces().statuses).toEqual(before.statuses)
    expect(traces().tasks).toEqual(before.tasks)
  }, 40_000)

  it('posts the next week when it has come, and says what changed since', async () => {
    const { sandbox, story } = stage
    stage.travel(7 * 24 * 60 * 60 * 1000)
    sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
    await service.jobs.enqueueReconcile()
    await stage.quiet(service)
    const titles = statusesBy(sandbox.world, story.bot.gid, story.projects.launch).map(({ title }) => title)
    expect(titles).toHaveLength(2)
    expect(titles[1]).toMatch(/^Week 48 · KPI \d+% of target, \d+% expected \(\+\d+ pts\)$/)
    expect(statusesBy(sandbox.world, story.bot.gid, story.portfolio)).toHaveLength(2)
  })

  it('leaves a weekly update deleted that a person deleted', async () => {
    const { sandbox, story } = stage
    const [update] = statusesBy(sandbox.world, story.bot.gid, story.projects.launch)
    sandbox.world.deleteStatus(update?.gid ?? '', { by: story.people.maya })
    await service.jobs.enqueueReconcile()
    await stage.quiet(service)
    expect(statusesBy(sandbox.world, story.bot.gid, story.projects.launch)).toEqual([])
  })

  it('sets back what a person writes over its own field, and never touches theirs', async () => {
    const { sandbox, story } = stage
    const attainment = fieldNamed(sandbox.world, 'Attainment')?.gid ?? ''
    const before = shown(sandbox.world, story.tasks.preorders, 'Attainment')
    sandbox.requests.clear()
    sandbox.world.setValues(story.tasks.preorders, { [attainment]: 0.99 }, { by: story.people.jonas })
    await stage.quiet(service)
    expect(shown(sandbox.world, story.tasks.preorders, 'Attainment')).toBe(before)
    expect(stage.writes()).toHaveLength(1)
  })

  it('tracks a project that is added to the portfolio, and no longer one that is removed', async () => {
    const { sandbox, story } = stage
    const by = { by: story.people.maya }
    const added = sandbox.world.addProject(
      { workspace: story.workspace, name: 'Spring sale', notes: 'Vision: sell out' },
      by,
    )
    sandbox.world.addItem(story.portfolio, added.gid, by)
    sandbox.world.removeItem(story.portfolio, story.projects.fairs, by)
    await stage.quiet(service)
    const names = (await api<{ name: string }[]>('projects')).map(({ name }) => name)
    expect(names).toContain('Spring sale')
    expect(names).not.toContain('Trade fair tour')
    const listened = [...sandbox.world.state.tables.webhook.values()].map(({ resource }) => resource)
    expect(listened).toContain(added.gid)
    expect(listened).not.toContain(story.projects.fairs)
  })

  it('knows which week is the newest, also after an earlier one was posted by hand', async () => {
    const { sandbox, story } = stage
    const { summary } = await syncProject(await service.context.resolveFlowDeps(), story.projects.launch, {
      ...{ dueWeek: '2026-W46', lockWaitMs: 5_000 },
    })
    expect(statusesBy(sandbox.world, story.bot.gid, story.projects.launch)).toHaveLength(2)
    expect(summary.weekly?.week).toBe('2026-W47')
  })
})
