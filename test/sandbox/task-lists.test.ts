import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

describe('lists', () => {
  const day = (n: number) => new Date(`2026-11-0${n}T00:00:00Z`)

  async function startWithHistory() {
    const at = await startWorld({ now: () => day(9) })
    const { world, project, maya } = at
    const add = (name: string, n: number) => world.addTask({ name, projects: [project] }, { by: maya, at: day(n) }).gid
    const [old, done] = [add('old', 1), add('done', 1), add('new', 5)]
    world.updateTask(done, { completed: true }, { at: day(3) })
    return { ...at, old, done }
  }

  it.each([
    ['', ['old', 'done', 'new']],
    ['modified_since=2026-11-02T00:00:00Z', ['done', 'new']],
    ['modified_since=2026-11-05T00:00:00Z', ['new']],
    ['completed_since=2026-11-03T00:00:00Z', ['old', 'done', 'new']],
    ['completed_since=2026-11-04T00:00:00Z', ['old', 'new']],
  ])('of a project with %j hold %j', async (query, names) => {
    await using at = await startWithHistory()
    const { data } = await at.api.get(`/tasks?project=${at.project}&${query}`)
    expect(data.map((task: { name: string }) => task.name)).toEqual(names)
  })

  it('of a project with completed_since=now hold what is open', async () => {
    await using at = await startWithHistory()
    const { data } = await at.api.get(`/projects/${at.project}/tasks?completed_since=now`)
    expect(data).toMatchObject([{ name: 'old' }, { name: 'new' }])
  })

  it.each(['', 'workspace=1', 'assignee=me', 'project={project}&section=1', 'modified_since=2026-11-02'])(
    'with the filter %j are refused',
    async (query) => {
      await using at = await startWithHistory()
      const answer = await at.api.get(`/tasks?${query.replace('{project}', at.project)}`)
      expect([answer.status, answer.message]).toEqual([400, expect.stringMatching(/^Must specify exactly one of/)])
    },
  )

  it('of an assignee need the workspace, too', async () => {
    await using at = await startWithHistory()
    await at.api.put(`/tasks/${at.old}`, { assignee: at.bot })
    const { data } = await at.api.get(`/tasks?assignee=me&workspace=${at.workspace}`)
    expect(data).toMatchObject([{ gid: at.old }])
  })

  it('a date that is none is refused', async () => {
    await using at = await startWithHistory()
    const answer = await at.api.get(`/tasks?project=${at.project}&modified_since=lately`)
    expect([answer.status, answer.message]).toEqual([400, 'modified_since: Value is not a date: lately'])
  })
})
