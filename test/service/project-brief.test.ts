import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import type { Service } from '../../src/app/start-service.ts'
import type { FaultKind } from '../../src/sandbox/faults.ts'
import { openStage, type Stage } from '../support/service.ts'

const BRIEF = { method: 'GET', operation: '/project_briefs/{project_brief_gid}' }
const HTML =
  '<body><h1>Vision</h1>Every family knows Nova.<h1>Measures</h1>' +
  '<table><tr><td>KPI</td><td>Target</td></tr><tr><td>Leads</td><td>500</td></tr></table></body>'
const Records = z.object({
  data: z.array(
    z.object({ component: z.string().nullable(), source: z.string().nullable(), text: z.string().nullish() }),
  ),
})

let stage: Stage
let service: Service
let brief: string
beforeEach(async () => {
  stage = await openStage()
  const { world } = stage.sandbox
  world.updateProject(stage.story.projects.launch, { notes: { html: '<body>Values\n<ul><li>Warm</li></ul></body>' } })
  brief = world.addProjectBrief(stage.story.projects.launch, { title: 'Nova', text: { html: HTML } }).gid
})
afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})

async function begin(): Promise<void> {
  service = await stage.start()
  await stage.quiet(service)
}

async function statements(): Promise<string[]> {
  const response = await fetch(`${service.url}/api/projects/${stage.story.projects.launch}/records`)
  const { data } = Records.parse(await response.json())
  return data.filter(({ source }) => source === 'description').map(({ component, text }) => `${component}: ${text}`)
}

function readings(): number {
  return stage.sandbox.requests.count(BRIEF)
}

describe('the brief of a project', () => {
  it('is read after the description', async () => {
    await begin()
    expect(await statements()).toEqual(['values: Warm', 'vision: Every family knows Nova.', 'measures: Leads: 500'])
  })

  it('is read once for each change of the project, and not for a change of a task', async () => {
    await begin()
    expect(readings()).toBe(1)
    const { world } = stage.sandbox
    const { launch } = stage.story.projects
    world.updateTask(stage.story.tasks.preorders, { name: 'Pre-orders' }, { by: stage.story.people.maya })
    await stage.quiet(service)
    expect(readings()).toBe(1)
    world.updateProject(launch, { name: 'Nova, the tent' }, { by: stage.story.people.maya })
    await stage.quiet(service)
    expect(readings()).toBe(2)
  })

  it('is read at each reconcile, since its changes are no events', async () => {
    await begin()
    const { world } = stage.sandbox
    world.updateProjectBrief(brief, { text: { html: '<body><h1>Obstacles</h1>Rain</body>' } })
    await stage.quiet(service)
    expect(await statements()).toContain('vision: Every family knows Nova.')
    await service.jobs.enqueueReconcile()
    await stage.quiet(service)
    expect(await statements()).toEqual(['values: Warm', 'obstacles: Rain'])
    expect(readings()).toBe(2)
  })

  test.each<FaultKind>(['402', '403', '404'])(
    'is left out where Asana answers %s, and all else goes on',
    async (kind) => {
      stage.sandbox.faults.add({ kind, path: /^\/project_briefs\//, times: Number.POSITIVE_INFINITY })
      await begin()
      expect(await statements()).toEqual(['values: Warm'])
      expect(stage.writes().length).toBeGreaterThan(0)
      expect(readings()).toBe(1)
      expect(stage.logs.lines.filter(({ level }) => typeof level === 'number' && level >= 40)).toEqual([])
    },
  )

  it('is read again later where Asana fails otherwise', async () => {
    stage.sandbox.faults.add({ kind: '503', path: /^\/project_briefs\// })
    await begin()
    expect(await statements()).toContain('vision: Every family knows Nova.')
  })

  it('is not asked for where a project has none', async () => {
    stage.sandbox.world.deleteProjectBrief(brief)
    await begin()
    expect(readings()).toBe(0)
  })
})
