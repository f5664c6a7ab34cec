import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { commentsBy, fieldNamed, shown, statusesBy, tasksBy } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
let service: Service | undefined

beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await service?.[Symbol.asyncDispose]()
  service = undefined
  await stage[Symbol.asyncDispose]()
})

async function run(): Promise<Service> {
  service ??= await stage.start()
  await stage.quiet(service)
  return service
}

type ApiProject = { health: string; findings: { code: string; message: string; task_gid: string | null }[] }
async function project(gid: string): Promise<ApiProject> {
  const response = await fetch(`${service?.url}/api/projects/${gid}`)
  return ((await response.json()) as { data: ApiProject }).data
}

const codes = ({ findings }: ApiProject) => findings.map(({ code }) => code)

describe('a plan that lacks a feature', () => {
  it('degrades the fields with one clear finding, and the rest goes on', async () => {
    const { sandbox, story } = stage
    sandbox.faults.add({ kind: '402', method: 'POST', path: /custom_fields$/, times: Number.POSITIVE_INFINITY })
    await run()
    const launch = await project(story.projects.launch)
    expect(codes(launch).filter((code) => code === 'fields-not-in-plan')).toHaveLength(2)
    expect(launch.health).toBe('Off track')
    expect(statusesBy(sandbox.world, story.bot.gid, story.projects.launch)).toHaveLength(1)
  })
})

describe('a right that is missing', () => {
  it('does not stop the other tasks when one field write is rejected', async () => {
    const { sandbox, story } = stage
    const path = new RegExp(`/tasks/${story.tasks.preorders}$`)
    sandbox.faults.add({ kind: '403', method: 'PUT', path, times: Number.POSITIVE_INFINITY })
    await run()
    expect(shown(sandbox.world, story.tasks['waiting-list'], 'Attainment')).toBeDefined()
    expect(shown(sandbox.world, story.tasks.preorders, 'Attainment')).toBeUndefined()
    const found = (await project(story.projects.launch)).findings.find(({ code }) => code === 'write-refused')
    expect(found?.message).toContain('Pre-orders from dealers')
  })

  it('goes on without a project that it may not see', async () => {
    const { sandbox, story, logs } = stage
    const path = new RegExp(`/projects/${story.projects.launch}`)
    sandbox.faults.add({ kind: '403', path, times: Number.POSITIVE_INFINITY })
    await run()
    expect(statusesBy(sandbox.world, story.bot.gid, story.projects.website)).toHaveLength(1)
    expect(logs.lines).toContainEqual(expect.objectContaining({ gid: story.projects.launch, reason: 'forbidden' }))
  })
})

describe('what people do to fields', () => {
  it('follows renamed fields and options by their gids', async () => {
    const { sandbox, story } = stage
    const { world } = sandbox
    await run()
    world.updateField(story.fields.actual, { name: 'Where we stand' })
    const status = fieldNamed(world, 'Measure status')
    world.updateField(status?.gid ?? '', { name: 'Ampel' })
    for (const option of status?.options ?? [])
      world.updateOption(status?.gid ?? '', option.gid, { name: `${option.name}!` })
    world.setValues(story.tasks.preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
    await run()
    await service?.jobs.enqueueReconcile()
    await run()
    expect(codes(await project(story.projects.launch))).not.toContain('field-missing')
    expect(shown(world, story.tasks.preorders, 'Ampel')).toBe('On track!')
    expect(fieldNamed(world, 'Measure status')).toBeUndefined()
  })

  it('says once for the project that the number field is missing', async () => {
    const { sandbox, story } = stage
    sandbox.world.removeFieldSetting(story.projects.launch, story.fields.target)
    await run()
    const launch = await project(story.projects.launch)
    expect(codes(launch).filter((code) => code === 'field-missing')).toHaveLength(1)
    expect(codes(launch)).not.toContain('no-target')
    expect(launch.health).toBe('Needs data')
  })

  it('warns of a pinned field of the wrong type, and finds the right one by its name', async () => {
    const { sandbox, story, logs } = stage
    service = await stage.start({ env: { ASANA_FIELDS: `target=${story.fields.unit},actual=${story.fields.actual}` } })
    await stage.quiet(service)
    const warnings = logs.lines.filter(({ msg }) => msg === 'A pinned field cannot be used')
    expect(warnings.map(({ detail }) => detail)).toEqual([
      `ASANA_FIELDS says target=${story.fields.unit}, but that is the text field "Unit" and a number field is needed.`,
    ])
    expect(shown(sandbox.world, story.tasks.preorders, 'Attainment')).toBe(0.268)
  })

  it('attaches a field again that a person removed from the project', async () => {
    const { sandbox, story } = stage
    await run()
    const attainment = fieldNamed(sandbox.world, 'Attainment')
    sandbox.world.removeFieldSetting(story.projects.launch, attainment?.gid ?? '')
    sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
    await run()
    expect(shown(sandbox.world, story.tasks.preorders, 'Attainment')).toBeGreaterThan(0.4)
  })
})

describe('what vanishes', () => {
  it('deletes what it stored of a project that was deleted', async () => {
    const { sandbox, story } = stage
    const { jobs } = await run()
    sandbox.world.deleteProject(story.projects.partners, { by: story.people.maya })
    await jobs.enqueueReconcile()
    await run()
    const response = await fetch(`${service?.url}/api/projects/${story.projects.partners}`)
    expect(response.status).toBe(404)
    expect(await jobs.counts()).toMatchObject({ failed: 0 })
  })

  it('takes no harm from a measure that is deleted while it is being written', async () => {
    const { sandbox, story } = stage
    const path = new RegExp(`/tasks/${story.tasks.preorders}`)
    sandbox.faults.add({ kind: '404', method: 'PUT', path })
    const { jobs } = await run()
    expect(await jobs.counts()).toMatchObject({ failed: 0 })
    expect(statusesBy(sandbox.world, story.bot.gid, story.projects.launch)).toHaveLength(1)
  })
})

describe('what is said', () => {
  it('survives hostile names, and shows them as they are', async () => {
    const { sandbox, story } = stage
    const name = `</body><script>alert(1)</script> & "quotes" \u202E${'x'.repeat(900)}`
    sandbox.world.updateTask(story.tasks.recall, { name }, { by: story.people.maya })
    sandbox.world.updateProject(story.projects.awareness, { name: '<b>&amp;</b>' }, { by: story.people.maya })
    await run()
    const cards = tasksBy(sandbox.world, story.bot.gid).map(({ notes }) => notes.text)
    expect(cards).toContainEqual(expect.stringContaining("</body><script>alert(1)</script> & 'quotes' xxx"))
    expect(statusesBy(sandbox.world, story.bot.gid, story.portfolio)[0]?.body.text).toContain('<b>&amp;</b>')
    const page = await (await fetch(`${service?.url}/`)).text()
    expect(page).not.toContain('<script>')
  })
})

describe('limits', () => {
  it('obeys a 429 with and without Retry-After, and loses nothing', async () => {
    const { sandbox, story } = stage
    sandbox.faults.add({ kind: '429', method: 'PUT', retryAfter: 1, times: 2 })
    sandbox.faults.add({ kind: '429', method: 'GET', path: /tasks$/, retryAfter: 1, times: 2 })
    service = await stage.start()
    await expect
      .poll(() => statusesBy(sandbox.world, story.bot.gid, story.portfolio).length, { timeout: 20_000 })
      .toBe(1)
    await run()
    expect(shown(sandbox.world, story.tasks.preorders, 'Measure status')).toBe('Off track')
  }, 40_000)

  it('is not misled by a field write whose answer was cut off, when the number goes back meanwhile', async () => {
    const { sandbox, story } = stage
    const { world } = sandbox
    await run()
    const attainment = () => shown(world, story.projects.launch, 'KPI attainment')
    const [before, actual] = [attainment(), shown(world, story.tasks.preorders, 'Actual')]
    sandbox.faults.add({ kind: 'cut-after', method: 'PUT', path: new RegExp(`/projects/${story.projects.launch}$`) })
    world.setValues(story.tasks.preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
    await expect.poll(attainment, { timeout: 10_000 }).not.toBe(before)
    world.setValues(story.tasks.preorders, { [story.fields.actual]: actual ?? 0 }, { by: story.people.jonas })
    await run()
    expect(attainment()).toBe(before)
  })

  it('posts once although the answer to the post was cut off after it took effect', async () => {
    const { sandbox, story } = stage
    sandbox.faults.add({ kind: 'cut-after', method: 'POST', path: /status_updates$/, times: 3 })
    sandbox.faults.add({ kind: 'cut-after', method: 'POST', path: /stories$/, times: 3 })
    sandbox.faults.add({ kind: 'cut-after', method: 'POST', path: /tasks$/, times: 3 })
    await run()
    const { fairs: _paused, ...speaking } = story.projects
    for (const gid of [...Object.values(speaking), story.portfolio]) {
      expect(statusesBy(sandbox.world, story.bot.gid, gid)).toHaveLength(1)
    }
    const tasks = Object.values(story.tasks)
    for (const gid of tasks) expect(commentsBy(sandbox.world, story.bot.gid, gid).length).toBeLessThanOrEqual(1)
    const cards = [...sandbox.world.state.tables.task.values()].filter(({ createdBy }) => createdBy === story.bot.gid)
    expect(cards).toHaveLength(4)
  }, 40_000)
})
