import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

async function startWithPortfolio() {
  const at = await startWorld()
  const portfolio = at.world.addPortfolio({ workspace: at.workspace, name: 'Marketing' }, { by: at.bot }).gid
  const items = async () =>
    (await at.api.get(`/portfolios/${portfolio}/items`)).data.map((one: { name: string }) => one.name)
  return { ...at, portfolio, items }
}

describe('a portfolio', () => {
  it('is listed to its owner only', async () => {
    await using at = await startWithPortfolio()
    expect((await at.api.get(`/portfolios?workspace=${at.workspace}`)).data).toMatchObject([{ name: 'Marketing' }])
    expect((await at.as('maya').get(`/portfolios?workspace=${at.workspace}`)).data).toEqual([])
    expect((await at.as('maya').get(`/portfolios/${at.portfolio}`)).status).toBe(200)
  })

  it('needs the workspace to be listed', async () => {
    await using at = await startWithPortfolio()
    expect((await at.api.get('/portfolios')).message).toBe('workspace: Missing input')
  })

  it('is created and changed', async () => {
    await using at = await startWithPortfolio()
    const { data } = await at.api.post('/portfolios', { workspace: at.workspace, name: 'All', public: true })
    expect(data).toMatchObject({ owner: { gid: at.bot }, privacy_setting: 'public_to_domain' })
    expect((await at.api.put(`/portfolios/${data.gid}`, { name: 'Everything' })).data.name).toBe('Everything')
  })

  it('has no notes', async () => {
    await using at = await startWithPortfolio()
    expect((await at.api.put(`/portfolios/${at.portfolio}`, { notes: 'x' })).message).toBe(
      'notes: Cannot write this property',
    )
  })

  it('takes no values when it is made', async () => {
    await using at = await startWithPortfolio()
    const answer = await at.api.post('/portfolios', { workspace: at.workspace, name: 'All', custom_fields: {} })
    expect(answer.message).toBe('custom_fields: Cannot write this property')
  })
})

describe('its items', () => {
  it('are projects and portfolios, in order', async () => {
    await using at = await startWithPortfolio()
    const inner = at.world.addPortfolio({ workspace: at.workspace, name: 'Inner' }, { by: at.bot }).gid
    const add = (item: string, place: object = {}) =>
      at.api.post(`/portfolios/${at.portfolio}/addItem`, { item, ...place })
    expect((await add(at.project)).body).toEqual({ data: {} })
    await add(inner, { insert_before: at.project })
    expect(await at.items()).toEqual(['Inner', 'Spring launch'])
    await add(inner, { insert_after: at.project })
    expect(await at.items()).toEqual(['Spring launch', 'Inner'])
    await at.api.post(`/portfolios/${at.portfolio}/removeItem`, { item: inner })
    expect(await at.items()).toEqual(['Spring launch'])
  })

  it('can be told in detail', async () => {
    await using at = await startWithPortfolio()
    at.world.addItem(at.portfolio, at.project)
    at.world.addStatus(at.project, { statusType: 'at_risk', text: 'Late', title: 'Week 47' }, { by: at.maya })
    const fields = 'name,owner.name,completed,current_status_update.title'
    const { data } = await at.api.get(`/portfolios/${at.portfolio}/items?opt_fields=${fields}`)
    expect(data).toMatchObject([{ owner: { name: 'Maya Lindqvist' }, current_status_update: { title: 'Week 47' } }])
  })

  it.each([
    ['addItem', {}, 'item: Missing input'],
    ['addItem', { item: '99' }, 'item: Unknown object: 99'],
    ['removeItem', { item: '{project}' }, /^item: Unknown object/],
    ['addItem', { item: '{portfolio}' }, /cannot contain itself/],
  ])('%s refuses %j', async (method, data, message) => {
    await using at = await startWithPortfolio()
    const text = JSON.stringify(data).replace('{project}', at.project).replace('{portfolio}', at.portfolio)
    const answer = await at.api.post(`/portfolios/${at.portfolio}/${method}`, JSON.parse(text))
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })
})

describe('its members', () => {
  it('are listed by portfolio, and to each user by workspace', async () => {
    await using at = await startWithPortfolio()
    const mine = (await at.api.get(`/portfolio_memberships?workspace=${at.workspace}&user=me`)).data
    expect(mine).toMatchObject([{ portfolio: { gid: at.portfolio, name: 'Marketing' }, user: { gid: at.bot } }])
    expect((await at.api.get(`/portfolio_memberships?portfolio=${at.portfolio}`)).data).toEqual(mine)
    expect((await at.as('maya').get(`/portfolio_memberships?workspace=${at.workspace}&user=me`)).data).toEqual([])
  })

  it('need a portfolio, or a workspace and a user, to be listed', async () => {
    await using at = await startWithPortfolio()
    const answer = await at.api.get(`/portfolio_memberships?workspace=${at.workspace}`)
    expect(answer.message).toBe('You must specify portfolio, portfolio and user, or workspace and user')
  })
})
