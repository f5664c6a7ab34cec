import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

type Started = Awaited<ReturnType<typeof startWorld>>
let at: Started
let gids: Record<string, string>

beforeAll(async () => {
  at = await startWorld()
  const { world, workspace, project, maya } = at
  const by = { by: maya }
  const actual = world.addField({ workspace, name: 'Actual', subtype: 'number', precision: 2 }, by).gid
  const health = world.addField(
    { workspace, name: 'Health', subtype: 'enum', options: [{ name: 'On track', color: 'green' }] },
    by,
  )
  const portfolio = world.addPortfolio({ workspace, name: 'Marketing' }, { by: at.bot }).gid
  world.addItem(portfolio, project, by)
  world.addFieldSetting(project, actual, by)
  world.addFieldSetting(portfolio, health.gid, by)
  world.setValues(project, { [health.gid]: health.options[0]?.gid }, by)
  const tag = world.addTag({ workspace, name: 'measures' }).gid
  const task = world.addTask(
    { name: 'Leads', projects: [project], tags: [tag], assignee: maya, dueOn: '2026-12-01', values: { [actual]: 5 } },
    by,
  ).gid
  const subtask = world.addTask({ name: 'Ask sales', parent: task }, by).gid
  const comment = world.addComment(task, { html: `<body>Hello <a data-asana-gid="${maya}"/></body>` }, by).gid
  const status = world.addStatus(project, { statusType: 'on_track', text: 'Fine', title: 'Week 1' }, by).gid
  const section = world.addSection(project, { name: 'Measures' }, by).gid
  gids = {
    actual,
    health: health.gid,
    portfolio,
    task,
    subtask,
    comment,
    status,
    section,
    tag,
    project,
    workspace,
    maya,
  }
})
afterAll(() => at.sandbox.close())

const READS = [
  '/users/me',
  '/users/{maya}',
  '/workspaces',
  '/workspaces/{workspace}',
  '/workspaces/{workspace}/custom_fields',
  '/projects?workspace={workspace}&archived=false',
  '/projects/{project}',
  '/projects/{project}/tasks?completed_since=now',
  '/projects/{project}/sections',
  '/projects/{project}/custom_field_settings',
  '/projects/{project}/custom_field_settings?opt_fields=custom_field.name,custom_field.(type|precision|enum_options.name)',
  '/tasks?project={project}&modified_since=2020-01-01T00:00:00Z',
  '/tasks?section={section}',
  '/tasks?assignee={maya}&workspace={workspace}',
  '/tasks/{task}',
  '/tasks/{task}?opt_fields=html_notes,num_subtasks,memberships.section.name,custom_fields.number_value',
  '/tasks/{task}/subtasks',
  '/tasks/{task}/stories',
  '/tasks/{task}/stories?opt_fields=html_text,type,resource_subtype,custom_field,old_number_value,new_number_value',
  '/stories/{comment}',
  '/sections/{section}',
  '/sections/{section}/tasks',
  '/custom_fields/{actual}',
  '/custom_fields/{health}',
  '/portfolios?workspace={workspace}&owner={bot}',
  '/portfolios/{portfolio}',
  '/portfolios/{portfolio}/items?opt_fields=name,custom_fields.display_value,current_status_update.title',
  '/portfolios/{portfolio}/custom_field_settings',
  '/status_updates?parent={project}',
  '/status_updates/{status}',
  '/tags?workspace={workspace}',
  '/webhooks?workspace={workspace}',
]

describe('every resource', () => {
  it.each(READS)('GET %s answers as the document says', async (template) => {
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === 'bot' ? at.bot : (gids[name] ?? '')))
    const answer = await at.api.get(path)
    expect(answer.status).toBe(200)
    expect(answer.data).toBeTruthy()
  })
})
