import { afterEach, describe, expect, it } from 'vitest'
import type { AppDeps } from '../../src/http/server.ts'
import { apiOf, type Served, serve } from '../support/http.ts'
import { measureSummary, portfolioSummary, projectSummary } from '../support/summaries.ts'

const opened: Served[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function get(path: string, api: AppDeps['api']): Promise<{ status: number; body: unknown }> {
  const served = await serve({ api })
  opened.push(served)
  const response = await fetch(served.url + path)
  return { status: response.status, body: await response.json() }
}

const LISTED = {
  gid: '1001',
  name: 'Spring launch',
  permalink_url: 'https://app.asana.com/0/1001',
  health: 'At risk',
  reason: 'Qualified leads is at risk.',
  attainment: 0.62,
  expected: 0.7,
  coverage: 1,
  measurability: 1,
  completeness: 0.8,
  verified_at: '2026-11-21T08:00:00.000Z',
}
const MEASURE = {
  gid: '2001',
  name: 'Qualified leads',
  type: 'Reach',
  baseline: 0,
  target: 100,
  actual: 62,
  unit: 'leads',
  weight: 2,
  attainment: 0.62,
  expected: 0.7,
  pace: 0.8857,
  status: 'At risk',
  measurability: 5,
  findings: [],
  owner: { gid: '31', name: 'Ana' },
  start_on: '2026-10-01',
  due_on: '2026-12-31',
  actual_updated_at: '2026-11-20T10:00:00.000Z',
  history: [
    { at: '2026-11-01T10:00:00.000Z', value: null },
    { at: '2026-11-20T10:00:00.000Z', value: 62 },
  ],
}

describe('GET /api/projects', () => {
  it('lists projects without their measures and findings', async () => {
    expect(await get('/api/projects', apiOf({ projects: [projectSummary()] }))).toEqual({
      status: 200,
      body: { data: [LISTED] },
    })
  })

  it('is an empty list before anything was read', async () => {
    expect(await get('/api/projects', apiOf({}))).toEqual({ status: 200, body: { data: [] } })
  })
})

describe('GET /api/projects/:gid', () => {
  it('is the project with its measures', async () => {
    expect(await get('/api/projects/1001', apiOf({ projects: [projectSummary()] }))).toEqual({
      status: 200,
      body: { data: { ...LISTED, findings: [], measures: [MEASURE] } },
    })
  })

  it('counts the findings of its measures among its own, each with its task', async () => {
    const hint = { code: 'no-vision', severity: 'hint', message: 'No vision.', fix: 'Write one.' } as const
    const fault = { code: 'no-actual', severity: 'fault', message: 'Actual is empty.', fix: 'Type it.' } as const
    const project = projectSummary({ findings: [hint], measures: [measureSummary({ findings: [fault] })] })
    const { body } = await get('/api/projects/1001', apiOf({ projects: [project] }))
    const told = { ...fault, task_gid: '2001' }
    expect(body).toMatchObject({
      data: { findings: [{ ...hint, task_gid: null }, told], measures: [{ findings: [told] }] },
    })
  })

  it('says null for whatever is absent', async () => {
    const { permalinkUrl: _p, attainment: _a, expected: _e, owner: _o, ...project } = projectSummary()
    const bare = {
      gid: '2001',
      name: 'Qualified leads',
      type: 'Reach',
      format: 'plain',
      weight: 1,
      status: 'Needs data',
      measurability: 0,
      measurable: false,
      findings: [],
      done: false,
      actualUpdatedAt: '2026-11-20T10:00:00.000Z',
      history: [],
    } as const
    const { body } = await get('/api/projects/1001', apiOf({ projects: [{ ...project, measures: [bare] }] }))
    const nothing = { baseline: null, target: null, actual: null, unit: null, pace: null, owner: null }
    expect(body).toEqual({
      data: {
        ...LISTED,
        permalink_url: null,
        attainment: null,
        expected: null,
        findings: [],
        measures: [
          {
            ...MEASURE,
            ...nothing,
            weight: 1,
            attainment: null,
            expected: null,
            status: 'Needs data',
            measurability: 0,
            start_on: null,
            due_on: null,
            history: [],
          },
        ],
      },
    })
  })
})

describe('GET /api/projects/:gid/records', () => {
  it('lists the records in their order', async () => {
    const records = {
      '1001': [
        { gid: '1001', kind: 'project', name: 'Spring launch', permalinkUrl: 'https://app.asana.com/0/1001' },
        {
          gid: '1001-1',
          kind: 'statement',
          component: 'vision',
          source: 'description',
          name: 'Be known',
          text: 'Be known',
        },
        {
          gid: '2001',
          kind: 'task',
          component: 'measures',
          source: 'section',
          name: 'Qualified leads',
          completed: false,
          owner: { gid: '31', name: 'Ana' },
          dueOn: '2026-12-31',
        },
      ],
    } as const
    const absent = {
      component: null,
      source: null,
      text: null,
      completed: null,
      owner: null,
      due_on: null,
      permalink_url: null,
    }
    expect(await get('/api/projects/1001/records', apiOf({ records }))).toEqual({
      status: 200,
      body: {
        data: [
          {
            ...absent,
            gid: '1001',
            kind: 'project',
            name: 'Spring launch',
            permalink_url: 'https://app.asana.com/0/1001',
          },
          {
            ...absent,
            gid: '1001-1',
            kind: 'statement',
            component: 'vision',
            source: 'description',
            name: 'Be known',
            text: 'Be known',
          },
          {
            ...absent,
            gid: '2001',
            kind: 'task',
            component: 'measures',
            source: 'section',
            name: 'Qualified leads',
            completed: false,
            owner: { gid: '31', name: 'Ana' },
            due_on: '2026-12-31',
          },
        ],
      },
    })
  })
})

describe('GET /api/portfolios/:gid', () => {
  it('is the rollup with its projects as in the list', async () => {
    const { verified_at: _, ...figures } = LISTED
    expect(await get('/api/portfolios/9001', apiOf({ portfolios: [portfolioSummary()] }))).toEqual({
      status: 200,
      body: {
        data: {
          ...figures,
          gid: '9001',
          name: 'Marketing',
          permalink_url: 'https://app.asana.com/0/portfolio/9001',
          health: 'On track',
          reason: 'Spring launch is at risk.',
          projects: [LISTED],
        },
      },
    })
  })
})

describe('the API', () => {
  it.each([
    ['/api/projects/404', 'project: no project 404'],
    ['/api/projects/404/records', 'project: no project 404'],
    ['/api/portfolios/404', 'portfolio: no portfolio 404'],
    ['/api/projects/__proto__', 'project: no project __proto__'],
    ['/api/unicorns', 'No matching route for GET /api/unicorns.'],
  ])('answers 404 in Asana’s shape for %s', async (path, message) => {
    expect(await get(path, apiOf({ projects: [projectSummary()] }))).toEqual({
      status: 404,
      body: { errors: [{ message: expect.stringContaining(message) }] },
    })
  })

  it.each(['/api/projects', '/api/projects/1', '/api/projects/1/records', '/api/portfolios/1'])(
    'answers 503 on %s while Redis is down or hangs',
    async (path) => {
      const fails = () => Promise.reject(new Error('connect ECONNREFUSED'))
      const down = { readProjects: fails, readProject: fails, readRecords: fails, readPortfolio: fails }
      expect((await get(path, down)).status).toBe(503)
      const hangs = () => new Promise<never>(() => {})
      const frozen = {
        readProjects: hangs,
        readProject: hangs,
        readRecords: hangs,
        readPortfolio: hangs,
        timeoutMs: 30,
      }
      expect((await get(path, frozen)).status).toBe(503)
    },
  )
})
