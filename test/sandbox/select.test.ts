import { describe, expect, it } from 'vitest'
import { parseFields, select } from '../../src/sandbox/select.ts'
import { inline } from '../../src/sandbox/shapes/shape.ts'
import { startWorld } from './client.ts'

async function startWithTask() {
  const at = await startWorld()
  const { world, workspace, project, maya } = at
  const actual = world.addField({ workspace, name: 'Actual', subtype: 'number', precision: 1 }).gid
  world.addFieldSetting(project, actual)
  const notes = { html: '<body>How <strong>many</strong></body>' }
  const task = world.addTask(
    { name: 'Leads', projects: [project], assignee: maya, notes, values: { [actual]: 5 } },
    { by: maya },
  )
  return { ...at, actual, task: task.gid }
}

describe('without opt_fields', () => {
  it('a list holds compact objects', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.get(`/projects/${at.project}/tasks`)
    expect(data).toEqual([{ gid: at.task, resource_type: 'task', name: 'Leads', resource_subtype: 'default_task' }])
  })

  it('settings of fields are no more than gids', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.get(`/projects/${at.project}/custom_field_settings`)
    expect(data).toEqual([{ gid: expect.any(String), resource_type: 'custom_field_setting' }])
  })

  it('a single object comes in full, the definitions of its fields too, but other objects compact', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.get(`/tasks/${at.task}`)
    expect(data).toMatchObject({ notes: 'How many', completed: false, assignee: { name: 'Maya Lindqvist' } })
    expect(data.assignee).not.toHaveProperty('email')
    expect(data.custom_fields).toMatchObject([{ gid: at.actual, precision: 1, number_value: 5, display_value: '5.0' }])
  })

  it.each(['html_notes', 'num_subtasks', 'created_by', 'is_rendered_as_separator'])('%s is not told', async (name) => {
    await using at = await startWithTask()
    expect((await at.api.get(`/tasks/${at.task}`)).data).not.toHaveProperty(name)
    expect((await at.api.get(`/tasks/${at.task}?opt_fields=${name}`)).data).toHaveProperty(name)
  })
})

describe('opt_fields', () => {
  it.each([
    ['replaces what is told, but for the gid', 'completed', { completed: false }],
    ['reaches into objects by dots', 'assignee.name', { assignee: { name: 'Maya Lindqvist' } }],
    [
      'gives an object that is named alone no name (recorded, May 2026)',
      'assignee',
      { assignee: { resource_type: 'user' } },
    ],
    [
      'takes groups',
      'custom_fields.(name|number_value),name',
      { name: 'Leads', custom_fields: [{ name: 'Actual', number_value: 5 }] },
    ],
    [
      'takes groups in the middle of a path',
      'memberships.(project|section).name',
      { memberships: [{ project: { name: 'Spring launch' }, section: { name: 'Untitled section' } }] },
    ],
    ['tells null of what is empty', 'due_on,parent.name', { due_on: null, parent: null }],
  ])('%s: %s', async (_, fields, expected) => {
    await using at = await startWithTask()
    const { body } = await at.api.get(`/tasks/${at.task}?opt_fields=${encodeURIComponent(fields)}`)
    expect(withoutGids(body)).toEqual({ data: expected })
    expect(body['data']).toHaveProperty('gid', at.task)
  })

  it('widens the objects of a list as well', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.get(`/tasks?project=${at.project}&opt_fields=name,custom_fields.number_value`)
    expect(data).toEqual([{ gid: at.task, name: 'Leads', custom_fields: [{ gid: at.actual, number_value: 5 }] }])
  })

  it('shapes the answer to a write, too', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.put(`/tasks/${at.task}?opt_fields=name`, { name: 'More leads' })
    expect(data).toEqual({ gid: at.task, name: 'More leads' })
  })
})

it('names nobody knows are passed over', () => {
  const shown = inline({ gid: '1', name: 'Leads' })
  expect(select(shown, parseFields('name,nmae,name.first'), 'full')).toEqual({ gid: '1', name: 'Leads' })
})

function withoutGids(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === 'gid' ? undefined : inner)))
}
