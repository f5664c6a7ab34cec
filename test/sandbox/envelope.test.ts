import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

const TASK = JSON.stringify({ data: { name: 'Leads' } })

describe('the door', () => {
  it.each([
    ['no token', {}],
    ['an unknown token', { Authorization: 'Bearer nobody' }],
    ['another scheme', { Authorization: 'Basic bot' }],
  ])('answers 401 to %s', async (_, headers) => {
    await using at = await startWorld()
    const response = await fetch(`${at.sandbox.url}/users/me`, { headers })
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8')
    expect(await response.json()).toMatchObject({ errors: [{ message: 'Not Authorized' }] })
  })

  it('shuts out a token that was revoked', async () => {
    await using at = await startWorld()
    at.world.revokeToken('bot')
    expect((await at.api.get('/users/me')).status).toBe(401)
  })

  it('knows the user of each token', async () => {
    await using at = await startWorld()
    expect((await at.api.get('/users/me')).data).toMatchObject({ gid: at.bot, name: 'V2MOM Bot' })
    expect((await at.as('maya').get('/users/me')).data.name).toBe('Maya Lindqvist')
  })
})

describe('a request body', () => {
  it.each([
    ['broken JSON', '{"data":', 'Could not parse request data, invalid JSON'],
    ['a list', '[]', 'Could not parse request data, invalid JSON'],
    [
      'a stray key beside data',
      '{"data":{},"name":"x"}',
      /^Unrecognized request field name \. The only allowed keys at the top level are: data, options\./,
    ],
    ['data that is no object', '{"data":5}', /not a JSON object/],
    ['an unknown property', '{"data":{"nmae":"x"}}', 'nmae: Cannot write this property'],
    ['a read-only property', '{"data":{"modified_at":"2026-01-01"}}', 'modified_at: Cannot write this property'],
    ['a value of the wrong type', '{"data":{"name":5}}', /^name: Value is not a string/],
  ])('is refused with %s', async (_, body, message) => {
    await using at = await startWorld()
    const answer = await at.api.send('POST', '/tasks', body)
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  it('may carry output options beside data', async () => {
    await using at = await startWorld()
    const body = JSON.stringify({ data: { name: 'Leads', projects: [at.project] }, options: { fields: ['name'] } })
    const { data } = await at.api.send('POST', '/tasks', body)
    expect(Object.keys(data)).toEqual(['gid', 'name'])
  })
})

describe('a path', () => {
  it.each([
    ['GET', '/tasks/99', 404, 'task: Unknown object: 99'],
    ['PUT', '/projects/99', 404, 'project: Unknown object: 99'],
    ['GET', '/portfolios/99/items', 404, 'portfolio: Unknown object: 99'],
    ['GET', '/status_updates?parent=99', 404, 'project: Unknown object: 99'],
    ['GET', '/tasks?project=99', 404, 'project: Unknown object: 99'],
    ['GET', '/tasks/leads', 400, 'task: Not a recognized ID: leads'],
    ['GET', '/nowhere', 404, 'No matching route for request'],
    ['GET', '/tasks/', 404, 'No matching route for request'],
    ['PATCH', '/tasks/99', 404, 'No matching route for request'],
    ['DELETE', '/tasks', 404, 'No matching route for request'],
    ['PUT', '/status_updates/99', 404, 'No matching route for request'],
    ['DELETE', '/enum_options/99', 404, 'No matching route for request'],
  ])('%s %s answers %i', async (method, path, status, message) => {
    await using at = await startWorld()
    const answer = await at.api.send(method, path, method === 'GET' ? undefined : TASK)
    expect([answer.status, answer.message]).toEqual([status, message])
  })

  it('named in a body must exist, else the request is wrong', async () => {
    await using at = await startWorld()
    const answer = await at.api.post('/tasks', { name: 'Leads', projects: ['99'] })
    expect([answer.status, answer.message]).toEqual([400, 'projects: Unknown object: 99'])
  })
})

it('a created object comes with 201 and its place', async () => {
  await using at = await startWorld()
  const answer = await at.api.post('/tasks', { name: 'Leads', projects: [at.project] })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('location')).toBe(`/api/1.0/tasks/${answer.data.gid}`)
})

it('something deleted answers with empty data', async () => {
  await using at = await startWorld()
  const { data } = await at.api.post('/tasks', { name: 'Leads', projects: [at.project] })
  expect((await at.api.delete(`/tasks/${data.gid}`)).body).toEqual({ data: {} })
})
