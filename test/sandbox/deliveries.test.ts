import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startWithHook } from './hooked.ts'

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
