import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

describe('modified_at', () => {
  it('moves with a change, not with a request that changes nothing', async () => {
    let now = new Date('2026-11-01T00:00:00Z')
    await using at = await startWorld({ now: () => now })
    const { data } = await at.api.post('/tasks', { name: 'Leads', projects: [at.project] })
    now = new Date('2026-11-02T00:00:00Z')
    expect((await at.api.put(`/tasks/${data.gid}`, { name: 'Leads' })).data.modified_at).toBe(
      '2026-11-01T00:00:00.000Z',
    )
    expect((await at.api.put(`/tasks/${data.gid}`, { name: 'Fans' })).data.modified_at).toBe('2026-11-02T00:00:00.000Z')
  })

  it('of a task moves with its comments, not with its subtasks', async () => {
    let now = new Date('2026-11-01T00:00:00Z')
    await using at = await startWorld({ now: () => now })
    const { data } = await at.api.post('/tasks', { name: 'Leads', projects: [at.project] })
    const modifiedAt = async () => (await at.api.get(`/tasks/${data.gid}`)).data.modified_at.slice(0, 10)
    const part = (await at.api.post(`/tasks/${data.gid}/subtasks`, { name: 'Part' })).data.gid
    now = new Date('2026-11-02T00:00:00Z')
    await at.api.put(`/tasks/${part}`, { name: 'Piece' })
    expect(await modifiedAt()).toBe('2026-11-01')
    await at.api.post(`/tasks/${data.gid}/stories`, { text: 'Hello' })
    expect(await modifiedAt()).toBe('2026-11-02')
  })

  it('of a project does not move with its tasks, comments or status updates', async () => {
    let now = new Date('2026-11-01T00:00:00Z')
    await using at = await startWorld({ now: () => now })
    now = new Date('2026-11-02T00:00:00Z')
    const { data } = await at.api.post('/tasks', { name: 'Leads', projects: [at.project] })
    await at.api.post(`/tasks/${data.gid}/stories`, { text: 'Hello' })
    const modifiedAt = async () => (await at.api.get(`/projects/${at.project}`)).data.modified_at.slice(0, 10)
    expect(await modifiedAt()).toBe('2026-11-01')
    await at.api.put(`/projects/${at.project}`, { name: 'Launch' })
    expect(await modifiedAt()).toBe('2026-11-02')
  })
})
