import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AsanaAdminClient, createAdminClient, NOW } from './fixture.ts'

let client: AsanaAdminClient
beforeAll(async () => {
  client = await createAdminClient()
})
afterAll(() => client.close())

const SIGNED = '<body>All well\n\n— asana-v2mom · week 2026-W47</body>'

describe('reading from Asana', () => {
  it('tells who the token belongs to', async () => {
    const { bot, workspace, asana } = client
    await expect(asana.readMe()).resolves.toEqual({
      gid: bot,
      name: 'Bot',
      workspaces: [{ gid: workspace, name: 'Marketing' }],
    })
  })

  it('reads a project, its values and the fields of its tasks in one request', async () => {
    const { project, ann, fields, asana, sandbox } = client
    sandbox.world.setValues(project, { [fields.share]: 0.421 })
    sandbox.requests.clear()
    await expect(asana.readProject(project)).resolves.toEqual({
      project: {
        gid: project,
        name: 'Fairs',
        permalinkUrl: expect.stringContaining(project),
        description: '**Vision**\nFull halls\n- Madrid',
        owner: { gid: ann, name: 'Ann' },
        startOn: '2026-01-01',
        dueOn: '2026-12-31',
        createdAt: NOW,
        archived: false,
        completed: false,
        values: { [fields.share]: 0.421 },
      },
      taskFields: [
        {
          gid: fields.actual,
          name: 'Actual',
          description: '',
          type: 'number',
          precision: 2,
          format: 'none',
          options: [],
        },
        { gid: fields.unit, name: 'Unit', description: '', type: 'text', options: [] },
        {
          gid: fields.type,
          name: 'Measure type',
          description: '',
          type: 'enum',
          options: [
            { gid: fields.reach, name: 'Reach', enabled: true },
            { gid: expect.any(String), name: 'Old', enabled: false },
          ],
        },
      ],
      projectFieldGids: [fields.share],
    })
    expect(sandbox.requests.count()).toBe(1)
  })

  it('reads every task of a project, in its order, with everything an item needs', async () => {
    const { sandbox, ann, project, section, fields, workspace, asana } = client
    const { world } = sandbox
    const tag = world.addTag({ workspace, name: 'v2mom/measures' }).gid
    const other = world.addProject({ workspace, name: 'Other' }).gid
    const values = { [fields.actual]: 12.5, [fields.unit]: 'leads', [fields.type]: fields.reach }
    const dates = { startOn: '2026-11-01', dueOn: '2026-12-01' }
    const leads = world.addTask(
      { name: 'Leads', projects: [project, other], tags: [tag], assignee: ann, values, ...dates },
      { by: ann },
    ).gid
    world.moveTask(leads, section, { by: ann })
    const doneApproval = { subtype: 'approval', approval: 'rejected' } as const
    world.addTask({ name: 'Stand', sections: [section], ...doneApproval }, { by: ann })
    world.addTask({ name: 'Child', parent: leads, projects: [project] }, { by: ann })
    world.addTask({ name: '---', sections: [section], isSeparator: true }, { by: ann })

    const items = await asana.readTasks(project)
    expect(items.find(({ gid }) => gid === leads)).toEqual({
      gid: leads,
      name: 'Leads',
      permalinkUrl: expect.stringContaining(leads),
      section: 'Measures',
      tags: ['v2mom/measures'],
      completed: false,
      assignee: { gid: ann, name: 'Ann' },
      ...dates,
      createdAt: NOW,
      modifiedAt: NOW,
      createdBy: ann,
      projectGids: [project, other],
      isSubtask: false,
      isSeparator: false,
      values: { [fields.actual]: 12.5, [fields.unit]: 'leads', [fields.type]: { option: fields.reach } },
    })
    const told = items.map(({ name, completed, approval, isSubtask, isSeparator }) => {
      return { name, completed, approval, isSubtask, isSeparator }
    })
    const plain = { completed: false, approval: undefined, isSubtask: false, isSeparator: false }
    expect(told).toEqual([
      { ...plain, name: 'Child', isSubtask: true },
      { ...plain, name: 'Leads' },
      { ...plain, name: 'Stand', completed: true, approval: 'rejected' },
      { ...plain, name: '---', isSeparator: true },
    ])
  })

  it('reads a project of several pages', async () => {
    const { sandbox, workspace, ann, asana } = client
    const project = sandbox.world.addProject({ workspace, name: 'Large' }).gid
    for (let nr = 0; nr < 250; nr++) sandbox.world.addTask({ name: `${nr}`, projects: [project] }, { by: ann })
    sandbox.requests.clear()
    const items = await asana.readTasks(project)
    expect(items.map(({ name }) => Number(name)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 250 }, (_, nr) => nr),
    )
    expect(sandbox.requests.count()).toBe(3)
  })

  it('reads a portfolio, the fields of its projects and its items', async () => {
    const { sandbox, workspace, portfolio, project, ann, fields, asana } = client
    const nested = sandbox.world.addPortfolio({ workspace, name: 'Spain' }, { by: ann }).gid
    sandbox.world.addItem(portfolio, nested, { by: ann })
    await expect(asana.readPortfolio(portfolio)).resolves.toMatchObject({
      portfolio: { gid: portfolio, name: 'Europe', owner: { gid: ann, name: 'Ann' }, archived: false },
      projectFields: [{ gid: fields.share, type: 'number', precision: 1, format: 'percentage' }],
    })
    await expect(asana.readPortfolioItems(portfolio)).resolves.toEqual({
      projects: [{ gid: project, name: 'Fairs' }],
      portfolios: [{ gid: nested, name: 'Spain' }],
    })
  })

  it('reads the custom fields of a workspace', async () => {
    const found = await client.asana.readWorkspaceFields(client.workspace)
    expect(found.map(({ name, type }) => [name, type])).toEqual(
      expect.arrayContaining([
        ['Actual', 'number'],
        ['Unit', 'text'],
        ['Measure type', 'enum'],
      ]),
    )
  })

  it('reads the past of a number and the comments of a task', async () => {
    const { sandbox, project, fields, ann, asana } = client
    const { world } = sandbox
    const task = world.addTask({ name: 'Visits', projects: [project] }, { by: ann }).gid
    const at = (day: string) => ({ by: ann, at: new Date(`${day}T08:00:00Z`) })
    world.setValues(task, { [fields.actual]: 5 }, at('2026-11-02'))
    world.setValues(task, { [fields.actual]: 7.5, [fields.unit]: 'visits' }, at('2026-11-09'))
    world.setValues(task, { [fields.actual]: null }, at('2026-11-16'))
    world.addComment(task, 'Looks fine', at('2026-11-17'))
    await expect(asana.readStories(task, { gid: fields.actual })).resolves.toEqual({
      points: [
        { at: '2026-11-02T08:00:00.000Z', value: 5 },
        { at: '2026-11-09T08:00:00.000Z', value: 7.5 },
        { at: '2026-11-16T08:00:00.000Z' },
      ],
      comments: [
        {
          gid: expect.any(String),
          html: '<body>Looks fine</body>',
          createdAt: '2026-11-17T08:00:00.000Z',
          author: { gid: ann, name: 'Ann' },
        },
      ],
    })
    await expect(asana.readStories(task, { gid: fields.share })).resolves.toMatchObject({ points: [] })
  })

  it('reads status updates, newest first, and knows its own', async () => {
    const { sandbox, project, ann, bot, asana } = client
    const { world } = sandbox
    const post = (by: string, day: string, html: string) =>
      world.addStatus(project, { statusType: 'at_risk', title: day, text: { html } }, { by, at: new Date(day) }).gid
    post(ann, '2026-11-01', '<body>Long ago</body>')
    const hers = post(ann, '2026-11-10', SIGNED)
    const ours = post(bot, '2026-11-12', SIGNED)
    const byHand = post(bot, '2026-11-14', '<body>By hand</body>')
    const statuses = await asana.readStatuses(project, '2026-11-05T00:00:00.000Z')
    expect(statuses.map(({ gid, isOurs }) => [gid, isOurs])).toEqual([
      [byHand, false],
      [ours, true],
      [hers, false],
    ])
    await expect(asana.readStatus(ours)).resolves.toEqual({
      gid: ours,
      type: 'at_risk',
      title: '2026-11-12',
      html: expect.stringContaining('All well'),
      createdAt: '2026-11-12T00:00:00.000Z',
      author: { gid: bot, name: 'Bot' },
      isOurs: true,
    })
    await expect(asana.readProject(project)).resolves.toMatchObject({ statusGid: byHand })
  })

  it('reads the notes of one task', async () => {
    const { sandbox, project, ann, asana } = client
    const notes = { html: '<body><h1>Health</h1>Good &amp; well</body>' }
    const task = sandbox.world.addTask(
      { name: 'V2MOM health', projects: [project], notes, completed: true },
      { by: ann },
    ).gid
    await expect(asana.readTaskContent(task)).resolves.toEqual({
      name: 'V2MOM health',
      html: '<body><h1>Health</h1>Good &amp; well</body>',
      completed: true,
      projectGids: [project],
    })
  })

  it('follows the changes of a project from where it stopped', async () => {
    const { sandbox, project, fields, ann, asana } = client
    const { world } = sandbox
    const task = world.addTask({ name: 'Clicks', projects: [project] }, { by: ann }).gid
    const start = await asana.readEvents(project, undefined)
    expect(start).toEqual({ sync: expect.any(String), changes: [], hasMore: false, expired: true })
    world.setValues(task, { [fields.actual]: 3 }, { by: ann })
    const next = await asana.readEvents(project, start.sync)
    expect(next).toMatchObject({ expired: false, hasMore: false })
    expect(next.changes).toContainEqual({
      userGid: ann,
      action: 'changed',
      resourceGid: task,
      resourceType: 'task',
      field: 'custom_fields',
      newValueGid: fields.actual,
    })
    await expect(asana.readEvents(project, next.sync)).resolves.toMatchObject({ changes: [], expired: false })
  })

  it('says that what is not there is gone', async () => {
    await expect(client.asana.readTaskContent('404404')).rejects.toMatchObject({ kind: 'not-found', status: 404 })
  })
})
