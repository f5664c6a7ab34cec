import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

const HTML = '<body><h1>Vision</h1>A<table><tr><td>Values</td><td>B</td></tr></table><hr/></body>'

describe('a project brief', () => {
  it('is made for a project, which names it when asked', async () => {
    await using at = await startWorld()
    const path = `/projects/${at.project}`
    expect((await at.api.get(`${path}?opt_fields=project_brief`)).data.project_brief).toBeNull()
    const { status, data } = await at.api.post(`${path}/project_briefs`, { title: 'Plan', html_text: HTML })
    expect(status).toBe(201)
    expect(data).toMatchObject({ resource_type: 'project_brief', title: 'Plan', project: { gid: at.project } })
    expect(data.text).toBe('Vision\nA\nValues\nB')
    expect(data).not.toHaveProperty('html_text')
    const named = (await at.api.get(`${path}?opt_fields=project_brief`)).data.project_brief
    expect(named).toEqual({ gid: data.gid, resource_type: 'project_brief' })
    expect((await at.api.get(path)).data).not.toHaveProperty('project_brief')
  })

  it('is read, changed and deleted', async () => {
    await using at = await startWorld()
    const { gid } = at.world.addProjectBrief(at.project, { title: 'Plan', text: 'A' })
    const path = `/project_briefs/${gid}`
    expect((await at.api.get(`${path}?opt_fields=html_text,text`)).data).toMatchObject({
      html_text: '<body>A</body>',
      text: 'A',
    })
    expect((await at.api.put(path, { html_text: HTML })).data.title).toBe('Plan')
    expect((await at.api.get(`${path}?opt_fields=html_text`)).data.html_text).toBe(HTML)
    expect((await at.api.delete(path)).status).toBe(200)
    expect((await at.api.get(path)).status).toBe(404)
  })

  it('is gone with its project', async () => {
    await using at = await startWorld()
    const { gid } = at.world.addProjectBrief(at.project, {})
    at.world.deleteProject(at.project)
    expect((await at.api.get(`/project_briefs/${gid}`)).status).toBe(404)
  })

  it.each([
    ['a second one', { title: 'Other' }],
    ['a row outside of a table', { html_text: '<body><tr><td>A</td></tr></body>' }],
    ['a heading of the third level', { html_text: '<body><h3>A</h3></body>' }],
    ['two texts', { text: 'A', html_text: '<body>A</body>' }],
  ])('is refused: %s', async (what, body) => {
    await using at = await startWorld()
    if (what === 'a second one') at.world.addProjectBrief(at.project, {})
    expect((await at.api.post(`/projects/${at.project}/project_briefs`, body)).status).toBe(400)
  })
})
