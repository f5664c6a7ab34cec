import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { healthTasks, ourComments } from '../support/messages.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
let service: Service

beforeEach(async () => {
  stage = await openStage()
  await begin()
})
afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})

async function begin(): Promise<void> {
  service = await stage.start()
  await stage.quiet(service)
}

async function beginWithoutMemory(): Promise<void> {
  await service[Symbol.asyncDispose]()
  await stage.redis.wipe()
  await begin()
}

async function settle(): Promise<void> {
  await stage.quiet(service)
}

async function reconcile(): Promise<void> {
  await service.jobs.enqueueReconcile()
  await settle()
}

/** The only comment of ours on a task, as it is now. */
function comment(task: string) {
  const [only, ...others] = ourComments(stage, task)
  expect(others).toEqual([])
  if (!only) throw new Error('The service has not commented here')
  return { ...only }
}

const DAY_MS = 24 * 60 * 60 * 1000

describe('the comment on a measure', () => {
  it('is one and is not edited, whatever else is edited', async () => {
    const { sandbox, story } = stage
    const { recall, articles } = story.tasks
    const lena = { by: story.people.lena }
    const before = comment(recall).body.text
    for (let i = 0; i < 10; i += 1) {
      sandbox.world.updateTask(recall, { notes: `Survey ${i}` }, lena)
      sandbox.world.updateTask(recall, { name: `People who know us, survey ${i}` }, lena)
      sandbox.world.addComment(recall, `Called ${i} people`, lena)
      sandbox.world.updateTask(recall, { dueOn: `2027-01-0${1 + (i % 9)}` }, lena)
      sandbox.world.updateTask(articles, { notes: `Counted ${i}` }, lena)
      if (i % 3 === 0) await settle()
    }
    await reconcile()
    expect(comment(recall)).toMatchObject({ isEdited: false, body: { text: before } })
    expect(comment(articles).isEdited).toBe(false)
  })

  it('follows the findings in place: more, fewer, none, and one again', async () => {
    const { sandbox, story } = stage
    const { recall } = story.tasks
    const set = async (patch: Parameters<typeof sandbox.world.updateTask>[1]) => {
      sandbox.world.updateTask(recall, patch, { by: story.people.lena })
      await settle()
      return comment(recall).body.text
    }
    const { target } = story.fields
    expect(await set({ assignee: null })).toMatch(/^Lena Vogt, who owns the project: 2 things keep/)
    expect(await set({ values: { [target]: 40 } })).toMatch(/One thing keeps.*\n.*This measure has no owner/)
    expect(await set({ assignee: story.people.lena })).toBe('All in place: this measure counts.\n— asana-v2mom')
    expect(await set({ values: { [target]: null } })).toMatch(/This measure has no target/)
  })

  it('adds no follower but the assignee, who is one already', async () => {
    const { sandbox, story } = stage
    const { recall, followers } = story.tasks
    expect(sandbox.world.state.tables.task.get(recall)?.followers).not.toContain(story.bot.gid)
    expect(comment(recall).body.html).toContain(`data-asana-gid="${story.people.lena}"`)
    expect(comment(followers).body.html).not.toContain('data-asana-gid')
  })

  it('names an assignee it may not mention in plain words, and does not try again', async () => {
    const { sandbox, story } = stage
    const { visitors } = story.tasks
    const stories = { method: 'POST', path: new RegExp(`/tasks/${visitors}/stories`) }
    sandbox.faults.add({ kind: '400', ...stories })
    sandbox.world.setValues(visitors, { [story.fields.target]: null }, { by: story.people.maya })
    await settle()
    expect(comment(visitors).body.text).toMatch(/^Maya Okafor: One thing keeps/)
    sandbox.requests.clear()
    sandbox.world.setValues(visitors, { [story.fields.actual]: null }, { by: story.people.maya })
    await settle()
    expect(comment(visitors).body.text).toMatch(/^Maya Okafor: 2 things keep/)
    const edits = stage.writes().filter(({ path }) => path.startsWith('/stories/'))
    expect(edits.map(({ status }) => status)).toEqual([200])
  })

  it('stays deleted when a person deletes it', async () => {
    const { sandbox, story } = stage
    const { recall } = story.tasks
    sandbox.world.deleteStory(comment(recall).gid, { by: story.bot.gid })
    sandbox.world.setValues(recall, { [story.fields.actual]: null }, { by: story.people.lena })
    await settle()
    stage.travel(2 * DAY_MS)
    await reconcile()
    expect(ourComments(stage, recall)).toEqual([])
  })

  it('is found again after a loss of Redis, and left as it is', async () => {
    const { story } = stage
    const { recall, followers, articles, readers } = story.tasks
    const tasks = [recall, followers, articles, readers, story.tasks['share-of-voice']]
    const before = tasks.map(comment)
    await beginWithoutMemory()
    expect(tasks.map(comment)).toEqual(before)
    expect(before.map(({ isEdited }) => isEdited)).toEqual(tasks.map(() => false))
  })

  it('is edited when its finding went away during a loss of Redis', async () => {
    const { sandbox, story } = stage
    const { recall } = story.tasks
    await service[Symbol.asyncDispose]()
    await stage.redis.wipe()
    sandbox.world.setValues(recall, { [story.fields.target]: 40 }, { by: story.people.lena })
    await begin()
    expect(comment(recall).body.text).toMatch(/^All in place/)
  })

  it('waits while a person has paused the project, and is edited when it goes on', async () => {
    const { sandbox, story } = stage
    const { recall } = story.tasks
    const { awareness } = story.projects
    const lena = { by: story.people.lena }
    const post = (type: 'on_hold' | 'on_track') =>
      sandbox.world.addStatus(awareness, { statusType: type, title: type, text: 'As agreed' }, lena)
    post('on_hold')
    const before = comment(recall).body.text
    sandbox.world.setValues(recall, { [story.fields.target]: 40 }, lena)
    await settle()
    expect(comment(recall).body.text).toBe(before)
    post('on_track')
    await settle()
    expect(comment(recall).body.text).toMatch(/^All in place/)
  })
})

describe('the comment on a task that is no measure any more', () => {
  const FORMER = 'This task is no measure any more, so nothing is missing here.\n— asana-v2mom'

  it('says so once, and asks again when it is one again', async () => {
    const { sandbox, story } = stage
    const { recall } = story.tasks
    const lena = { by: story.people.lena }
    const asked = comment(recall).body.text
    sandbox.world.moveTask(recall, sectionNamed('This month'), lena)
    await settle()
    expect(comment(recall).body.text).toBe(FORMER)
    sandbox.requests.clear()
    await reconcile()
    expect(stage.writes()).toEqual([])
    sandbox.world.moveTask(recall, sectionNamed('Metrics'), lena)
    await settle()
    expect(comment(recall).body.text).toBe(asked)
  })

  it('says so on a task that went to a project that is not tracked', async () => {
    const { sandbox, story } = stage
    const { recall } = story.tasks
    const lena = { by: story.people.lena }
    const away = sandbox.world.addProject({ workspace: story.workspace, name: 'Old ideas' }, lena)
    sandbox.world.addTaskToProject(recall, away.gid, {}, lena)
    sandbox.world.removeTaskFromProject(recall, story.projects.awareness, lena)
    await reconcile()
    expect(comment(recall).body.text).toBe(FORMER)
  })

  it('is edited by the project that the task went to', async () => {
    const { sandbox, story } = stage
    const { recall } = story.tasks
    const lena = { by: story.people.lena }
    const asked = comment(recall).body.text
    const section = sectionNamed('📏 Key results')
    sandbox.world.addTaskToProject(recall, story.projects.launch, { section }, lena)
    sandbox.world.removeTaskFromProject(recall, story.projects.awareness, lena)
    await reconcile()
    await reconcile()
    expect(comment(recall)).toMatchObject({ isEdited: false, body: { text: asked } })
    sandbox.world.setValues(recall, { [story.fields.target]: 40 }, lena)
    await settle()
    expect(comment(recall).body.text).toMatch(/^All in place/)
  })

  it('is forgotten with a task that is deleted', async () => {
    const { sandbox, story } = stage
    sandbox.world.deleteTask(story.tasks.recall, { by: story.people.lena })
    await settle()
    sandbox.requests.clear()
    await reconcile()
    expect(sandbox.requests.entries.filter(({ status }) => status === 404)).toEqual([])
    expect(healthTasks(stage, story.projects.awareness)).toHaveLength(1)
  })
})

function sectionNamed(name: string): string {
  const sections = [...stage.sandbox.world.state.tables.section.values()]
  return sections.find((section) => section.name === name)?.gid ?? ''
}
