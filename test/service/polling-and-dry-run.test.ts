import { afterEach, describe, expect, it } from 'vitest'
import { commentsBy, shown, statusesBy } from '../support/queries.ts'
import { openStage, type Stage, type StageOptions } from '../support/service.ts'

let stage: Stage
afterEach(() => stage[Symbol.asyncDispose]())

async function on(options: StageOptions): Promise<Stage> {
  stage = await openStage(options)
  return stage
}

describe('without PUBLIC_URL', () => {
  it('polls Asana for events, and does everything else the same', async () => {
    const { sandbox, story, start, quiet } = await on({ polls: true })
    await using service = await start()
    await quiet(service)
    expect(sandbox.world.state.tables.webhook.size).toBe(0)
    expect(statusesBy(sandbox.world, story.bot.gid, story.portfolio)).toHaveLength(1)
    const before = shown(sandbox.world, story.tasks.preorders, 'Attainment')
    sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
    await expect
      .poll(() => shown(sandbox.world, story.tasks.preorders, 'Attainment'), { timeout: 10_000 })
      .not.toBe(before)
  })

  it('refuses deliveries, because it registered none', async () => {
    const { start } = await on({ polls: true })
    await using service = await start()
    const answer = await fetch(`${service.url}/webhooks/asana/v2mom-x`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(404)
  })

  it('finds out that a project was added, and that one has gone', async () => {
    const { sandbox, story, start, quiet } = await on({ polls: true })
    await using service = await start()
    await quiet(service)
    const by = { by: story.people.maya }
    const added = sandbox.world.addProject(
      { workspace: story.workspace, name: 'Spring sale', notes: 'Vision: sell' },
      by,
    )
    sandbox.world.addItem(story.portfolio, added.gid, by)
    sandbox.world.deleteProject(story.projects.partners, by)
    const names = async () => {
      const { data } = (await (await fetch(`${service.url}/api/projects`)).json()) as { data: { name: string }[] }
      return data.map(({ name }) => name)
    }
    await expect.poll(names, { timeout: 10_000 }).toContain('Spring sale')
    expect(await names()).not.toContain('Partner shops')
  })
})

describe('OBSERVE_ONLY', () => {
  it('registers its webhooks, writes nothing else, and logs what it would write', async () => {
    const { sandbox, start, quiet, writes, logs } = await on({ env: { OBSERVE_ONLY: 'true' } })
    await using service = await start()
    await quiet(service)
    expect(sandbox.world.state.tables.webhook.size).toBe(6)
    expect(writes()).toEqual([])
    const described = logs.lines.flatMap(({ msg, description }) => (msg === 'Dry run' ? [description] : []))
    expect(described).toContainEqual(expect.stringMatching(/^set Attainment to .* on "Pre-orders from dealers"$/))
    expect(described).toContainEqual(expect.stringMatching(/^post the weekly update 2026-W47/))
    const { data } = (await (await fetch(`${service.url}/api/projects`)).json()) as { data: unknown[] }
    expect(data).toHaveLength(5)
  })
})

describe('one project, in no portfolio', () => {
  it('gets its figures into the health task instead of project fields', async () => {
    const { sandbox, story, start, quiet } = await on({})
    const env = { ASANA_PORTFOLIOS: '', ASANA_PROJECTS: story.projects.website }
    await using service = await start({ env })
    await quiet(service)
    expect(shown(sandbox.world, story.projects.website, 'KPI attainment')).toBeUndefined()
    const card = [...sandbox.world.state.tables.task.values()].find(({ createdBy }) => createdBy === story.bot.gid)
    expect(card?.name).toBe('V2MOM health')
    expect(card?.notes.text).toMatch(/KPI attainment: \d+% of target/)
  })
})

describe('two processes on one Redis', () => {
  it('post each weekly update once, and one comment for each task', async () => {
    const { sandbox, story, start, quiet } = await on({})
    const [first, second] = await Promise.all([start(), start({ role: 'worker' })])
    await quiet(first)
    for (const gid of [story.projects.launch, story.projects.website, story.portfolio]) {
      expect(statusesBy(sandbox.world, story.bot.gid, gid)).toHaveLength(1)
    }
    expect(commentsBy(sandbox.world, story.bot.gid, story.tasks.recall)).toHaveLength(1)
    await second[Symbol.asyncDispose]()
    await first[Symbol.asyncDispose]()
  })
})
