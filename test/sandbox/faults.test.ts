import { describe, expect, it } from 'vitest'
import { FAULT_KINDS } from '../../src/sandbox/faults.ts'
import { startWorld } from './client.ts'

const ask = (url: string, init: RequestInit = {}) =>
  fetch(url, { ...init, headers: { Authorization: 'Bearer bot', 'Content-Type': 'application/json' } })

describe('a fault', () => {
  it.each([
    ['401', 401, null],
    ['402', 402, null],
    ['403', 403, null],
    ['404', 404, null],
    ['429', 429, '1'],
    ['429-no-retry-after', 429, null],
    ['500', 500, null],
    ['503', 503, null],
  ] as const)('%s answers %i', async (kind, status, retryAfter) => {
    await using at = await startWorld()
    at.sandbox.faults.add({ kind })
    const response = await ask(`${at.sandbox.url}/users/me`)
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter])
    expect(await response.json()).toMatchObject({ errors: [{ message: expect.any(String) }] })
    expect((await ask(`${at.sandbox.url}/users/me`)).status).toBe(200)
  })

  it('502-html answers with a page', async () => {
    await using at = await startWorld()
    at.sandbox.faults.add({ kind: '502-html' })
    const response = await ask(`${at.sandbox.url}/users/me`)
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html'])
  })

  it('bad-json does what was asked and answers with half an answer', async () => {
    await using at = await startWorld()
    at.sandbox.faults.add({ kind: 'bad-json' })
    const response = await ask(`${at.sandbox.url}/tasks`, {
      method: 'POST',
      body: JSON.stringify({ data: { projects: [at.project] } }),
    })
    expect(response.status).toBe(201)
    await expect(response.json()).rejects.toThrow(SyntaxError)
    expect((await at.api.get(`/projects/${at.project}/tasks`)).data).toHaveLength(1)
  })

  it.each([
    ['cut-before', 0],
    ['cut-after', 1],
  ] as const)('%s cuts the connection and leaves %i task', async (kind, left) => {
    await using at = await startWorld()
    at.sandbox.faults.add({ kind, method: 'POST' })
    const body = JSON.stringify({ data: { projects: [at.project] } })
    await expect(ask(`${at.sandbox.url}/tasks`, { method: 'POST', body })).rejects.toThrow()
    expect((await at.api.get(`/projects/${at.project}/tasks`)).data).toHaveLength(left)
    expect(at.sandbox.requests.count({ method: 'POST', status: 0 })).toBe(1)
  })

  it('slow answers well, later', async () => {
    await using at = await startWorld()
    at.sandbox.faults.add({ kind: 'slow', delayMs: 20 })
    expect((await at.api.get('/users/me')).data.gid).toBe(at.bot)
  })

  it('hits only the requests it is meant for, as often as told, until cleared', async () => {
    await using at = await startWorld()
    const { faults } = at.sandbox
    faults.add({ kind: '500', method: 'GET', path: /^\/projects/, times: 2 })
    const status = async (path: string) => (await at.api.get(path)).status
    expect(await status('/users/me')).toBe(200)
    const path = `/projects/${at.project}`
    expect([await status(path), await status(path), await status(path)]).toEqual([500, 500, 200])
    faults.add({ kind: '503', times: Number.POSITIVE_INFINITY })
    expect(await status(path)).toBe(503)
    faults.clear()
    expect(await status(path)).toBe(200)
  })

  it.each(FAULT_KINDS)('%s is known', async (kind) => {
    await using at = await startWorld()
    at.sandbox.faults.add({ kind, delayMs: 1 })
    await ask(`${at.sandbox.url}/users/me`)
      .then((response) => response.text())
      .catch(() => '')
    expect(at.sandbox.requests.count()).toBe(1)
  })
})

it('the log counts requests by what they were', async () => {
  await using at = await startWorld()
  const { requests } = at.sandbox
  await at.api.get('/users/me')
  await at.api.get(`/projects/${at.project}`)
  await at.api.get('/projects/99')
  await at.as('maya').get('/users/me')
  expect(requests.count()).toBe(4)
  expect(requests.count({ operation: '/projects/{project_gid}' })).toBe(2)
  expect(requests.count({ path: /^\/projects/, status: 404 })).toBe(1)
  expect(requests.count({ user: at.maya })).toBe(1)
  requests.clear()
  expect(requests.count()).toBe(0)
})
