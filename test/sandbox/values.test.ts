import { describe, expect, it } from 'vitest'
import type { NewField } from '../../src/sandbox/world/fields.ts'
import { startWorld } from './client.ts'

async function startWithField(definition: Omit<NewField, 'workspace' | 'name'>) {
  const at = await startWorld()
  const field = at.world.addField({ workspace: at.workspace, name: 'Field', ...definition })
  at.world.addFieldSetting(at.project, field.gid)
  const task = at.world.addTask({ name: 'Leads', projects: [at.project] }).gid
  const write = (value: unknown) => at.api.put(`/tasks/${task}`, { custom_fields: { [field.gid]: value } })
  return { ...at, field, task, write }
}

describe('a number', () => {
  it.each([
    ['none', 2, 2.71649, 2.72, '2.72'],
    ['none', 0, 2.6, 3, '3'],
    ['none', 2, -0.001, 0, '0.00'],
    ['percentage', 0, 0.426, 0.43, '43%'],
    ['percentage', 1, 0.1234, 0.123, '12.3%'],
    ['none', 2, '5.5', 5.5, '5.50'],
  ] as const)('of format %s with precision %i: %j is kept as %d', async (format, precision, sent, kept, display) => {
    await using at = await startWithField({ subtype: 'number', format, precision })
    const { data } = await at.write(sent)
    expect(data.custom_fields).toMatchObject([{ number_value: kept, display_value: display }])
    expect(Object.is(data.custom_fields[0].number_value, kept)).toBe(true)
  })

  it('is shown with its currency or label', async () => {
    await using at = await startWithField({
      subtype: 'number',
      format: 'custom',
      customLabel: 'leads',
      customLabelPosition: 'suffix',
    })
    expect((await at.write(5)).data.custom_fields[0].display_value).toBe('5 leads')
  })
})

describe('each type', () => {
  it.each([
    ['text', 'leads', { text_value: 'leads', display_value: 'leads' }],
    ['date', { date: '2026-12-01' }, { date_value: { date: '2026-12-01' }, display_value: '2026-12-01' }],
    [
      'date',
      { date_time: '2026-12-01T10:00:00Z' },
      { date_value: { date: '2026-12-01', date_time: '2026-12-01T10:00:00.000Z' } },
    ],
    [
      'people',
      ['maya.lindqvist@example.com'],
      { people_value: [{ name: 'Maya Lindqvist' }], display_value: 'Maya Lindqvist' },
    ],
  ] as const)('%s takes %j', async (subtype, sent, told) => {
    await using at = await startWithField({ subtype })
    expect((await at.write(sent)).data.custom_fields).toMatchObject([told])
  })

  it('enum and multi_enum take options by gid', async () => {
    const options = [{ name: 'A' }, { name: 'B' }]
    await using one = await startWithField({ subtype: 'enum', options })
    const [, second] = one.field.options
    expect((await one.write(second?.gid)).data.custom_fields).toMatchObject([
      { enum_value: { name: 'B' }, display_value: 'B' },
    ])
    await using many = await startWithField({ subtype: 'multi_enum', options })
    const gids = many.field.options.map(({ gid }) => gid)
    expect((await many.write(gids)).data.custom_fields).toMatchObject([{ display_value: 'A, B' }])
  })

  it.each([
    ['number', 'many', /is not a number: many/],
    ['number', true, /is not a number/],
    ['text', 5, /is not a string/],
    ['text', 'x'.repeat(1025), /longer than 1024/],
    ['date', { date: '2026-02-30' }, /is not a date/],
    ['date', 'tomorrow', /is not a date/],
    ['people', 'maya', /is not a list/],
    ['people', ['nobody'], /is not a user/],
    ['enum', 'A', /^custom_fields: Not a recognized ID: A$/],
    ['enum', '99', /^custom_fields: Not a recognized ID: 99$/],
  ] as const)('%s refuses %j', async (subtype, sent, message) => {
    await using at = await startWithField({ subtype, ...(subtype === 'enum' && { options: [{ name: 'A' }] }) })
    const answer = await at.write(sent)
    expect([answer.status, answer.message]).toEqual([400, expect.stringMatching(message)])
  })

  it('an option that is disabled stays readable but cannot be chosen', async () => {
    await using at = await startWithField({ subtype: 'enum', options: [{ name: 'A' }] })
    const gid = at.field.options[0]?.gid ?? ''
    await at.write(gid)
    at.world.updateOption(at.field.gid, gid, { enabled: false })
    expect((await at.api.get(`/tasks/${at.task}`)).data.custom_fields[0].enum_value).toMatchObject({
      gid,
      enabled: false,
    })
    await at.write(null)
    expect((await at.write(gid)).status).toBe(400)
  })

  it('null empties, and only the fields that are named change', async () => {
    await using at = await startWithField({ subtype: 'number' })
    const unit = at.world.addField({ workspace: at.workspace, name: 'Unit', subtype: 'text' }).gid
    at.world.addFieldSetting(at.project, unit)
    await at.write(5)
    await at.api.put(`/tasks/${at.task}`, { custom_fields: { [unit]: 'leads' } })
    const { data } = await at.write(null)
    expect(data.custom_fields).toMatchObject([{ number_value: null, display_value: null }, { text_value: 'leads' }])
  })
})

describe('a value is refused', () => {
  it('as a whole when it is no object', async () => {
    await using at = await startWithField({ subtype: 'number' })
    const answer = await at.api.put(`/tasks/${at.task}`, { custom_fields: [5] })
    expect([answer.status, answer.message]).toEqual([400, 'custom_fields: Value is not a JSON object: [5]'])
  })

  it('where the field does not reach: subtasks, and tasks of other projects', async () => {
    await using at = await startWithField({ subtype: 'number' })
    const subtask = at.world.addTask({ name: 'Part', parent: at.task }).gid
    const answer = await at.api.put(`/tasks/${subtask}`, { custom_fields: { [at.field.gid]: 5 } })
    expect([answer.status, answer.message]).toEqual([
      400,
      `Custom field with ID ${at.field.gid} is not on given object`,
    ])
    await at.api.post(`/tasks/${subtask}/addProject`, { project: at.project })
    expect((await at.api.put(`/tasks/${subtask}`, { custom_fields: { [at.field.gid]: 5 } })).status).toBe(200)
  })

  it('for a locked field with 403', async () => {
    await using at = await startWithField({ subtype: 'number', locked: true })
    expect((await at.write(5)).status).toBe(403)
  })

  it('together with all others of the request', async () => {
    await using at = await startWithField({ subtype: 'number' })
    const answer = await at.api.put(`/tasks/${at.task}`, { name: 'New', custom_fields: { [at.field.gid]: 5, 99: 1 } })
    expect(answer.status).toBe(400)
    const { data } = await at.api.get(`/tasks/${at.task}`)
    expect([data.name, data.custom_fields[0].number_value]).toEqual(['Leads', null])
  })
})

it('a value whose field has left the project is not enabled and can only be emptied', async () => {
  await using at = await startWithField({ subtype: 'number' })
  await at.write(5)
  await at.api.post(`/projects/${at.project}/removeCustomFieldSetting`, { custom_field: at.field.gid })
  expect((await at.api.get(`/tasks/${at.task}`)).data.custom_fields).toMatchObject([
    { number_value: 5, enabled: false },
  ])
  expect((await at.write(6)).status).toBe(400)
  expect((await at.write(null)).data.custom_fields).toEqual([])
})
