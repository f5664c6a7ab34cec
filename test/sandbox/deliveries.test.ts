import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { SandboxOptions } from '../../src/sandbox/server.ts'
import { startWorld } from './client.ts'
import { startReceiver } from './receiver.ts'

async function startWithHook(options: SandboxOptions = {}, filters?: object[]) {
  const at = await startWorld(options)
  const receiver = await startReceiver()
  const body = { resource: at.project, target: receiver.target, ...(filters && { filters }) }
  const answer = await at.api.post('/webhooks', body)
  await at.sandbox.settle()
  receiver.received.length = 0
  const dispose = async () => {
    await receiver[Symbol.asyncDispose]()
    await at.sandbox.close()
  }
  const secret = String(answer.body['X-Hook-Secret'])
  const hook: string = answer.data.gid
  return { ...at, receiver, secret, hook, [Symbol.asyncDispose]: dispose }
}

describe('a delivery', () => {
  it('is signed over its bytes', async () => {
    await using at = await startWithHook()
    await at.api.post('/tasks', { name: 'Größe ✓', projects: [at.project] })
    await at.sandbox.settle()
    const [delivery] = at.receiver.received
    const signature = createHmac('sha256', at.secret)
      .update(delivery?.raw ?? '')
      .digest('hex')
    expect(delivery?.headers['x-hook-signature']).toBe(signature)
  })

  it('gathers what happens within the quiet time', async () => {
    await using at = await startWithHook({ deliverAfterMs: 200 })
    const task = at.world.addTask({ name: 'Leads', projects: [at.project] }, { by: at.maya }).gid
    for (let n = 0; n < 5; n += 1) at.world.addComment(task, `Comment ${n}`, { by: at.maya })
    await at.sandbox.settle()
    expect(at.receiver.received).toHaveLength(1)
  })

  it('is compact: gids and types, no names, no values', async () => {
    await using at = await startWithHook()
    const field = at.world.addField({ workspace: at.workspace, name: 'Actual', subtype: 'number' }).gid
    at.world.addFieldSetting(at.project, field, { at: new Date() })
    const task = at.world.addTask({ name: 'Leads', projects: [at.project] }, { at: new Date() }).gid
    await at.api.put(`/tasks/${task}`, { custom_fields: { [field]: 42 } })
    await at.sandbox.settle()
    expect(at.receiver.events()).toEqual([
      {
        user: { gid: at.bot, resource_type: 'user' },
        created_at: expect.stringMatching(/^\d{4}-.*Z$/),
        action: 'changed',
        resource: { gid: task, resource_type: 'task', resource_subtype: 'default_task' },
        parent: null,
        change: {
          field: 'custom_fields',
          action: 'changed',
          new_value: { gid: field, resource_type: 'custom_field', resource_subtype: 'number' },
        },
      },
      {
        user: { gid: at.bot, resource_type: 'user' },
        created_at: expect.any(String),
        action: 'added',
        resource: { gid: expect.any(String), resource_type: 'story', resource_subtype: 'number_custom_field_changed' },
        parent: { gid: task, resource_type: 'task', resource_subtype: 'default_task' },
      },
    ])
  })

  it('names the option an enum was set to', async () => {
    await using at = await startWithHook()
    const field = at.world.addField({
      workspace: at.workspace,
      name: 'Type',
      subtype: 'enum',
      options: [{ name: 'Reach' }],
    })
    at.world.addFieldSetting(at.project, field.gid, { at: new Date() })
    const task = at.world.addTask({ name: 'Leads', projects: [at.project] }, { at: new Date() }).gid
    at.world.setValues(task, { [field.gid]: field.options[0]?.gid }, { by: at.maya })
    await at.sandbox.settle()
    expect(at.receiver.events()[0]?.change).toMatchObject({ new_value: { enum_value: { gid: field.options[0]?.gid } } })
  })
})

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

describe('a delivery that fails', () => {
  it('is repeated with the same bytes until it is taken; later events wait', async () => {
    await using at = await startWithHook()
    at.receiver.statuses.push(500, 503, 400)
    at.world.updateProject(at.project, { name: 'X' }, { by: at.maya })
    await expect.poll(() => at.receiver.received.length).toBeGreaterThan(0)
    at.world.updateProject(at.project, { name: 'Y' }, { by: at.maya })
    await at.sandbox.settle()
    const bodies = at.receiver.received.map(({ raw }) => raw)
    expect(bodies).toHaveLength(5)
    expect(new Set(bodies.slice(0, 4)).size).toBe(1)
    expect(at.sandbox.deliveries.entries.slice(-5).map(({ status }) => status)).toEqual([500, 503, 400, 200, 200])
  })

  it('shows in the health of the webhook, and a success forgets it', async () => {
    await using at = await startWithHook({ deliverAfterMs: 40 })
    at.receiver.statuses.push(500, 500)
    at.world.updateProject(at.project, { name: 'X' }, { by: at.maya })
    const fields =
      'delivery_retry_count,last_failure_content,last_failure_at,next_attempt_after,failure_deletion_timestamp'
    const health = async () => (await at.api.get(`/webhooks/${at.hook}?opt_fields=${fields}`)).data
    await expect.poll(health).toMatchObject({
      delivery_retry_count: 1,
      last_failure_content: 'HTTP status 500',
      last_failure_at: expect.any(String),
      next_attempt_after: expect.any(String),
      failure_deletion_timestamp: expect.any(String),
    })
    await at.sandbox.settle()
    expect(await health()).toMatchObject({ delivery_retry_count: 0, last_failure_at: expect.any(String) })
    expect(await health()).not.toHaveProperty('failure_deletion_timestamp')
  })

  it('for 24 hours ends the webhook', async () => {
    let now = new Date('2026-11-01T00:00:00Z')
    await using at = await startWithHook({ now: () => now })
    at.receiver.statuses.push(...Array.from({ length: 100 }, () => 500))
    at.world.updateProject(at.project, { name: 'X' }, { by: at.maya })
    await expect.poll(() => at.receiver.received.length).toBeGreaterThan(1)
    expect((await at.api.get(`/webhooks/${at.hook}`)).status).toBe(200)
    now = new Date('2026-11-02T00:00:00Z')
    await at.sandbox.settle()
    expect((await at.api.get(`/webhooks/${at.hook}`)).status).toBe(404)
  })
})

describe('heartbeats', () => {
  it('are empty deliveries, signed as any', async () => {
    await using at = await startWithHook()
    at.sandbox.deliveries.beat()
    await at.sandbox.settle()
    const [beat] = at.receiver.received
    expect(beat?.events).toEqual([])
    expect(beat?.headers['x-hook-signature']).toBe(
      createHmac('sha256', at.secret)
        .update(beat?.raw ?? '')
        .digest('hex'),
    )
  })

  it('come by themselves', async () => {
    await using at = await startWithHook({ heartbeatMs: 20 })
    await expect.poll(() => at.receiver.received.length).toBeGreaterThan(2)
  })
})

describe('faults', () => {
  const rename = (at: Awaited<ReturnType<typeof startWithHook>>, name: string) =>
    at.world.updateProject(at.project, { name }, { by: at.maya })

  it('a delivery can be lost', async () => {
    await using at = await startWithHook()
    at.sandbox.faults.addDelivery({ kind: 'drop' })
    rename(at, 'X')
    await at.sandbox.settle()
    expect(at.receiver.received).toEqual([])
    expect(at.sandbox.deliveries.entries.at(-1)).toMatchObject({ lost: true })
  })

  it('a delivery can come twice', async () => {
    await using at = await startWithHook()
    at.sandbox.faults.addDelivery({ kind: 'double', webhook: at.hook })
    rename(at, 'X')
    await at.sandbox.settle()
    expect(at.receiver.received.map(({ raw }) => raw)).toEqual([
      at.receiver.received[0]?.raw,
      at.receiver.received[0]?.raw,
    ])
  })

  it('its events can come in another order', async () => {
    await using at = await startWithHook()
    at.sandbox.faults.addDelivery({ kind: 'reorder' })
    rename(at, 'X')
    at.world.addSection(at.project, { name: 'Measures' }, { by: at.maya })
    await at.sandbox.settle()
    expect(at.receiver.events().map(({ resource }) => resource.resource_type)).toEqual(['section', 'project'])
  })

  it('it can come late, with all that happened since following', async () => {
    await using at = await startWithHook()
    at.sandbox.faults.addDelivery({ kind: 'delay', delayMs: 50 })
    rename(at, 'X')
    await at.sandbox.settle()
    rename(at, 'Y')
    await at.sandbox.settle()
    expect(at.receiver.received).toHaveLength(2)
  })
})
