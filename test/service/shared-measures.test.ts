import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { ourComments } from '../support/messages.ts'
import { shown } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage[Symbol.asyncDispose]())

const by = () => ({ by: stage.story.people.jonas })
const status = () => shown(stage.sandbox.world, stage.story.tasks.preorders, 'Measure status')

async function reconcile(service: Service): Promise<void> {
  await service.jobs.enqueueReconcile()
  await stage.quiet(service)
}

/** Puts a measure of the launch, which has dates, also into the younger awareness project, which has none. */
function share(task: string, section = 'Metrics'): void {
  const { sandbox, story } = stage
  sandbox.world.addTaskToProject(task, story.projects.awareness, { section: sectionNamed(section) }, by())
}

function sectionNamed(name: string): string {
  const sections = [...stage.sandbox.world.state.tables.section.values()]
  return sections.find((section) => section.name === name)?.gid ?? ''
}

/** How often the service wrote fields of a task. */
function fieldWrites(task: string): number {
  return stage.writes().filter(({ method, path }) => method === 'PUT' && path === `/tasks/${task}`).length
}

async function measureIn(service: Service, project: string, gid: string) {
  const { data } = (await (await fetch(`${service.url}/api/projects/${project}`)).json()) as {
    data: { measures: { gid: string; status: string }[] }
  }
  return data.measures.find((measure) => measure.gid === gid)
}

describe('a measure in two tracked projects with different dates', () => {
  it.each(['awareness', 'launch'] as const)(
    'is judged in each and written by the oldest, once, although %s is read last',
    async (last) => {
      const { sandbox, story, start, quiet, writes } = stage
      const { preorders } = story.tasks
      share(preorders)
      sandbox.faults.add({ kind: 'slow', path: new RegExp(`/projects/${story.projects[last]}/tasks`), delayMs: 1_000 })
      await using service = await start()
      await quiet(service)
      expect(await measureIn(service, story.projects.launch, preorders)).toMatchObject({ status: 'Off track' })
      expect(await measureIn(service, story.projects.awareness, preorders)).toMatchObject({ status: 'Needs data' })
      expect(status()).toBe('Off track')
      expect(fieldWrites(preorders)).toBe(1)
      expect(ourComments(stage, preorders)).toEqual([])
      sandbox.requests.clear()
      await reconcile(service)
      await reconcile(service)
      expect(writes()).toEqual([])
    },
  )

  it('is written by the younger one while it is work in the older one', async () => {
    const { story, start, quiet, sandbox } = stage
    const { preorders } = story.tasks
    share(preorders)
    await using service = await start()
    await quiet(service)
    sandbox.world.moveTask(preorders, sectionNamed('🚀 Initiatives'), by())
    await quiet(service)
    expect(status()).toBe('Needs data')
    expect(ourComments(stage, preorders)).toHaveLength(1)
    sandbox.world.moveTask(preorders, sectionNamed('📏 Key results'), by())
    await quiet(service)
    expect(status()).toBe('Off track')
    expect(ourComments(stage, preorders)[0]?.body.text).toMatch(/^All in place/)
    sandbox.requests.clear()
    await reconcile(service)
    expect(stage.writes()).toEqual([])
  })

  it('is written by the younger one when the older one, read last, turns out to have it as work', async () => {
    const { sandbox, story, start, quiet } = stage
    const { preorders } = story.tasks
    share(preorders)
    sandbox.world.moveTask(preorders, sectionNamed('🚀 Initiatives'), by())
    sandbox.faults.add({ kind: 'slow', path: new RegExp(`/projects/${story.projects.launch}/tasks`), delayMs: 1_000 })
    await using service = await start()
    await quiet(service)
    expect(status()).toBe('Needs data')
    expect(fieldWrites(preorders)).toBe(1)
  })

  it('goes over to the younger one with the end of the older one', async () => {
    const { story, start, quiet, sandbox } = stage
    share(story.tasks.preorders)
    await using service = await start()
    await quiet(service)
    sandbox.world.updateProject(story.projects.launch, { archived: true }, by())
    await quiet(service)
    expect(status()).toBe('Needs data')
    sandbox.requests.clear()
    await reconcile(service)
    expect(stage.writes()).toEqual([])
  })
})

it('a former measure loses its verdict, though a project that is not tracked holds it too', async () => {
  const { story, start, quiet, sandbox } = stage
  const { recall } = story.tasks
  const board = sandbox.world.addProject({ workspace: story.workspace, name: "Lena's board" }, by())
  sandbox.world.addTaskToProject(recall, board.gid, {}, by())
  await using service = await start()
  await quiet(service)
  expect(shown(sandbox.world, recall, 'Measure status')).toBe('Needs data')
  sandbox.world.moveTask(recall, sectionNamed('This month'), by())
  await quiet(service)
  expect(shown(sandbox.world, recall, 'Measure status')).toBeUndefined()
  expect(ourComments(stage, recall)[0]?.body.text).toMatch(/^This task is no measure any more/)
})
