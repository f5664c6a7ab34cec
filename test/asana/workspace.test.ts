import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspaceGateway } from '../../src/asana/workspace-gateway.ts'
import type { WorkspacePort } from '../../src/flows/ports/asana-admin.ts'
import { createUnlimitedRateLimiter } from '../../src/store/rate-limiter.ts'
import { createAdminClient, type Office } from './fixture.ts'

let office: Office
let port: WorkspacePort
beforeEach(async () => {
  office = await createAdminClient()
  port = createWorkspaceGateway({
    baseUrl: office.sandbox.url,
    token: 'office-token',
    rateLimiter: createUnlimitedRateLimiter(),
  })
})
afterEach(() => office.close())

const PERIOD = { startOn: '2026-10-01', dueOn: '2026-12-31' }

describe('looking around in a workspace', () => {
  it('finds the portfolios the user owns and those shared with it, each once', async () => {
    const { world } = office.sandbox
    const own = world.addPortfolio({ workspace: office.workspace, name: 'Own' }, { by: office.bot }).gid
    world.state.tables.portfolio.get(office.portfolio)?.members.push(office.bot)
    const found = await port.readPortfolios(office.workspace)
    expect(found.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { gid: office.portfolio, name: 'Europe' },
      { gid: own, name: 'Own' },
    ])
  })

  it('does not find a portfolio nobody shared', async () => {
    await expect(port.readPortfolios(office.workspace)).resolves.toEqual([])
  })

  it('lists the projects that are not archived, with the fields of their tasks', async () => {
    const old = office.sandbox.world.addProject({ workspace: office.workspace, name: 'Old', archived: true }).gid
    const { actual, unit, type } = office.fields
    await expect(port.readProjects(office.workspace)).resolves.toEqual([
      { gid: office.project, name: 'Fairs', fieldGids: [actual, unit, type] },
    ])
    await expect(port.readProjects(office.workspace, { isArchived: true })).resolves.toEqual([
      { gid: old, name: 'Old', fieldGids: [] },
    ])
  })

  it('counts the open tasks of its own user only', async () => {
    const { world } = office.sandbox
    for (const completed of [false, true, false]) {
      world.addTask({ name: 'Call', projects: [office.project], assignee: office.bot, completed }, { by: office.ann })
    }
    world.addTask({ name: 'Write', projects: [office.project], assignee: office.ann }, { by: office.ann })
    await expect(port.countOwnOpenTasks(office.workspace, 10)).resolves.toBe(2)
    await expect(port.countOwnOpenTasks(office.workspace, 1)).resolves.toBe(1)
  })
})

describe('furnishing a workspace', () => {
  it('makes a project with sections and a filled task, and puts it into a portfolio', async () => {
    const { sandbox, workspace, bot, portfolio, fields } = office
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

    const { project } = await office.asana.readProject(made.gid)
    expect(project).toMatchObject({
      name: 'New',
      owner: { gid: bot },
      description: '**Vision**\nFull halls',
      ...PERIOD,
    })
    expect((await port.readSections(made.gid)).map(({ name }) => name)).toEqual(['Untitled section', 'Measures'])
    const [item] = await office.asana.readTasks(made.gid)
    expect(item).toMatchObject({ gid: task.gid, section: 'Measures', assignee: { gid: bot }, values, ...PERIOD })
    const { projects } = await office.asana.readPortfolioItems(portfolio)
    expect(projects.map(({ gid }) => gid)).toContain(made.gid)
  })

  it('takes fields off again, deletes a field and a task', async () => {
    const { asana, project, portfolio, fields, workspace, bot, sandbox } = office
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
