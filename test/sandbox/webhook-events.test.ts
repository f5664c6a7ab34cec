import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'
import { startWithHook } from './hooked.ts'
import { startReceiver } from './receiver.ts'

describe('a project webhook hears', () => {
  type At = Awaited<ReturnType<typeof startWithHook>>
  const silent = { at: new Date('2026-01-01T00:00:00Z') }
  const cases: readonly [string, (at: At) => unknown, object][] = [
    [
      'a renamed project',
      (at) => at.api.put(`/projects/${at.project}`, { name: 'X' }),
      { action: 'changed', resource: { resource_type: 'project' }, change: { field: 'name' } },
    ],
    [
      'a new section',
      (at) => at.api.post(`/projects/${at.project}/sections`, { name: 'X' }),
      { action: 'added', resource: { resource_type: 'section' }, parent: { resource_type: 'project' } },
    ],
    [
      'a new task',
      (at) => at.api.post('/tasks', { projects: [at.project] }),
      { action: 'added', resource: { resource_type: 'task' }, parent: { resource_type: 'project' } },
    ],
    [
      'a task in a section',
      (at) => at.api.post('/tasks', { projects: [at.project] }),
      { action: 'added', resource: { resource_type: 'task' }, parent: { resource_type: 'section' } },
    ],
    [
      'a subtask',
      (at) => at.world.addTask({ name: 'Part', parent: leads(at) }, { by: at.maya }),
      { action: 'added', resource: { resource_type: 'task' }, parent: { resource_type: 'task' } },
    ],
    [
      'a comment on a subtask',
      (at) =>
        at.world.addComment(at.world.addTask({ name: 'Part', parent: leads(at) }, silent).gid, 'Hi', { by: at.maya }),
      { action: 'added', resource: { resource_type: 'story', resource_subtype: 'comment_added' } },
    ],
    [
      'a comment edited',
      (at) =>
        at.world.editComment(at.world.addComment(leads(at), 'Hi', { ...silent, by: at.maya }).gid, 'Ho', {
          by: at.maya,
        }),
      { action: 'changed', resource: { resource_type: 'story' } },
    ],
    [
      'a comment deleted',
      (at) =>
        at.world.deleteStory(at.world.addComment(leads(at), 'Hi', { ...silent, by: at.maya }).gid, { by: at.maya }),
      { action: 'removed', resource: { resource_type: 'story' } },
    ],
    [
      'a new assignee',
      (at) => at.api.put(`/tasks/${leads(at)}`, { assignee: at.maya }),
      { action: 'changed', change: { field: 'assignee', new_value: { resource_type: 'user' } } },
    ],
    [
      'a new follower',
      (at) => at.world.addComment(leads(at), { html: `<body><a data-asana-gid="${at.maya}"/></body>` }, { by: at.bot }),
      { action: 'changed', change: { field: 'followers', action: 'added' } },
    ],
    [
      'a due date',
      (at) => at.api.put(`/tasks/${leads(at)}`, { due_on: '2026-12-01' }),
      { action: 'changed', change: { field: 'due_on' } },
    ],
    [
      'a completed task',
      (at) => at.api.put(`/tasks/${leads(at)}`, { completed: true }),
      { action: 'changed', change: { field: 'completed' } },
    ],
    [
      'a deleted task',
      (at) => at.api.delete(`/tasks/${leads(at)}`),
      { action: 'deleted', resource: { resource_type: 'task' }, parent: null },
    ],
    [
      'an undeleted task',
      (at) => {
        const gid = leads(at)
        at.world.deleteTask(gid, silent)
        at.world.undeleteTask(gid, { by: at.maya })
      },
      { action: 'undeleted', resource: { resource_type: 'task' } },
    ],
    [
      'a task removed',
      (at) => at.api.post(`/tasks/${leads(at)}/removeProject`, { project: at.project }),
      { action: 'removed', resource: { resource_type: 'task' }, parent: { resource_type: 'project' } },
    ],
    [
      'a tag',
      (at) =>
        at.api.post(`/tasks/${leads(at)}/addTag`, {
          tag: at.world.addTag({ workspace: at.workspace, name: 'kpi' }).gid,
        }),
      { action: 'added', resource: { resource_type: 'task' }, parent: { resource_type: 'tag' } },
    ],
    [
      'a status update, by its old name',
      (at) => at.api.post('/status_updates', { parent: at.project, status_type: 'on_track', text: 'x' }),
      { action: 'added', resource: { resource_type: 'project_status' }, parent: { resource_type: 'project' } },
    ],
    [
      'a field of its tasks',
      (at) =>
        at.api.post(`/projects/${at.project}/addCustomFieldSetting`, {
          custom_field: at.world.addField({ workspace: at.workspace, name: 'A', subtype: 'text' }).gid,
        }),
      {
        action: 'changed',
        resource: { resource_type: 'project' },
        change: { field: 'custom_field_settings', action: 'added' },
      },
    ],
  ]

  function leads(at: At): string {
    return at.world.addTask({ name: 'Leads', projects: [at.project] }, silent).gid
  }

  it.each(cases)('of %s', async (_, act, event) => {
    await using at = await startWithHook()
    await act(at)
    await at.sandbox.settle()
    expect(at.receiver.events()).toContainEqual(expect.objectContaining(event === null ? {} : matching(event)))
  })

  function matching(event: object): object {
    return Object.fromEntries(
      Object.entries(event).map(([key, value]) => [
        key,
        typeof value === 'object' && value !== null ? expect.objectContaining(matching(value)) : value,
      ]),
    )
  }

  it('a value on the project itself as a change of the project', async () => {
    await using at = await startWithHook()
    const field = at.world.addField({ workspace: at.workspace, name: 'KPI', subtype: 'number' }).gid
    const portfolio = at.world.addPortfolio({ workspace: at.workspace, name: 'Marketing' }, silent).gid
    at.world.addItem(portfolio, at.project, silent)
    at.world.addFieldSetting(portfolio, field, silent)
    await at.api.put(`/projects/${at.project}`, { custom_fields: { [field]: 1 } })
    await at.sandbox.settle()
    expect(at.receiver.events()).toMatchObject([
      { resource: { gid: at.project }, change: { field: 'custom_fields', new_value: { gid: field } } },
    ])
  })

  it('its own user as any other', async () => {
    await using at = await startWithHook()
    await at.api.put(`/projects/${at.project}`, { name: 'X' })
    at.world.updateProject(at.project, { name: 'Y' }, { by: at.maya })
    at.world.updateProject(at.project, { name: 'Z' })
    await at.sandbox.settle()
    expect(at.receiver.events().map(({ user }) => user?.gid)).toEqual([at.bot, at.maya, undefined])
  })

  it('that it was deleted, as the last thing', async () => {
    await using at = await startWithHook()
    await at.api.delete(`/projects/${at.project}`)
    await at.sandbox.settle()
    expect(at.receiver.events()).toMatchObject([{ action: 'deleted', resource: { gid: at.project } }])
  })

  it('nothing of other projects', async () => {
    await using at = await startWithHook()
    const other = at.world.addProject({ workspace: at.workspace, name: 'Fairs' }, { by: at.maya }).gid
    at.world.addTask({ name: 'Elsewhere', projects: [other] }, { by: at.maya })
    await at.sandbox.settle()
    expect(at.receiver.received).toEqual([])
  })
})

describe('filters', () => {
  it.each([
    [[{ resource_type: 'task' }], ['added task', 'added task', 'changed task']],
    [[{ resource_type: 'task', action: 'changed' }], ['changed task']],
    [[{ resource_type: 'task', action: 'changed', fields: ['name'] }], ['changed task']],
    [[{ resource_type: 'task', action: 'changed', fields: ['due_on'] }], []],
    [[{ resource_type: 'task', resource_subtype: 'milestone' }], []],
    [[{ resource_type: 'story', resource_subtype: 'name_changed' }], ['added story']],
    [
      [{ action: 'changed' }, { resource_subtype: 'added_to_project' }],
      ['added story', 'changed task'],
    ],
  ])('%j let through %j', async (filters, expected) => {
    await using at = await startWithHook({}, filters)
    const { data } = await at.api.post('/tasks', { name: 'Leads', projects: [at.project] })
    await at.api.put(`/tasks/${data.gid}`, { name: 'Fans' })
    await at.sandbox.settle()
    const told = at.receiver.events().map(({ action, resource }) => `${action} ${resource.resource_type}`)
    expect(told).toEqual(expected)
  })
})

it('a portfolio webhook hears of its projects, never of tasks', async () => {
  await using at = await startWorld()
  await using receiver = await startReceiver()
  const portfolio = at.world.addPortfolio({ workspace: at.workspace, name: 'Marketing' }, { by: at.bot }).gid
  const filters = ['added', 'removed', 'changed', 'deleted'].map((action) => ({ resource_type: 'project', action }))
  await at.api.post('/webhooks', { resource: portfolio, target: receiver.target, filters })
  await at.api.post(`/portfolios/${portfolio}/addItem`, { item: at.project })
  await at.api.post('/tasks', { name: 'Leads', projects: [at.project] })
  await at.api.put(`/projects/${at.project}`, { name: 'Launch' })
  await at.api.post(`/portfolios/${portfolio}/removeItem`, { item: at.project })
  await at.api.put(`/projects/${at.project}`, { name: 'Gone' })
  await at.sandbox.settle()
  const told = receiver.events().map(({ action, resource, parent }) => [action, resource.gid, parent?.gid])
  expect(told).toEqual([
    ['added', at.project, portfolio],
    ['changed', at.project, undefined],
    ['removed', at.project, portfolio],
  ])
})
