import { expect, it } from 'vitest'
import { startWorld } from './client.ts'

it('a deleted task is gone with its subtasks and stories, and can be brought back', async () => {
  await using at = await startWorld()
  const { data } = await at.api.post('/tasks', { name: 'Leads', projects: [at.project] })
  const part = (await at.api.post(`/tasks/${data.gid}/subtasks`, { name: 'Part' })).data.gid
  const comment = (await at.api.post(`/tasks/${data.gid}/stories`, { text: 'Hello' })).data.gid
  const statuses = async () =>
    Promise.all(
      [`/tasks/${data.gid}`, `/tasks/${part}`, `/stories/${comment}`].map(
        async (path) => (await at.api.get(path)).status,
      ),
    )
  await at.api.delete(`/tasks/${data.gid}`)
  expect(await statuses()).toEqual([404, 404, 404])
  expect((await at.api.get(`/projects/${at.project}/tasks`)).data).toEqual([])
  at.world.undeleteTask(data.gid, { by: at.maya })
  expect(await statuses()).toEqual([200, 200, 200])
  expect((await at.api.get(`/projects/${at.project}/tasks`)).data).toMatchObject([{ name: 'Leads' }])
})

it('a deleted project is gone with its sections and statuses, from portfolios too; its tasks live on', async () => {
  await using at = await startWorld()
  const { data: task } = await at.api.post('/tasks', { name: 'Leads', projects: [at.project] })
  const { data: status } = await at.api.post('/status_updates', {
    parent: at.project,
    status_type: 'on_track',
    text: 'x',
  })
  const portfolio = at.world.addPortfolio({ workspace: at.workspace, name: 'Marketing' }, { by: at.bot }).gid
  at.world.addItem(portfolio, at.project)
  expect((await at.api.delete(`/projects/${at.project}`)).body).toEqual({ data: {} })
  expect((await at.api.get(`/projects/${at.project}`)).status).toBe(404)
  expect((await at.api.get(`/projects/${at.project}/tasks`)).status).toBe(404)
  expect((await at.api.get(`/status_updates/${status.gid}`)).status).toBe(404)
  expect((await at.api.get(`/portfolios/${portfolio}/items`)).data).toEqual([])
  expect((await at.api.get(`/tasks/${task.gid}`)).data).toMatchObject({ name: 'Leads', projects: [], memberships: [] })
})

it('a deleted portfolio leaves its projects', async () => {
  await using at = await startWorld()
  const portfolio = at.world.addPortfolio({ workspace: at.workspace, name: 'Marketing' }, { by: at.bot }).gid
  at.world.addItem(portfolio, at.project)
  await at.api.delete(`/portfolios/${portfolio}`)
  expect((await at.api.get(`/portfolios/${portfolio}`)).status).toBe(404)
  expect((await at.api.get(`/projects/${at.project}`)).status).toBe(200)
})
