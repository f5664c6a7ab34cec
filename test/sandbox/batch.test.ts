import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

const me = { relative_path: '/users/me', method: 'get' }

describe('a batch', () => {
  it('answers each action on its own, in order', async () => {
    await using at = await startWorld()
    const actions = [
      { ...me, options: { fields: ['name'] } },
      { relative_path: '/projects/99', method: 'get' },
      { relative_path: '/tasks', method: 'post', data: { name: 'Leads', projects: [at.project] } },
      { relative_path: '/tasks', method: 'get', data: { project: at.project }, options: { limit: 1 } },
    ]
    const { status, data } = await at.api.post('/batch', { actions })
    expect(status).toBe(200)
    expect(data).toMatchObject([
      { status_code: 200, body: { data: { gid: at.bot, name: 'V2MOM Bot' } } },
      { status_code: 404, body: { errors: [{ message: 'project: Unknown object: 99' }] } },
      { status_code: 201, body: { data: { name: 'Leads' } }, headers: { Location: expect.any(String) } },
      { status_code: 200, body: { data: [{ name: 'Leads' }], next_page: null } },
    ])
    expect(at.sandbox.requests.count({ operation: '/users/{user_gid}' })).toBe(1)
  })

  it.each([
    [{}, 'actions: Missing input'],
    [{ actions: Array.from({ length: 11 }, () => me) }, /10 actions at most/],
    [{ actions: [{ method: 'get' }] }, 'relative_path: Missing input'],
    [{ actions: [{ ...me, relative_path: '/users/me?opt_fields=name' }] }, /^relative_path: /],
  ])('of %j is refused', async (data, message) => {
    await using at = await startWorld()
    const answer = await at.api.post('/batch', data)
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  it('counts each action as a request, and is refused as a whole', async () => {
    await using at = await startWorld({ requestsPerMinute: 5 })
    expect((await at.api.post('/batch', { actions: [me, me, me, me] })).status).toBe(200)
    expect((await at.api.post('/batch', { actions: [me, me] })).status).toBe(429)
  })
})
