import { describe, expect, it } from 'vitest'
import type { SandboxOptions } from '../../src/sandbox/server.ts'
import { startWorld } from './client.ts'

async function startFeed(options: SandboxOptions = {}) {
  const at = await startWorld(options)
  const read = (sync: string, more = '') => at.api.get(`/events?resource=${at.project}&sync=${sync}${more}`)
  const first = await at.api.get(`/events?resource=${at.project}`)
  return { ...at, read, first, sync: String(first.body['sync']) }
}

describe('without a token that holds', () => {
  it('412 gives a new one', async () => {
    await using at = await startFeed()
    expect(at.first.status).toBe(412)
    expect(at.first.message).toMatch(/^Sync token invalid or too old\./)
    expect((await at.read(at.sync)).body).toMatchObject({ data: [], has_more: false })
  })

  it('412 answers to nonsense and to a token of another resource', async () => {
    await using at = await startFeed()
    const other = at.world.addProject({ workspace: at.workspace, name: 'Fairs' }).gid
    expect((await at.read('nonsense')).status).toBe(412)
    expect((await at.api.get(`/events?resource=${other}&sync=${at.sync}`)).status).toBe(412)
  })

  it('412 answers to a token more than a day old', async () => {
    let now = new Date('2026-11-01T00:00:00Z')
    await using at = await startFeed({ now: () => now })
    now = new Date('2026-11-02T00:00:00Z')
    expect((await at.read(at.sync)).status).toBe(200)
    now = new Date('2026-11-02T00:00:01Z')
    expect((await at.read(at.sync)).status).toBe(412)
  })
})

describe('with a token', () => {
  it('what has changed is told, with names', async () => {
    await using at = await startFeed()
    await at.api.put(`/projects/${at.project}`, { name: 'Launch' })
    const { data } = await at.read(at.sync)
    expect(data).toEqual([
      {
        user: { gid: at.bot, resource_type: 'user', name: 'V2MOM Bot' },
        created_at: expect.any(String),
        type: 'project',
        action: 'changed',
        resource: { gid: at.project, resource_type: 'project', name: 'Launch' },
        parent: null,
        change: { field: 'name', action: 'changed' },
      },
    ])
  })

  it('the same token can be read again, the new one reads on', async () => {
    await using at = await startFeed()
    const rename = (name: string) => at.api.put(`/projects/${at.project}`, { name })
    await rename('One')
    const { body } = await at.read(at.sync)
    await rename('Two')
    expect((await at.read(at.sync)).data).toHaveLength(2)
    expect((await at.read(String(body['sync']))).data).toHaveLength(1)
  })

  it('a hundred are told at most, then has_more', async () => {
    await using at = await startFeed()
    for (let n = 0; n < 130; n += 1) at.world.updateProject(at.project, { name: `Name ${n}` }, { by: at.maya })
    const one = await at.read(at.sync)
    expect([one.data.length, one.body['has_more']]).toEqual([100, true])
    const two = await at.read(String(one.body['sync']))
    expect([two.data.length, two.body['has_more']]).toEqual([30, false])
  })

  it('opt_fields cut the events', async () => {
    await using at = await startFeed()
    await at.api.put(`/projects/${at.project}`, { name: 'Launch' })
    const { data } = await at.read(at.sync, '&opt_fields=action,resource.name')
    expect(data).toEqual([{ action: 'changed', resource: { gid: at.project, name: 'Launch' } }])
  })

  it('a task can be watched, too', async () => {
    await using at = await startFeed()
    const task = at.world.addTask({ name: 'Leads', projects: [at.project] }).gid
    const { body } = await at.api.get(`/events?resource=${task}`)
    at.world.updateProject(at.project, { name: 'Launch' })
    at.world.updateTask(task, { name: 'Fans' })
    const { data } = await at.api.get(`/events?resource=${task}&sync=${body['sync']}`)
    expect(data.map((event: { type: string }) => event.type)).toEqual(['task', 'story'])
  })
})

it('portfolios have no events, and neither has what does not exist', async () => {
  await using at = await startFeed()
  const portfolio = at.world.addPortfolio({ workspace: at.workspace, name: 'Marketing' }, { by: at.bot }).gid
  expect((await at.api.get(`/events?resource=${portfolio}`)).status).toBe(400)
  expect((await at.api.get('/events?resource=99')).status).toBe(404)
  expect((await at.api.get('/events')).message).toBe('resource: Missing input')
})
