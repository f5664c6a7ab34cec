import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { healthTasks, ourComments } from '../support/messages.ts'
import { commentsBy, statusesBy } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
let service: Service

beforeEach(async () => {
  stage = await openStage()
  await begin()
})
afterEach(async () => {
  await end()
  await stage[Symbol.asyncDispose]()
})

async function begin(): Promise<void> {
  service = await stage.start()
  await stage.quiet(service)
}

async function end(): Promise<void> {
  await service[Symbol.asyncDispose]()
}

async function restart({ withRedis }: { withRedis: boolean }): Promise<void> {
  await end()
  if (!withRedis) await stage.redis.wipe()
  await begin()
}

async function reconcile(): Promise<void> {
  await service.jobs.enqueueReconcile()
  await stage.quiet(service)
}

/** Brings the launch to this health by what people do. */
async function turn(health: 'Off track' | 'At risk'): Promise<void> {
  change(health)
  await stage.quiet(service)
}

function change(health: 'Off track' | 'At risk'): void {
  const { sandbox, story } = stage
  const actual = health === 'At risk' ? 560 : 214
  sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: actual }, { by: story.people.jonas })
}

function card() {
  const [only, ...others] = healthTasks(stage, stage.story.projects.launch)
  expect(others).toEqual([])
  if (!only) throw new Error('The launch has no health task')
  return only
}

function told(task: string): string[] {
  return ourComments(stage, task).map(({ body }) => body.text.replace(/ since .*/s, ''))
}

const HOUR_MS = 60 * 60 * 1000
const by = () => ({ by: stage.story.people.jonas })

describe('the comments on the health task', () => {
  it('are none at first, one for a change, and edited for what follows within a day', async () => {
    const { gid } = card()
    expect(told(gid)).toEqual([])
    await turn('At risk')
    expect(told(gid)).toEqual(['From Off track to At risk'])
    stage.travel(20 * HOUR_MS)
    await turn('Off track')
    expect(told(gid)).toEqual(['Off track again'])
    stage.travel(20 * HOUR_MS)
    await turn('At risk')
    expect(told(gid)).toEqual(['Off track again', 'From Off track to At risk'])
    expect(ourComments(stage, gid)[1]?.body.text).toContain('since 20 Nov 2026. "All dealers have seen')
  })

  it('go on where they were after a loss of Redis', async () => {
    const { gid } = card()
    await turn('At risk')
    await end()
    await stage.redis.wipe()
    stage.travel(2 * HOUR_MS)
    change('Off track')
    await begin()
    expect(told(card().gid)).toEqual(['Off track again'])
    stage.travel(30 * HOUR_MS)
    await restart({ withRedis: false })
    expect(told(gid)).toEqual(['Off track again'])
    await turn('At risk')
    expect(told(gid)).toEqual(['Off track again', 'From Off track to At risk'])
  })

  it('tell what changed during a pause when the project goes on', async () => {
    const { sandbox, story } = stage
    const post = (statusType: 'on_hold' | 'off_track') =>
      sandbox.world.addStatus(story.projects.launch, { statusType, text: 'As agreed' }, by())
    post('on_hold')
    await turn('At risk')
    expect(told(card().gid)).toEqual([])
    expect(card().notes.text).toMatch(/^V2MOM health: At risk/)
    post('off_track')
    await stage.quiet(service)
    expect(told(card().gid)).toEqual(['From Off track to At risk'])
  })
})

describe('a health task that a person', () => {
  it('deleted while the service was down comes back with the next change, and only once', async () => {
    const { sandbox, story } = stage
    await end()
    sandbox.world.deleteTask(card().gid, by())
    await begin()
    await reconcile()
    expect(healthTasks(stage, story.projects.launch)).toEqual([])
    await turn('At risk')
    const again = card()
    await reconcile()
    expect(card().gid).toBe(again.gid)
    sandbox.world.deleteTask(again.gid, by())
    await reconcile()
    expect(healthTasks(stage, story.projects.launch)).toEqual([])
  })

  it.each([[true], [false]])('completed is left alone (with Redis: %s) until health changes', async (withRedis) => {
    const { sandbox, story } = stage
    const { gid } = card()
    sandbox.world.updateTask(gid, { completed: true }, by())
    await stage.quiet(service)
    await restart({ withRedis })
    const words = card().notes.text
    sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: 220 }, by())
    await stage.quiet(service)
    expect(card()).toMatchObject({ gid, completed: true, notes: { text: words } })

    await turn('At risk')
    const tasks = healthTasks(stage, story.projects.launch)
    expect(tasks.map(({ completed }) => completed)).toContain(false)
    expect(tasks).toHaveLength(2)
    expect(told(gid)).toEqual([])
    await restart({ withRedis })
    expect(healthTasks(stage, story.projects.launch)).toHaveLength(2)
  })

  it('opened again is kept up to date again', async () => {
    const { sandbox, story } = stage
    const { gid } = card()
    sandbox.world.updateTask(gid, { completed: true, name: 'Our scorecard' }, by())
    await stage.quiet(service)
    sandbox.world.updateTask(gid, { completed: false }, by())
    sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: 220 }, by())
    await stage.quiet(service)
    expect(card().notes.text).toContain('220 of 800 tents')
  })

  it.each([[true], [false]])('renamed is still the one (with Redis: %s)', async (withRedis) => {
    const { sandbox } = stage
    const { gid } = card()
    sandbox.world.updateTask(gid, { name: 'Our scorecard' }, by())
    await restart({ withRedis })
    await turn('At risk')
    expect(card().gid).toBe(gid)
    expect(told(gid)).toEqual(['From Off track to At risk'])
  })

  it('moved to another project is still the one', async () => {
    const { sandbox, story } = stage
    const { gid } = card()
    const away = sandbox.world.addProject({ workspace: story.workspace, name: 'Scorecards' }, by())
    sandbox.world.addTaskToProject(gid, away.gid, {}, by())
    sandbox.world.removeTaskFromProject(gid, story.projects.launch, by())
    await turn('At risk')
    expect(healthTasks(stage, story.projects.launch)).toEqual([])
    expect(told(gid)).toEqual(['From Off track to At risk'])
  })

  it('also put into another tracked project does not become the health task of that one', async () => {
    const { sandbox, story } = stage
    const { gid } = card()
    const [other] = healthTasks(stage, story.projects.website)
    if (!other) throw new Error('The website has no health task')
    sandbox.world.addTaskToProject(gid, story.projects.website, { before: other.gid }, by())
    await stage.quiet(service)
    sandbox.requests.clear()
    await restart({ withRedis: false })
    expect(stage.writes()).toEqual([])
    expect(healthTasks(stage, story.projects.website).map((task) => task.gid)).toContain(other.gid)
    await reconcile()
    expect(stage.writes()).toEqual([])
  })
})

describe('a project that was copied with its health task', () => {
  /** As Asana duplicates a project: tasks with their notes and values, but without comments. */
  function copyLaunch(by: string): { project: string; copies: Map<string, string> } {
    const { world } = stage.sandbox
    const { workspace, projects, portfolio } = stage.story
    const original = world.state.tables.project.get(projects.launch)
    if (!original) throw new Error('The launch is gone')
    const act = { by }
    const { startOn = null, dueOn = null, owner = null, notes } = original
    const name = 'Launch of the next tent'
    const { gid: project } = world.addProject({ workspace, name, notes, startOn, dueOn, owner }, act)
    for (const { field } of original.settings) world.addFieldSetting(project, field, act)
    const copies = new Map<string, string>()
    for (const from of original.sections) {
      const section = world.addSection(project, { name: world.state.tables.section.get(from)?.name ?? '' }, act).gid
      for (const { gid, name, notes: text, assignee, values } of world.tasksOf(projects.launch)) {
        const task = world.state.tables.task.get(gid)
        if (!task?.sections.includes(from)) continue
        const copied = { name, notes: { html: text.html }, sections: [section], values: Object.fromEntries(values) }
        copies.set(gid, world.addTask({ ...copied, assignee: assignee ?? null }, act).gid)
      }
    }
    world.addItem(portfolio, project, act)
    return { project, copies }
  }

  it.each(['person', 'bot'] as const)('by a %s adopts the copy as its own, without a comment', async (who) => {
    const { story } = stage
    const original = card()
    await turn('At risk')
    const before = told(original.gid)
    const { project, copies } = copyLaunch(who === 'bot' ? story.bot.gid : story.people.maya)
    const copy = copies.get(original.gid) ?? ''
    stage.sandbox.world.setValues(copies.get(story.tasks.preorders) ?? '', { [story.fields.actual]: 100 }, by())
    await stage.quiet(service)
    await reconcile()

    const cards = () => stage.sandbox.world.tasksOf(project).filter(({ name }) => name === 'V2MOM health')
    expect(cards().map(({ gid }) => gid)).toEqual([copy])
    expect(cards()[0]?.notes.html).toContain(project)
    expect(cards()[0]?.notes.html).not.toContain(story.projects.launch)
    expect(cards()[0]?.notes.text).toContain('100 of 800 tents')
    expect(told(copy)).toEqual([])
    expect(card().gid).toBe(original.gid)
    expect(told(original.gid)).toEqual(before)
    expect(card().notes.html).toContain(story.projects.launch)

    stage.sandbox.requests.clear()
    await restart({ withRedis: false })
    expect(stage.writes()).toEqual([])
    const { data } = (await (await fetch(`${service.url}/api/projects/${project}/records`)).json()) as {
      data: { gid: string }[]
    }
    expect(data.map(({ gid }) => gid)).not.toContain(copy)
  })
})

describe('a health task that stands in a project added later', () => {
  it.each(['put there as well', 'moved there'] as const)('%s stays that of its own project', async (how) => {
    const { sandbox, story } = stage
    const { gid } = card()
    sandbox.world.updateTask(gid, { name: 'Our scorecard' }, by())
    const other = sandbox.world.addProject({ workspace: story.workspace, name: 'Cards', notes: 'Vision: order' }, by())
    sandbox.world.addTaskToProject(gid, other.gid, {}, by())
    if (how === 'moved there') sandbox.world.removeTaskFromProject(gid, story.projects.launch, by())
    sandbox.world.addItem(story.portfolio, other.gid, by())
    await stage.quiet(service)
    await turn('At risk')
    expect(told(gid)).toEqual(['From Off track to At risk'])
    const made = healthTasks(stage, other.gid).filter((task) => task.gid !== gid)
    expect(made).toHaveLength(1)
    expect(made[0]?.notes.html).toContain(other.gid)
    const { data } = (await (await fetch(`${service.url}/api/projects/${other.gid}/records`)).json()) as {
      data: { gid: string }[]
    }
    expect(data.map((record) => record.gid)).not.toContain(gid)
  })
})

describe('after a loss of Redis', () => {
  it('no scorecard is rewritten that says what it should', async () => {
    stage.sandbox.requests.clear()
    await restart({ withRedis: false })
    expect(stage.writes()).toEqual([])
  })
})

describe('nothing is posted', () => {
  it('in a project that was archived or completed, whatever happens there', async () => {
    const { sandbox, story } = stage
    const maya = { by: story.people.maya }
    sandbox.world.updateProject(story.projects.launch, { archived: true }, maya)
    sandbox.world.completeProject(story.projects.awareness, true, maya)
    await stage.quiet(service)
    sandbox.requests.clear()
    change('At risk')
    sandbox.world.setValues(story.tasks.recall, { [story.fields.target]: 40 }, by())
    stage.travel(7 * 24 * HOUR_MS)
    await reconcile()
    const places = [story.projects.launch, story.projects.awareness, story.tasks.recall, story.tasks.preorders]
    expect(stage.writes().filter(({ path }) => places.some((gid) => path.includes(gid)))).toEqual([])
    expect(told(card().gid)).toEqual([])
    expect(statusesBy(sandbox.world, story.bot.gid, story.projects.launch)).toHaveLength(1)
  })

  it('but one hint in a project without a V2MOM', async () => {
    const { sandbox, story } = stage
    const maya = { by: story.people.maya }
    const bare = sandbox.world.addProject({ workspace: story.workspace, name: 'Office move' }, maya)
    sandbox.world.addTask({ name: 'Order boxes', projects: [bare.gid] }, maya)
    sandbox.world.addItem(story.portfolio, bare.gid, maya)
    await stage.quiet(service)
    stage.travel(7 * 24 * HOUR_MS)
    await reconcile()
    const [hint, ...others] = healthTasks(stage, bare.gid)
    expect(others).toEqual([])
    expect(hint?.notes.text).toMatch(/^Office move has no V2MOM yet\. Write Vision/)
    expect(commentsBy(sandbox.world, story.bot.gid, hint?.gid ?? '')).toEqual([])
    expect(sandbox.world.statusesOf(bare.gid)).toEqual([])
    expect(sandbox.world.state.tables.project.get(bare.gid)?.values.size).toBe(0)
  })
})
