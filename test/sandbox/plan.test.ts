import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

async function startFree() {
  const at = await startWorld()
  const { world, workspace, project } = at
  const field = world.addField({ workspace, name: 'Actual', subtype: 'number' }).gid
  const portfolio = world.addPortfolio({ workspace, name: 'Marketing' }, { by: at.bot }).gid
  world.addFieldSetting(project, field)
  const task = world.addTask({ name: 'Leads', projects: [project] }).gid
  const brief = world.addProjectBrief(project, {}).gid
  world.setPlan(workspace, 'free')
  return { ...at, field, portfolio, task, brief }
}

type Free = Awaited<ReturnType<typeof startFree>>

const FIELDS = 'Custom Fields are not available for free users or guests.'
const SETTINGS = 'Custom Field Settings are not available for free users or guests.'
const BRIEFS = 'Project Briefs are not available for free users or guests.'
const PORTFOLIOS = 'Portfolios are not available for free users or guests.'

describe('a free workspace answers 402', () => {
  const cases: readonly [string, string, (at: Free) => string, (at: Free) => object | undefined, string][] = [
    ['GET', 'its fields', (at) => `/workspaces/${at.workspace}/custom_fields`, () => undefined, FIELDS],
    ['GET', 'a field', (at) => `/custom_fields/${at.field}`, () => undefined, FIELDS],
    [
      'POST',
      'a new field',
      () => '/custom_fields',
      (at) => ({ workspace: at.workspace, name: 'A', resource_subtype: 'text' }),
      FIELDS,
    ],
    ['PUT', 'a value', (at) => `/tasks/${at.task}`, (at) => ({ custom_fields: { [at.field]: 5 } }), FIELDS],
    ['GET', 'settings', (at) => `/projects/${at.project}/custom_field_settings`, () => undefined, SETTINGS],
    [
      'POST',
      'a setting',
      (at) => `/projects/${at.project}/addCustomFieldSetting`,
      (at) => ({ custom_field: at.field }),
      SETTINGS,
    ],
    ['GET', 'a brief', (at) => `/project_briefs/${at.brief}`, () => undefined, BRIEFS],
    ['POST', 'a new brief', (at) => `/projects/${at.project}/project_briefs`, () => ({ title: 'A' }), BRIEFS],
    ['GET', 'portfolios', (at) => `/portfolios?workspace=${at.workspace}`, () => undefined, PORTFOLIOS],
    ['GET', 'a portfolio', (at) => `/portfolios/${at.portfolio}`, () => undefined, PORTFOLIOS],
    ['GET', 'items', (at) => `/portfolios/${at.portfolio}/items`, () => undefined, PORTFOLIOS],
    ['POST', 'a new portfolio', () => '/portfolios', (at) => ({ workspace: at.workspace, name: 'A' }), PORTFOLIOS],
  ]
  it.each(cases)('%s %s', async (method, _, path, data, message) => {
    await using at = await startFree()
    const body = data(at)
    const answer = await at.api.send(method, path(at), body && JSON.stringify({ data: body }))
    expect([answer.status, answer.message]).toEqual([402, message])
  })
})

it('and to everything else as ever', async () => {
  await using at = await startFree()
  expect((await at.api.get(`/tasks/${at.task}`)).status).toBe(200)
  expect((await at.api.put(`/tasks/${at.task}`, { name: 'More leads' })).status).toBe(200)
})
