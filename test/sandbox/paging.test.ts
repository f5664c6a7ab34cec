import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

async function startWithTasks(count: number) {
  const at = await startWorld()
  const path = `/projects/${at.project}/tasks`
  for (let n = 1; n <= count; n += 1)
    at.world.addTask({ name: `Task ${n}`, projects: [at.project] }, { at: new Date() })
  return { ...at, path }
}

it('pages follow one another until next_page is null', async () => {
  await using at = await startWithTasks(5)
  const names: string[] = []
  let path: string | undefined = `${at.path}?limit=2&opt_fields=name`
  let pages = 0
  while (path) {
    const { data, body } = await at.api.get(path)
    names.push(...data.map((task: { name: string }) => task.name))
    path = (body['next_page'] as { path: string } | null)?.path
    pages += 1
  }
  expect([pages, names]).toEqual([3, ['Task 1', 'Task 2', 'Task 3', 'Task 4', 'Task 5']])
})

it('the next page is told as offset, path and address', async () => {
  await using at = await startWithTasks(2)
  const { body } = await at.api.get(`${at.path}?limit=1`)
  const next = body['next_page'] as Record<string, string>
  expect(next['uri']).toBe(at.sandbox.url + next['path'])
  expect(next['path']).toContain(`offset=${next['offset']}`)
})

it('a list that just fits has no next page', async () => {
  await using at = await startWithTasks(2)
  expect((await at.api.get(`${at.path}?limit=2`)).body['next_page']).toBeNull()
})

describe('a wrong page', () => {
  it.each([
    ['limit=0', /^limit: /],
    ['limit=101', /^limit: /],
    ['limit=many', /^limit: /],
    ['limit=1&offset=eyJ0eXAi', 'offset: Your pagination token is invalid.'],
    ['limit=1&offset=1.forged', 'offset: Your pagination token is invalid.'],
  ])('%s is refused', async (query, message) => {
    await using at = await startWithTasks(3)
    const answer = await at.api.get(`${at.path}?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  it('an offset of another list is refused', async () => {
    await using at = await startWithTasks(3)
    const { body } = await at.api.get(`${at.path}?limit=1`)
    const { offset } = body['next_page'] as { offset: string }
    const answer = await at.api.get(`/tasks?project=${at.project}&limit=1&offset=${offset}`)
    expect([answer.status, answer.message]).toEqual([400, 'offset: Your pagination token is invalid.'])
  })

  it('a list of more than a thousand without limit is too large', async () => {
    await using at = await startWithTasks(1001)
    expect((await at.api.get(at.path)).message).toMatch(/^The result is too large\. You should use pagination/)
    expect((await at.api.get(`${at.path}?limit=100`)).data).toHaveLength(100)
  })
})
