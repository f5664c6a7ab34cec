import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

describe('a project', () => {
  it('is created with one section', async () => {
    await using at = await startWorld()
    const answer = await at.api.post('/projects', { workspace: at.workspace, name: 'Fairs', notes: 'Vision: more' })
    expect(answer.status).toBe(201)
    expect(answer.data).toMatchObject({ name: 'Fairs', notes: 'Vision: more', owner: null, completed: false })
    const { data } = await at.api.get(`/projects/${answer.data.gid}/sections`)
    expect(data).toMatchObject([{ name: 'Untitled section' }])
  })

  it('can be changed', async () => {
    await using at = await startWorld()
    const patch = { name: 'Launch', owner: at.bot, start_on: '2026-11-01', due_on: '2026-12-31', archived: true }
    const { data } = await at.api.put(`/projects/${at.project}`, { ...patch, html_notes: '<body><em>x</em></body>' })
    expect(data).toMatchObject({ ...patch, owner: { gid: at.bot }, notes: 'x' })
    const emptied = await at.api.put(`/projects/${at.project}`, { owner: null, start_on: null, due_on: null })
    expect(emptied.data).toMatchObject({ owner: null, start_on: null, due_on: null })
  })

  it.each([
    [{ completed: true }, 'completed: Cannot write this property'],
    [{ modified_at: '2026-01-01' }, 'modified_at: Cannot write this property'],
    [{ start_on: '2026-11-01' }, /^start_on: You must provide due_on/],
    [{ start_on: '2026-11-01', due_on: '2026-11-01' }, /^start_on: /],
    [{ notes: 'a', html_notes: '<body>a</body>' }, 'You may only provide one of notes or html_notes!'],
    [{ html_notes: '<body><h1>a</h1></body>' }, /^html_notes: XML is invalid/],
    [{ privacy_setting: 'secret' }, /^privacy_setting: /],
  ])('refuses %j', async (patch, message) => {
    await using at = await startWorld()
    const answer = await at.api.put(`/projects/${at.project}`, patch)
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  it('is completed by a person only', async () => {
    await using at = await startWorld()
    at.world.completeProject(at.project, true, { by: at.maya })
    const { data } = await at.api.get(`/projects/${at.project}`)
    expect(data).toMatchObject({ completed: true, completed_by: { gid: at.maya } })
  })

  it('is listed by workspace, archived or not', async () => {
    await using at = await startWorld()
    at.world.addProject({ workspace: at.workspace, name: 'Old', archived: true })
    const names = async (query: string) =>
      (await at.api.get(`/projects?workspace=${at.workspace}${query}`)).data.map((one: { name: string }) => one.name)
    expect(await names('')).toEqual(['Spring launch', 'Old'])
    expect(await names('&archived=false')).toEqual(['Spring launch'])
    expect(await names('&archived=true')).toEqual(['Old'])
  })

  it.each([
    [{ name: 'Fairs' }, 'workspace: Missing input'],
    [{ workspace: '{workspace}' }, 'name: Missing input'],
  ])('is not created from %j', async (data, message) => {
    await using at = await startWorld()
    const body = JSON.parse(JSON.stringify(data).replace('{workspace}', at.workspace))
    expect((await at.api.post('/projects', body)).message).toBe(message)
  })
})
