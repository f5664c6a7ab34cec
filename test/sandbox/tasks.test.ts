import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

async function startWithTask(data: object = {}) {
  const at = await startWorld()
  const task = await at.api.post('/tasks', { name: 'Leads', projects: [at.project], ...data })
  const put = (patch: object) => at.api.put(`/tasks/${task.data.gid}`, patch)
  return { ...at, task: task.data.gid as string, put }
}

describe('a new task', () => {
  it('stands at the end of the first section and is followed by its maker', async () => {
    await using at = await startWorld()
    const { data } = await at.api.post('/tasks', { name: 'Leads', projects: [at.project], assignee: 'me' })
    expect(data).toMatchObject({
      assignee: { gid: at.bot },
      followers: [{ gid: at.bot }],
      memberships: [{ project: { gid: at.project }, section: { name: 'Untitled section' } }],
    })
  })

  it('can be put into a section, with tags and followers', async () => {
    await using at = await startWorld()
    const section = at.world.addSection(at.project, { name: 'Measures' }).gid
    const tag = at.world.addTag({ workspace: at.workspace, name: 'kpi' }).gid
    const body = { name: 'Leads', memberships: [{ project: at.project, section }], tags: [tag], followers: [at.maya] }
    const { data } = await at.api.post('/tasks', body)
    expect(data).toMatchObject({ memberships: [{ section: { gid: section } }], tags: [{ name: 'kpi' }] })
    expect(data.followers).toContainEqual(expect.objectContaining({ gid: at.maya }))
  })

  it.each([
    [{}, 'You should specify one of workspace, parent, projects'],
    [{ workspace: '99' }, 'workspace: Unknown object: 99'],
    [{ assignee: 'nobody@example.com' }, 'assignee: Not a user in Organization: nobody@example.com'],
    [{ resource_subtype: 'idea' }, /^resource_subtype: /],
    [{ custom_fields: 5 }, 'custom_fields: Value is not a JSON object: 5'],
  ])('of %j is refused', async (data, message) => {
    await using at = await startWorld()
    const answer = await at.api.post('/tasks', data)
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  it('that was refused leaves nothing behind, no event either', async () => {
    await using at = await startWorld()
    const changes: unknown[] = []
    at.world.state.listeners.add((change) => changes.push(change))
    const answer = await at.api.post('/tasks', { name: 'Leads', projects: [at.project], custom_fields: { 99: 1 } })
    expect(answer.status).toBe(400)
    expect((await at.api.get(`/projects/${at.project}/tasks`)).data).toEqual([])
    expect(changes).toEqual([])
  })
})

describe('dates', () => {
  it.each([
    [{ due_on: '2026-12-01' }, { due_on: '2026-12-01', start_on: null, due_at: null }],
    [
      { start_on: '2026-11-01', due_on: '2026-12-01' },
      { start_on: '2026-11-01', due_on: '2026-12-01' },
    ],
    [{ due_at: '2026-12-01T17:00:00Z' }, { due_on: '2026-12-01', due_at: '2026-12-01T17:00:00.000Z' }],
  ])('%j are kept', async (patch, told) => {
    await using at = await startWithTask()
    expect((await at.put(patch)).data).toMatchObject(told)
  })

  it.each([
    [{ start_on: '2026-11-01' }, /^start_on: You must provide due_on/],
    [{ start_on: '2026-12-01', due_on: '2026-12-01' }, /^start_on: /],
    [{ start_on: '2026-12-02', due_on: '2026-12-01' }, /^start_on: /],
    [{ due_on: '2026-12-01', due_at: '2026-12-01T17:00:00Z' }, 'You may only provide one of due_on or due_at!'],
    [{ due_on: '2026-02-30' }, 'due_on: Value is not a date: 2026-02-30'],
    [{ due_on: 'tomorrow' }, 'due_on: Value is not a date: tomorrow'],
  ])('%j are refused', async (patch, message) => {
    await using at = await startWithTask()
    const answer = await at.put(patch)
    expect(answer.status).toBe(400)
    expect(answer.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
  })

  it('the due date cannot go while there is a start', async () => {
    await using at = await startWithTask({ start_on: '2026-11-01', due_on: '2026-12-01' })
    expect((await at.put({ due_on: null })).status).toBe(400)
    expect((await at.put({ due_on: null, start_on: null })).data).toMatchObject({ due_on: null, start_on: null })
  })

  it('a new due day replaces a due time', async () => {
    await using at = await startWithTask({ due_at: '2026-12-01T17:00:00Z' })
    expect((await at.put({ due_on: '2026-12-02' })).data).toMatchObject({ due_on: '2026-12-02', due_at: null })
    await at.put({ due_at: '2026-12-01T17:00:00Z' })
    expect((await at.put({ due_at: null })).data).toMatchObject({ due_on: null, due_at: null })
  })

  it('a milestone has no start', async () => {
    await using at = await startWithTask({ resource_subtype: 'milestone' })
    const answer = await at.put({ start_on: '2026-11-01', due_on: '2026-12-01' })
    expect([answer.status, answer.message]).toEqual([400, 'start_on: Milestones cannot have a start date'])
  })
})

describe('an approval', () => {
  it.each([
    [{ approval_status: 'approved' }, 'approved', true],
    [{ approval_status: 'rejected' }, 'rejected', true],
    [{ approval_status: 'changes_requested' }, 'changes_requested', true],
    [{ completed: true }, 'approved', true],
  ])('%j makes it %s, completed %s, and back again', async (patch, approval, completed) => {
    await using at = await startWithTask({ resource_subtype: 'approval' })
    expect((await at.put(patch)).data).toMatchObject({ approval_status: approval, completed })
    expect((await at.put({ approval_status: 'pending' })).data).toMatchObject({ completed: false, completed_at: null })
  })

  it('is nothing an ordinary task has', async () => {
    await using at = await startWithTask()
    expect((await at.api.get(`/tasks/${at.task}`)).data).not.toHaveProperty('approval_status')
    expect((await at.put({ approval_status: 'approved' })).status).toBe(400)
  })
})

it('completing tells when and by whom', async () => {
  await using at = await startWorld({ now: () => new Date('2026-11-21T08:00:00Z') })
  const { data } = await at.api.post('/tasks', { name: 'Leads', projects: [at.project], completed: true })
  expect(data).toMatchObject({
    completed: true,
    completed_at: '2026-11-21T08:00:00.000Z',
    completed_by: { gid: at.bot },
  })
})

describe('subtasks', () => {
  it('have a list of their own and are not in the project', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.post(`/tasks/${at.task}/subtasks`, { name: 'Part' })
    expect((await at.api.get(`/tasks/${at.task}/subtasks`)).data).toMatchObject([{ gid: data.gid, name: 'Part' }])
    expect((await at.api.get(`/projects/${at.project}/tasks`)).data).toMatchObject([{ gid: at.task }])
    expect((await at.api.get(`/tasks/${at.task}?opt_fields=num_subtasks`)).data.num_subtasks).toBe(1)
    expect(data.parent.gid).toBe(at.task)
  })

  it('are in the project once they are added to it', async () => {
    await using at = await startWithTask()
    const { data } = await at.api.post('/tasks', { name: 'Part', parent: at.task })
    await at.api.post(`/tasks/${data.gid}/addProject`, { project: at.project })
    expect((await at.api.get(`/projects/${at.project}/tasks`)).data).toHaveLength(2)
  })
})

describe('places', () => {
  it('a task moves between sections and within one', async () => {
    await using at = await startWithTask()
    const { data: second } = await at.api.post('/tasks', { name: 'Fans', projects: [at.project] })
    const { data: section } = await at.api.post(`/projects/${at.project}/sections`, { name: 'Measures' })
    await at.api.post(`/sections/${section.gid}/addTask`, { task: at.task })
    await at.api.post(`/sections/${section.gid}/addTask`, { task: second.gid, insert_before: at.task })
    const { data } = await at.api.get(`/tasks?section=${section.gid}`)
    expect(data).toMatchObject([{ name: 'Fans' }, { name: 'Leads' }])
    const told = await at.api.get(`/tasks/${at.task}?opt_fields=memberships.section.name`)
    expect(told.data.memberships).toMatchObject([{ section: { name: 'Measures' } }])
  })

  it('a task can be in two projects and leave one', async () => {
    await using at = await startWithTask()
    const other = at.world.addProject({ workspace: at.workspace, name: 'Fairs' }).gid
    await at.api.post(`/tasks/${at.task}/addProject`, { project: other })
    expect((await at.api.get(`/tasks/${at.task}`)).data.projects).toHaveLength(2)
    await at.api.post(`/tasks/${at.task}/removeProject`, { project: at.project })
    expect((await at.api.get(`/tasks/${at.task}`)).data.projects).toMatchObject([{ name: 'Fairs' }])
  })

  it('a section of another project is refused', async () => {
    await using at = await startWithTask()
    const other = at.world.addProject({ workspace: at.workspace, name: 'Fairs' })
    const body = { project: at.project, section: other.sections[0] }
    expect((await at.api.post(`/tasks/${at.task}/addProject`, body)).status).toBe(400)
  })
})
