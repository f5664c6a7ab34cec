import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'
import { startReceiver } from './receiver.ts'

describe('a webhook is made', () => {
  it('by a handshake while the create call is open; the caller learns the secret, too', async () => {
    await using at = await startWorld()
    await using receiver = await startReceiver()
    const answer = await at.api.post('/webhooks', { resource: at.project, target: receiver.target })
    expect(answer.status).toBe(201)
    expect(answer.data).toMatchObject({ target: receiver.target, active: false, resource: { gid: at.project } })
    expect(answer.body['X-Hook-Secret']).toMatch(/^[0-9a-f]{64}$/)
    expect(answer.data).not.toHaveProperty('last_success_at')
  })

  it('with a secret of its own each time', async () => {
    await using at = await startWorld()
    await using receiver = await startReceiver()
    const body = { resource: at.project, target: receiver.target }
    const secrets = [await at.api.post('/webhooks', body), await at.api.post('/webhooks', body)]
    expect(secrets[0]?.body['X-Hook-Secret']).not.toBe(secrets[1]?.body['X-Hook-Secret'])
  })

  it('and is active once its first heartbeat was taken', async () => {
    await using at = await startWorld()
    await using receiver = await startReceiver()
    const { data } = await at.api.post('/webhooks', { resource: at.project, target: receiver.target })
    await at.sandbox.settle()
    expect(receiver.received.map(({ events }) => events)).toEqual([[]])
    const told = await at.api.get(`/webhooks/${data.gid}?opt_fields=active,last_success_at,delivery_retry_count`)
    expect(told.data).toMatchObject({ active: true, delivery_retry_count: 0, last_success_at: expect.any(String) })
  })

  it.each([
    ['silent', /handshake .* answered 204 without the secret/],
    ['wrong', /handshake .* answered 204 without the secret/],
    ['500', /handshake .* answered 500/],
  ] as const)('not when the target is %s', async (kind, message) => {
    await using at = await startWorld()
    await using receiver = await startReceiver(kind)
    const answer = await at.api.post('/webhooks', { resource: at.project, target: receiver.target })
    expect([answer.status, answer.message]).toEqual([400, expect.stringMatching(message)])
    expect((await at.api.get(`/webhooks?workspace=${at.workspace}`)).data).toEqual([])
  })

  it.each([
    [{ target: 'http://127.0.0.1:1/' }, 400, /handshake/],
    [{ target: 'not an address' }, 400, /^target: /],
    [{ target: 'ftp://example.com' }, 400, /^target: /],
    [{ target: undefined }, 400, 'target: Missing input'],
    [{ resource: undefined }, 400, 'resource: Missing input'],
    [{ resource: '99' }, 400, 'resource: Unknown object: 99'],
    [{ filters: [{ action: 'added', fields: ['name'] }] }, 400, /^filters: /],
  ])('not with %j', async (change, status, message) => {
    await using at = await startWorld()
    await using receiver = await startReceiver()
    const answer = await at.api.post('/webhooks', { resource: at.project, target: receiver.target, ...change })
    expect(answer.status).toBe(status)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  it.each(['http://localhost:1/', 'http://127.0.0.1:1/', 'http://[::1]:1/'])(
    'not on %s where local targets are refused',
    async (target) => {
      await using at = await startWorld({ refuseLocalTargets: true })
      expect((await at.api.post('/webhooks', { resource: at.project, target })).status).toBe(403)
    },
  )
})

describe('larger scopes', () => {
  const refused = 'invalid_filters_for_larger_scoped_webhooks'
  it.each([
    ['portfolio', undefined, 400],
    ['portfolio', [], 400],
    ['portfolio', [{ resource_type: 'task', action: 'changed' }], 400],
    [
      'portfolio',
      [
        { resource_type: 'project', action: 'changed' },
        { resource_type: 'story', action: 'added' },
      ],
      400,
    ],
    ['portfolio', [{ resource_type: 'project', action: 'changed', fields: ['name'] }], 400],
    [
      'portfolio',
      ['added', 'removed', 'deleted', 'undeleted', 'changed'].map((action) => ({ resource_type: 'project', action })),
      201,
    ],
    ['workspace', [{ resource_type: 'project_status', action: 'added' }], 400],
    ['workspace', [{ resource_type: 'workspace_membership', action: 'added' }], 201],
    ['project', undefined, 201],
    ['project', [{ resource_type: 'task', action: 'changed', fields: ['completed'] }], 201],
  ] as const)('%s with filters %j answers %i', async (type, filters, status) => {
    await using at = await startWorld()
    await using receiver = await startReceiver()
    const portfolio = at.world.addPortfolio({ workspace: at.workspace, name: 'Marketing' }, { by: at.bot }).gid
    const resource = { ...at, portfolio }[type]
    const body = { resource, target: receiver.target, ...(filters && { filters }) }
    const answer = await at.api.post('/webhooks', body)
    expect(answer.status).toBe(status)
    if (status === 400) expect(answer.body['errors']).toMatchObject([{ error: refused }])
  })
})

describe('the webhooks there are', () => {
  async function startWithHook() {
    const at = await startWorld()
    const receiver = await startReceiver()
    const { data } = await at.api.post('/webhooks', { resource: at.project, target: receiver.target })
    const dispose = async () => {
      await receiver[Symbol.asyncDispose]()
      await at.sandbox.close()
    }
    return { ...at, hook: data.gid as string, target: receiver.target, [Symbol.asyncDispose]: dispose }
  }

  it('are listed by workspace and resource', async () => {
    await using at = await startWithHook()
    const other = at.world.addProject({ workspace: at.workspace, name: 'Fairs' }).gid
    const list = async (query: string) => (await at.api.get(`/webhooks?workspace=${at.workspace}${query}`)).data
    expect(await list('')).toMatchObject([{ gid: at.hook, target: at.target, resource: { gid: at.project } }])
    expect(await list(`&resource=${at.project}`)).toHaveLength(1)
    expect(await list(`&resource=${other}`)).toEqual([])
    expect((await at.api.get('/webhooks')).message).toBe('workspace: Missing input')
  })

  it('are seen by nobody else', async () => {
    await using at = await startWithHook()
    expect((await at.as('maya').get(`/webhooks?workspace=${at.workspace}`)).data).toEqual([])
    expect((await at.as('maya').get(`/webhooks/${at.hook}`)).status).toBe(404)
    expect((await at.as('maya').delete(`/webhooks/${at.hook}`)).status).toBe(404)
  })

  it('take other filters, as a whole, and nothing else', async () => {
    await using at = await startWithHook()
    const filters = [{ resource_type: 'task', action: 'changed', fields: ['name'] }]
    expect((await at.api.put(`/webhooks/${at.hook}`, { filters })).data.filters).toMatchObject(filters)
    expect((await at.api.put(`/webhooks/${at.hook}`, { filters, target: at.target })).status).toBe(400)
  })

  it('are deleted for good', async () => {
    await using at = await startWithHook()
    expect((await at.api.delete(`/webhooks/${at.hook}`)).body).toEqual({ data: {} })
    expect((await at.api.get(`/webhooks/${at.hook}`)).status).toBe(404)
  })

  it('go with what they watch', async () => {
    await using at = await startWithHook()
    await at.api.delete(`/projects/${at.project}`)
    expect((await at.api.get(`/webhooks?workspace=${at.workspace}`)).data).toEqual([])
  })
})
