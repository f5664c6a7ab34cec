import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

describe('a status update', () => {
  it('stands on a project as its current one', async () => {
    await using at = await startWorld()
    const body = {
      parent: at.project,
      status_type: 'on_track',
      title: 'Week 47',
      html_text: '<body>All <strong>well</strong></body>',
    }
    const { status, data } = await at.api.post('/status_updates', body)
    expect(status).toBe(201)
    expect(data).toMatchObject({
      status_type: 'on_track',
      title: 'Week 47',
      text: 'All well',
      resource_subtype: 'project_status_update',
      author: { gid: at.bot },
      parent: { gid: at.project },
    })
    expect(data).not.toHaveProperty('html_text')
    expect((await at.api.get(`/projects/${at.project}`)).data.current_status_update).toEqual({
      gid: data.gid,
      resource_type: 'status_update',
      title: 'Week 47',
      resource_subtype: 'project_status_update',
    })
  })

  it('stands on a portfolio, too', async () => {
    await using at = await startWorld()
    const parent = at.world.addPortfolio({ workspace: at.workspace, name: 'Marketing' }, { by: at.bot }).gid
    const { data } = await at.api.post('/status_updates', { parent, status_type: 'at_risk', text: 'Late' })
    expect(data.resource_subtype).toBe('portfolio_status_update')
    expect((await at.api.get(`/portfolios/${parent}`)).data.current_status_update.gid).toBe(data.gid)
  })

  it('is listed newest first, since a moment', async () => {
    await using at = await startWorld()
    for (const day of [1, 8, 15]) {
      const then = new Date(`2026-11-${String(day).padStart(2, '0')}T08:00:00Z`)
      at.world.addStatus(
        at.project,
        { statusType: 'on_track', text: 'x', title: `Day ${day}` },
        { by: at.bot, at: then },
      )
    }
    const titles = async (query = '') =>
      (await at.api.get(`/status_updates?parent=${at.project}${query}`)).data.map((one: { title: string }) => one.title)
    expect(await titles()).toEqual(['Day 15', 'Day 8', 'Day 1'])
    expect(await titles('&created_since=2026-11-08T08:00:00Z')).toEqual(['Day 15', 'Day 8'])
  })

  it('cannot be edited', async () => {
    await using at = await startWorld()
    const { data } = await at.api.post('/status_updates', { parent: at.project, status_type: 'on_track', text: 'x' })
    expect((await at.api.put(`/status_updates/${data.gid}`, { text: 'y' })).status).toBe(404)
  })

  it('can be deleted; the one before is current again', async () => {
    await using at = await startWorld()
    const post = (title: string) =>
      at.api.post('/status_updates', { parent: at.project, status_type: 'on_track', text: 'x', title })
    await post('First')
    const { data } = await post('Second')
    expect((await at.api.delete(`/status_updates/${data.gid}`)).body).toEqual({ data: {} })
    expect((await at.api.get(`/status_updates/${data.gid}`)).status).toBe(404)
    expect((await at.api.get(`/projects/${at.project}`)).data.current_status_update.title).toBe('First')
  })

  it.each([
    [{ parent: undefined }, 'parent: Missing input'],
    [{ parent: '99' }, 'parent: Unknown object: 99'],
    [{ status_type: undefined }, 'status_type: Missing input'],
    [{ status_type: 'green' }, /^status_type: /],
    [{ status_type: 'achieved' }, /^status_type: /],
    [{ text: undefined }, 'text: Missing input'],
    [{ text: '' }, 'text: Missing input'],
    [{ html_text: '<body>x</body>' }, 'You may only provide one of text or html_text!'],
    [{ text: undefined, html_text: '<body>a<hr/>b</body>' }, /^html_text: XML is invalid/],
  ])('with %j is refused', async (change, message) => {
    await using at = await startWorld()
    const body = { parent: at.project, status_type: 'on_track', text: 'x', ...change }
    const answer = await at.api.post('/status_updates', body)
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })
})
