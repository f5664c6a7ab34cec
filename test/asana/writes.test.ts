import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AsanaAdminClient, createAdminClient } from './fixture.ts'

let client: AsanaAdminClient
beforeAll(async () => {
  client = await createAdminClient()
})
afterAll(() => client.close())

describe('writing to Asana', () => {
  it('sets and empties the custom fields of a task', async () => {
    const { sandbox, asana, project, fields, ann } = client
    const task = sandbox.world.addTask(
      { name: 'Leads', projects: [project], values: { [fields.unit]: 'x' } },
      { by: ann },
    ).gid
    await asana.updateTaskFields(task, {
      [fields.actual]: 42.5,
      [fields.type]: { option: fields.reach },
      [fields.unit]: null,
    })
    const [item] = (await asana.readTasks(project)).filter(({ gid }) => gid === task)
    expect(item?.values).toEqual({ [fields.actual]: 42.5, [fields.type]: { option: fields.reach } })
  })

  it('sets the custom fields of a project', async () => {
    const { asana, project, fields } = client
    await asana.updateProjectFields(project, { [fields.share]: 0.375 })
    await expect(asana.readProject(project)).resolves.toMatchObject({ project: { values: { [fields.share]: 0.375 } } })
  })

  it('is refused for a field the task does not have', async () => {
    const { sandbox, asana, project, fields, ann } = client
    const task = sandbox.world.addTask({ name: 'Leads', projects: [project] }, { by: ann }).gid
    const refused = asana.updateTaskFields(task, { [fields.share]: 1 })
    await expect(refused).rejects.toMatchObject({ kind: 'bad-request', operation: `updateTaskFields ${task}` })
  })

  it('makes a number field and gives it to the tasks of a project', async () => {
    const { asana, workspace, project } = client
    const wanted = { name: 'Target', description: 'The promise\nasana-v2mom:target', precision: 2 }
    const field = await asana.createField(workspace, { ...wanted, type: 'number', format: 'none' })
    expect(field).toEqual({ ...wanted, gid: expect.any(String), type: 'number', format: 'none', options: [] })
    await asana.addFieldToProject(project, field.gid)
    const { taskFields } = await asana.readProject(project)
    expect(taskFields).toContainEqual(field)
  })

  it('makes an enum field, adds an option and gives it to the projects of a portfolio', async () => {
    const { asana, workspace, portfolio } = client
    const options = [{ name: 'On track', color: 'green' }]
    const field = await asana.createField(workspace, { name: 'Health', description: '', type: 'enum', options })
    const option = await asana.addEnumOption(field.gid, { name: 'At risk', color: 'yellow' })
    expect(option).toEqual({ gid: expect.any(String), name: 'At risk' })
    await asana.addFieldToPortfolio(portfolio, field.gid)
    const { projectFields } = await asana.readPortfolio(portfolio)
    expect(projectFields.find(({ gid }) => gid === field.gid)?.options).toEqual([
      { gid: expect.any(String), name: 'On track', enabled: true },
      { gid: option.gid, name: 'At risk', enabled: true },
    ])
  })

  it('switches an option on', async () => {
    const { asana, sandbox, workspace } = client
    const options = [{ name: 'On track', color: 'green' }]
    const field = await asana.createField(workspace, { name: 'Mood', description: '', type: 'enum', options })
    const { gid } = await asana.addEnumOption(field.gid, { name: 'Calm', color: 'blue' })
    sandbox.world.updateOption(field.gid, gid, { enabled: false })
    await asana.enableEnumOption(gid)
    const found = (await asana.readWorkspaceFields(workspace)).find((one) => one.gid === field.gid)
    expect(found?.options).toContainEqual({ gid, name: 'Calm', enabled: true })
    await expect(asana.enableEnumOption('404404')).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('creates a text field with its description', async () => {
    const { asana, workspace } = client
    const { gid } = await asana.createField(workspace, { name: 'Note', description: 'asana-v2mom:unit', type: 'text' })
    const fields = await asana.readWorkspaceFields(workspace)
    expect(fields.find((field) => field.gid === gid)).toMatchObject({ name: 'Note', description: 'asana-v2mom:unit' })
  })

  it.each([
    ['signed', '<body><strong>All well</strong>\n— asana-v2mom · week 2026-W47</body>', true],
    ['unsigned', '<body>All well</body>', false],
  ])('posts a status update, %s', async (_what, html, isOurs) => {
    const { asana, project, bot } = client
    const status = await asana.createStatus(project, { type: 'on_track', title: 'Week 47', html })
    expect(status).toMatchObject({ type: 'on_track', title: 'Week 47', author: { gid: bot, name: 'Bot' }, isOurs })
    await expect(asana.readStatus(status.gid)).resolves.toEqual(status)
  })

  it('comments on a task and edits the comment', async () => {
    const { sandbox, asana, project, ann } = client
    const task = sandbox.world.addTask({ name: 'Leads', projects: [project] }, { by: ann }).gid
    const comment = await asana.createComment(task, `<body><a data-asana-gid="${ann}"/> Target is missing</body>`)
    expect(comment).toMatchObject({ html: expect.stringContaining('Target is missing'), author: { name: 'Bot' } })
    await asana.updateComment(comment.gid, '<body>All fixed</body>')
    const { comments } = await asana.readStories(task, undefined)
    expect(comments.map(({ gid, html }) => [gid, html])).toEqual([[comment.gid, '<body>All fixed</body>']])
  })

  it('makes a task in a project and rewrites its notes', async () => {
    const { asana, project } = client
    const { gid, permalinkUrl } = await asana.createTask(project, { name: 'V2MOM health', html: '<body>One</body>' })
    expect(permalinkUrl).toContain(gid)
    await asana.updateTaskDescription(gid, '<body><h1>Two</h1></body>')
    await expect(asana.readTaskContent(gid)).resolves.toMatchObject({
      name: 'V2MOM health',
      html: '<body><h1>Two</h1></body>',
    })
    expect((await asana.readTasks(project)).map((item) => item.gid)).toContain(gid)
  })

  it('creates a webhook while its target answers the handshake, lists it and deletes it', async () => {
    const { asana, project, workspace } = client
    const secrets: unknown[] = []
    const receiver = await serveHandshakes((secret) => secrets.push(secret))
    const target = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/asana/abc`
    const filters = [{ resource_type: 'task', action: 'changed', fields: ['name'] }]
    const { gid, secret } = await asana.createWebhook(project, target, filters)
    expect(secrets).toEqual([secret])
    const listed = await asana.readWebhooks(workspace)
    expect(listed).toMatchObject([{ gid, resourceGid: project, target }])
    await asana.deleteWebhook(gid)
    await expect(asana.readWebhooks(workspace)).resolves.toEqual([])
    await new Promise((resolve) => receiver.close(resolve))
  })

  it('degrades to a plain refusal where the plan lacks custom fields', async () => {
    const { sandbox, asana } = client
    const free = sandbox.world.addWorkspace({ name: 'Free', plan: 'free' }).gid
    const field = { name: 'Target', description: '', type: 'number', format: 'none' } as const
    await expect(asana.createField(free, field)).rejects.toMatchObject({ kind: 'payment-required', status: 402 })
  })

  it('is refused on a locked field', async () => {
    const { sandbox, asana, workspace, project, ann } = client
    const locked = sandbox.world.addField({ workspace, name: 'Locked', subtype: 'number', locked: true }).gid
    sandbox.world.addFieldSetting(project, locked)
    const task = sandbox.world.addTask({ name: 'Leads', projects: [project] }, { by: ann }).gid
    await expect(asana.updateTaskFields(task, { [locked]: 1 })).rejects.toMatchObject({
      kind: 'forbidden',
      status: 403,
    })
  })
})

async function serveHandshakes(record: (secret: unknown) => void): Promise<Server> {
  const server = createServer((request, response) => {
    const secret = request.headers['x-hook-secret']
    if (typeof secret === 'string') {
      record(secret)
      response.setHeader('x-hook-secret', secret)
    }
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
