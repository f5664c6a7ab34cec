import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

async function startWithFields(count: number) {
  const at = await startWorld()
  const { world, workspace } = at
  const fields = Array.from(
    { length: count },
    (_, n) => world.addField({ workspace, name: `F${n}`, subtype: 'text' }).gid,
  )
  const portfolio = world.addPortfolio({ workspace, name: 'Marketing' }, { by: at.bot }).gid
  return { ...at, fields, portfolio }
}

describe.each(['project', 'portfolio'] as const)('fields on a %s', (type) => {
  it('are added, listed in order and removed', async () => {
    await using at = await startWithFields(3)
    const path = `/${type}s/${at[type]}`
    const [a, b, c] = at.fields
    const added = await at.api.post(`${path}/addCustomFieldSetting`, { custom_field: a, is_important: true })
    expect(added.status).toBe(200)
    expect(added.data).toMatchObject({ custom_field: { gid: a }, is_important: true, parent: { gid: at[type] } })
    await at.api.post(`${path}/addCustomFieldSetting`, { custom_field: b })
    await at.api.post(`${path}/addCustomFieldSetting`, { custom_field: c, insert_before: added.data.gid })
    await at.api.post(`${path}/removeCustomFieldSetting`, { custom_field: b })
    const { data } = await at.api.get(`${path}/custom_field_settings?opt_fields=custom_field.name`)
    expect(data).toMatchObject([{ custom_field: { name: 'F2' } }, { custom_field: { name: 'F0' } }])
  })

  it('can be made on the way', async () => {
    await using at = await startWithFields(0)
    const body = { custom_field: { workspace: at.workspace, name: 'Unit', resource_subtype: 'text' } }
    const { data } = await at.api.post(`/${type}s/${at[type]}/addCustomFieldSetting`, body)
    expect(data.custom_field.name).toBe('Unit')
  })

  it.each([
    ['twice', (gid: string) => ({ custom_field: gid }), /already on this object/],
    ['without a field', () => ({}), 'custom_field: Missing input'],
    ['with a field there is not', () => ({ custom_field: '99' }), 'custom_field: Unknown object: 99'],
  ] as const)('are not added %s', async (_, body, message) => {
    await using at = await startWithFields(1)
    const [field = ''] = at.fields
    await at.api.post(`/${type}s/${at[type]}/addCustomFieldSetting`, { custom_field: field })
    const answer = await at.api.post(`/${type}s/${at[type]}/addCustomFieldSetting`, body(field))
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  it('are not removed where they are not', async () => {
    await using at = await startWithFields(1)
    const answer = await at.api.post(`/${type}s/${at[type]}/removeCustomFieldSetting`, { custom_field: at.fields[0] })
    expect(answer.status).toBe(400)
  })
})

it('a portfolio takes twenty fields and no more', async () => {
  await using at = await startWithFields(21)
  const add = (field: string | undefined) =>
    at.api.post(`/portfolios/${at.portfolio}/addCustomFieldSetting`, { custom_field: field })
  for (const field of at.fields.slice(0, 20)) expect((await add(field)).status).toBe(200)
  const answer = await add(at.fields[20])
  expect([answer.status, answer.message]).toEqual([400, expect.stringMatching(/20 custom fields at most/)])
})
