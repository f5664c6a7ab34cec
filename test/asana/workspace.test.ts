import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspaceGateway } from '../../src/asana/gateway.ts'
import type { WorkspacePort } from '../../src/flows/ports/asana-admin.ts'
import { createUnlimitedRateLimiter } from '../../src/store/rate-limiter.ts'
import { type AsanaAdminClient, createAdminClient } from './fixture.ts'

let client: AsanaAdminClient
let port: WorkspacePort
beforeEach(async () => {
  client = await createAdminClient()
  port = createWorkspaceGateway({
    baseUrl: client.sandbox.url,
    token: 'office-token',
    rateLimiter: createUnlimitedRateLimiter(),
  })
})
afterEach(() => client.close())

const PERIOD = { startOn: '2026-10-01', dueOn: '2026-12-31' }

describe('looking around in a workspace', () => {
  it('finds the portfolios the user owns and those shared with it, each once', async () => {
    const { world } = client.sandbox
    const own = world.addPortfolio({ workspace: client.workspace, name: 'Own' }, { by: client.bot }).gid
    world.state.tables.portfolio.get(client.portfolio)?.members.push(client.bot)
    const found = await port.readPortfolios(client.workspace)
    expect(found.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { gid: client.portfolio, name: 'Europe' },
      { gid: own, name: 'Own' },
    ])
  })

  it('does not find a portfolio nobody shared', async () => {
    await expect(port.readPortfolios(client.workspace)).resolves.toEqual([])
  })

  it('lists the projects that are not archived, with the fields of their tasks', async () => {
    const old = client.sandbox.world.addProject({ workspace: client.workspace, name: 'Old', archived: true }).gid
    const { actual, unit, type } = client.fields
    await expect(port.readProjects(client.workspace)).resolves.toEqual([
      { gid: client.project, name: 'Fairs', fieldGids: [actual, unit, type] },
    ])
    await expect(port.readProjects(client.workspace, { isArchived: true })).resolves.toEqual([
      { gid: old, name: 'Old', fieldGids: [] },
    ])
  })

  it('counts the open tasks of its own user only', async () => {
    const { world } = client.sandbox
    for (const completed of [false, true, false]) {
      world.addTask({ name: 'Call', projects: [client.project], assignee: client.bot, completed }, { by: client.ann })
    }
    world.addTask({ name: 'Write', projects: [client.project], assignee: client.ann }, { by: client.ann })
    await expect(port.countOwnOpenTasks(client.workspace, 10)).resolves.toBe(2)
    await expect(port.countOwnOpenTasks(client.workspace, 1)).resolves.toBe(1)
  })
})

describe('furnishing a workspace', () => {
  it('makes a project with sections and a filled task, and puts it into a portfolio', async () => {
    const { sandbox, workspace, bot, portfolio, fields } = client
    const made = await port.createProject(workspace, {
      name: 'New',
      html: '<body>Soon</body>',
      ownerGid: bot,
      ...PERIOD,
    })
    await port.updateProjectDescription(made.gid, '<body><strong>Vision</strong>\nFull halls</body>')
    sandbox.world.addFieldSetting(made.gid, fields.actual)
    const section = await port.createSection(made.gid, 'Measures')
    const values = { [fields.actual]: 12.5 }
    const sample = { name: 'Leads', sectionGid: section.gid, values, assigneeGid: bot, ...PERIOD }
    const task = await port.createSampleTask(made.gid, sample)
    await port.addProjectToPortfolio(portfolio, made.gid)

    const { project } = await client.asana.readProject(made.gid)
    expect(project).toMatchObject({
      name: 'New',
      owner: { gid: bot },
      description: '**Vision**\nFull halls',
      ...PERIOD,
    })
    expect((await port.readSections(made.gid)).map(({ name }) => name)).toEqual(['Untitled section', 'Measures'])
    const [item] = await client.asana.readTasks(made.gid)
    expect(item).toMatchObject({ gid: task.gid, section: 'Measures', assignee: { gid: bot }, values, ...PERIOD })
    const { projects } = await client.asana.readPortfolioItems(portfolio)
    expect(projects.map(({ gid }) => gid)).toContain(made.gid)
  })

  it('takes fields off again, deletes a field and a task', async () => {
    const { asana, project, portfolio, fields, workspace, bot, sandbox } = client
    await port.removeFieldFromProject(project, fields.unit)
    await port.removeFieldFromPortfolio(portfolio, fields.share)
    expect((await asana.readProject(project)).taskFields.map(({ gid }) => gid)).not.toContain(fields.unit)
    expect((await asana.readPortfolio(portfolio)).projectFields).toEqual([])

    const made = await asana.createField(workspace, { name: 'Target', description: '', type: 'number', format: 'none' })
    const listed = await asana.readWorkspaceFields(workspace)
    expect(listed.find(({ gid }) => gid === made.gid)).toMatchObject({ createdBy: bot })
    await port.deleteField(made.gid)
    expect((await asana.readWorkspaceFields(workspace)).map(({ gid }) => gid)).not.toContain(made.gid)

    const task = sandbox.world.addTask({ name: 'Leads', projects: [project] }, { by: bot }).gid
    await port.deleteTask(task)
    await expect(asana.readTasks(project)).resolves.toEqual([])
  })

  it('says gone of what is not there', async () => {
    await expect(port.deleteTask('1')).rejects.toMatchObject({ kind: 'not-found', operation: 'deleteTask 1' })
  })
})
