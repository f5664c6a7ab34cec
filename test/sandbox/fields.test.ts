import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

type Started = Awaited<ReturnType<typeof startWorld>>

const createField = (at: Started, data: object) => at.api.post('/custom_fields', { workspace: at.workspace, ...data })

describe('a new field', () => {
  it('is told in full', async () => {
    await using at = await startWorld()
    const number = {
      name: 'Attainment',
      resource_subtype: 'number',
      precision: 1,
      format: 'percentage',
      description: 'x',
    }
    const answer = await createField(at, number)
    expect(answer.status).toBe(201)
    expect(answer.data).toMatchObject({ ...number, type: 'number', created_by: { gid: at.bot } })
    expect((await at.api.get(`/custom_fields/${answer.data.gid}`)).data).toEqual(answer.data)
  })

  it('with options gives each a gid', async () => {
    await using at = await startWorld()
    const options = [{ name: 'On track', color: 'green' }, { name: 'Off track' }]
    const { data } = await createField(at, { name: 'Health', resource_subtype: 'enum', enum_options: options })
    expect(data.enum_options).toEqual([
      {
        gid: expect.stringMatching(/^\d+$/),
        resource_type: 'enum_option',
        name: 'On track',
        color: 'green',
        enabled: true,
      },
      {
        gid: expect.stringMatching(/^\d+$/),
        resource_type: 'enum_option',
        name: 'Off track',
        color: 'none',
        enabled: true,
      },
    ])
  })

  it('is listed in its workspace', async () => {
    await using at = await startWorld()
    await createField(at, { name: 'Actual', resource_subtype: 'number' })
    const { data } = await at.api.get(`/workspaces/${at.workspace}/custom_fields?opt_fields=name`)
    expect(data).toMatchObject([{ name: 'Actual' }])
  })

  it.each([
    ['without a name', { resource_subtype: 'text' }, 'name: Missing input'],
    ['without a type', { name: 'Unit' }, 'resource_subtype: Missing input'],
    ['of a type there is not', { name: 'Unit', resource_subtype: 'colour' }, /^resource_subtype: /],
    ['with a name that is taken', { name: 'taken', resource_subtype: 'text' }, /already exists in this workspace/],
    ['with the name of a built-in', { name: 'Due Date', resource_subtype: 'text' }, /built-in/],
    ['with too many digits', { name: 'A', resource_subtype: 'number', precision: 7 }, /^precision: /],
    ['with a format there is not', { name: 'A', resource_subtype: 'number', format: 'roman' }, /^format: /],
    [
      'with options but no enum',
      { name: 'A', resource_subtype: 'text', enum_options: [{ name: 'x' }] },
      /^enum_options: /,
    ],
    ['with an enum but no options', { name: 'A', resource_subtype: 'enum' }, 'enum_options: Missing input'],
    [
      'with two options of a name',
      { name: 'A', resource_subtype: 'enum', enum_options: [{ name: 'x' }, { name: 'x' }] },
      /^enum_options: Duplicate/,
    ],
  ])('%s is refused', async (_, data, message) => {
    await using at = await startWorld()
    await createField(at, { name: 'Taken', resource_subtype: 'text' })
    const answer = await createField(at, data)
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })
})

describe('a field that stands', () => {
  it('can be renamed and described', async () => {
    await using at = await startWorld()
    const { data } = await createField(at, { name: 'Actual', resource_subtype: 'number' })
    const changed = await at.api.put(`/custom_fields/${data.gid}`, {
      name: 'Value today',
      description: 'asana-v2mom:actual',
    })
    expect(changed.data).toMatchObject({ name: 'Value today', description: 'asana-v2mom:actual' })
  })

  it('keeps its type for ever', async () => {
    await using at = await startWorld()
    const { data } = await createField(at, { name: 'Actual', resource_subtype: 'number' })
    const answer = await at.api.put(`/custom_fields/${data.gid}`, { resource_subtype: 'text' })
    expect([answer.status, answer.message]).toEqual([400, 'resource_subtype: Cannot write this property'])
  })

  it('can be deleted, and its values go with it', async () => {
    await using at = await startWorld()
    const { data } = await createField(at, { name: 'Actual', resource_subtype: 'number' })
    at.world.addFieldSetting(at.project, data.gid)
    const task = at.world.addTask({ name: 'Leads', projects: [at.project], values: { [data.gid]: 5 } }).gid
    await at.api.delete(`/custom_fields/${data.gid}`)
    expect((await at.api.get(`/custom_fields/${data.gid}`)).status).toBe(404)
    expect((await at.api.get(`/tasks/${task}`)).data.custom_fields).toEqual([])
    expect((await at.api.get(`/projects/${at.project}/custom_field_settings`)).data).toEqual([])
  })
})

describe('an option', () => {
  async function startWithEnum() {
    const at = await startWorld()
    const options = [{ name: 'On track' }, { name: 'Off track' }]
    const { data } = await createField(at, { name: 'Health', resource_subtype: 'enum', enum_options: options })
    return { ...at, field: data.gid as string, option: data.enum_options[0].gid as string }
  }

  it('is added at the end', async () => {
    await using at = await startWithEnum()
    const added = await at.api.post(`/custom_fields/${at.field}/enum_options`, { name: 'At risk', color: 'yellow' })
    expect([added.status, added.data.color]).toEqual([201, 'yellow'])
    const { data } = await at.api.get(`/custom_fields/${at.field}`)
    expect(data.enum_options.map((option: { name: string }) => option.name)).toEqual([
      'On track',
      'Off track',
      'At risk',
    ])
  })

  it('keeps its gid when it is renamed, recoloured or disabled', async () => {
    await using at = await startWithEnum()
    const { data } = await at.api.put(`/enum_options/${at.option}`, { name: 'Fine', color: 'blue', enabled: false })
    expect(data).toMatchObject({ gid: at.option, name: 'Fine', color: 'blue', enabled: false })
  })

  it('is never deleted', async () => {
    await using at = await startWithEnum()
    expect((await at.api.delete(`/enum_options/${at.option}`)).status).toBe(404)
    const answer = await at.api.put(`/custom_fields/${at.field}`, { enum_options: [] })
    expect([answer.status, answer.message]).toEqual([400, 'enum_options: Cannot write this property'])
  })

  it('cannot take the name of another', async () => {
    await using at = await startWithEnum()
    expect((await at.api.put(`/enum_options/${at.option}`, { name: 'Off track' })).message).toMatch(/Duplicate/)
  })

  it('cannot be added to a number', async () => {
    await using at = await startWithEnum()
    const number = (await createField(at, { name: 'Actual', resource_subtype: 'number' })).data.gid
    expect((await at.api.post(`/custom_fields/${number}/enum_options`, { name: 'x' })).status).toBe(400)
  })
})
