import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

async function startWithTask() {
  const at = await startWorld()
  const { world, workspace, project } = at
  const number = world.addField({ workspace, name: 'Actual', subtype: 'number', precision: 2 }).gid
  const text = world.addField({ workspace, name: 'Unit', subtype: 'text' }).gid
  const choice = world.addField({
    workspace,
    name: 'Type',
    subtype: 'enum',
    options: [{ name: 'Reach' }, { name: 'Yes/No' }],
  })
  for (const field of [number, text, choice.gid]) world.addFieldSetting(project, field)
  const task = world.addTask({ name: 'Leads', projects: [project] }, { by: at.bot }).gid
  const [reach = '', yesNo = ''] = choice.options.map(({ gid }) => gid)
  return { ...at, number, text, choice: choice.gid, reach, yesNo, task }
}

type Started = Awaited<ReturnType<typeof startWithTask>>

const FIELDS = [
  'resource_subtype,type,source,created_by,custom_field.name,assignee.name,old_name,new_name,old_dates,new_dates',
  'old_number_value,new_number_value,old_text_value,new_text_value,old_enum_value.name,new_enum_value.name',
  'old_approval_status,new_approval_status,old_section.name,new_section.name',
].join(',')

async function readStories(at: Started, task = at.task) {
  return (await at.api.get(`/tasks/${task}/stories?opt_fields=${FIELDS}`)).data
}

describe('history', () => {
  const cases: readonly [string, (at: Started) => object, object][] = [
    [
      'a number',
      (at) => ({ custom_fields: { [at.number]: 5 } }),
      {
        resource_subtype: 'number_custom_field_changed',
        old_number_value: null,
        new_number_value: 5,
        custom_field: { name: 'Actual' },
      },
    ],
    [
      'a text',
      (at) => ({ custom_fields: { [at.text]: 'leads' } }),
      { resource_subtype: 'text_custom_field_changed', new_text_value: 'leads' },
    ],
    [
      'an enum',
      (at) => ({ custom_fields: { [at.choice]: at.reach } }),
      { resource_subtype: 'enum_custom_field_changed', new_enum_value: { name: 'Reach' } },
    ],
    ['a name', () => ({ name: 'Fans' }), { resource_subtype: 'name_changed', old_name: 'Leads', new_name: 'Fans' }],
    ['the notes', () => ({ notes: 'How many' }), { resource_subtype: 'notes_changed' }],
    [
      'the assignee',
      (at) => ({ assignee: at.maya }),
      { resource_subtype: 'assigned', assignee: { name: 'Maya Lindqvist' } },
    ],
    [
      'the due date',
      () => ({ due_on: '2026-12-01' }),
      { resource_subtype: 'due_date_changed', old_dates: { due_on: null }, new_dates: { due_on: '2026-12-01' } },
    ],
    ['completion', () => ({ completed: true }), { resource_subtype: 'marked_complete' }],
  ]
  it.each(cases)('tells of a change of %s', async (_, patch, told) => {
    await using at = await startWithTask()
    await at.api.put(`/tasks/${at.task}`, patch(at))
    expect((await readStories(at)).at(-1)).toMatchObject({
      type: 'system',
      source: 'api',
      created_by: { gid: at.bot },
      ...told,
    })
  })

  it('tells old and new of each change of a number, oldest first', async () => {
    await using at = await startWithTask()
    for (const value of [0.425, 3, null])
      await at.api.put(`/tasks/${at.task}`, { custom_fields: { [at.number]: value } })
    const numbers = (await readStories(at)).filter((story: { custom_field?: unknown }) => story.custom_field)
    expect(numbers).toMatchObject([
      { old_number_value: null, new_number_value: 0.42 },
      { old_number_value: 0.42, new_number_value: 3 },
      { old_number_value: 3, new_number_value: null },
    ])
  })

  it('tells of a move, of tags and of an approval', async () => {
    await using at = await startWithTask()
    const section = at.world.addSection(at.project, { name: 'Measures' }).gid
    await at.api.post(`/sections/${section}/addTask`, { task: at.task })
    expect((await readStories(at)).at(-1)).toMatchObject({
      resource_subtype: 'section_changed',
      old_section: { name: 'Untitled section' },
      new_section: { name: 'Measures' },
    })
    const { data } = await at.api.post('/tasks', { name: 'Ok?', projects: [at.project], resource_subtype: 'approval' })
    await at.api.put(`/tasks/${data.gid}`, { approval_status: 'rejected' })
    expect(await readStories(at, data.gid)).toContainEqual(
      expect.objectContaining({ old_approval_status: 'pending', new_approval_status: 'rejected' }),
    )
  })

  it('tells nothing of a request that changes nothing', async () => {
    await using at = await startWithTask()
    const before = (await readStories(at)).length
    await at.api.put(`/tasks/${at.task}`, { name: 'Leads', completed: false, custom_fields: { [at.number]: null } })
    expect(await readStories(at)).toHaveLength(before)
  })

  it('written with a date of its own is old, and no webhook hears of it', async () => {
    await using at = await startWithTask()
    const received: unknown[] = []
    at.world.state.listeners.add((change) => received.push(change))
    const then = new Date('2026-09-01T08:00:00Z')
    at.world.setValues(at.task, { [at.number]: 7 }, { by: at.maya, at: then })
    const { data } = await at.api.get(`/tasks/${at.task}/stories`)
    expect(data.at(-1)).toMatchObject({ created_at: '2026-09-01T08:00:00.000Z', created_by: { gid: at.maya } })
    expect(received).toEqual([])
  })
})

describe('a list of stories', () => {
  it('is compact: no type, no values', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.get(`/tasks/${at.task}/stories`)
    expect(Object.keys(data[0]).sort()).toEqual([
      'created_at',
      'created_by',
      'gid',
      'resource_subtype',
      'resource_type',
      'text',
    ])
  })
})

describe('a comment', () => {
  it('is by the user of the token, whatever is said', async () => {
    await using at = await startWithTask()
    const answer = await at
      .as('maya')
      .post(`/tasks/${at.task}/stories`, { html_text: '<body>Well <em>done</em></body>' })
    expect(answer.status).toBe(201)
    expect(answer.data).toMatchObject({
      type: 'comment',
      text: 'Well done',
      created_by: { gid: at.maya },
      is_edited: false,
    })
    expect(answer.data).not.toHaveProperty('html_text')
    const own = await at.api.get(`/stories/${answer.data.gid}?opt_fields=html_text,is_editable`)
    expect(own.data).toMatchObject({ html_text: '<body>Well <em>done</em></body>', is_editable: false })
  })

  it('makes whom it mentions a follower', async () => {
    await using at = await startWithTask()
    const html = `<body><a data-asana-gid="${at.maya}"/> look</body>`
    await at.api.post(`/tasks/${at.task}/stories`, { html_text: html })
    expect((await at.api.get(`/tasks/${at.task}`)).data.followers).toMatchObject([{ gid: at.bot }, { gid: at.maya }])
  })

  it('can be edited and deleted by its author', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.post(`/tasks/${at.task}/stories`, { text: 'One' })
    expect((await at.api.put(`/stories/${data.gid}`, { text: 'Two' })).data).toMatchObject({
      text: 'Two',
      is_edited: true,
    })
    expect((await at.api.delete(`/stories/${data.gid}`)).status).toBe(200)
    expect((await at.api.get(`/stories/${data.gid}`)).status).toBe(404)
  })

  it('can be edited and deleted by nobody else', async () => {
    await using at = await startWithTask()
    const { data } = await at.as('maya').post(`/tasks/${at.task}/stories`, { text: 'Mine' })
    expect((await at.api.put(`/stories/${data.gid}`, { text: 'Yours' })).status).toBe(403)
    expect((await at.api.delete(`/stories/${data.gid}`)).status).toBe(403)
  })

  it('can be pinned', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.post(`/tasks/${at.task}/stories`, { text: 'One', is_pinned: true })
    expect(data.is_pinned).toBe(true)
    expect((await at.api.put(`/stories/${data.gid}`, { is_pinned: false })).data.is_pinned).toBe(false)
  })

  it.each([
    [{}, 'text: Missing input'],
    [{ text: '' }, 'text: Missing input'],
    [{ text: 'a', html_text: '<body>a</body>' }, 'You may only provide one of text or html_text!'],
    [{ html_text: '<body><h1>a</h1></body>' }, /^html_text: XML is invalid/],
  ])('of %j is refused', async (data, message) => {
    await using at = await startWithTask()
    const answer = await at.api.post(`/tasks/${at.task}/stories`, data)
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })
})

it('system stories can be neither edited nor deleted', async () => {
  await using at = await startWithTask()
  const [story] = await readStories(at)
  expect((await at.api.put(`/stories/${story.gid}`, { text: 'Never' })).status).toBe(400)
  expect((await at.api.delete(`/stories/${story.gid}`)).status).toBe(403)
})
