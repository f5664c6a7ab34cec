import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_THRESHOLDS } from '../../src/domain/model.ts'
import { EMPTY_STATE } from '../../src/domain/plan/project-state.ts'
import { rollUpProjects } from '../../src/domain/rollup/portfolio.ts'
import type { StorePort, WebhookStore } from '../../src/flows/ports/index.ts'
import { keys } from '../../src/store/keys.ts'
import { createRedisStore } from '../../src/store/redis-store.ts'
import { createSecretBox } from '../../src/store/secret-box.ts'
import { createWebhookStore } from '../../src/store/webhook-store.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { projectSummary } from '../support/summaries.ts'

const AT = '2026-11-21T08:00:00.000Z'

let server: TestRedis
let store: StorePort
let webhooks: WebhookStore
beforeAll(async () => {
  server = await startRedis()
})
beforeEach(async () => {
  await server.wipe()
  store = createRedisStore(server.client())
  webhooks = createWebhookStore(server.client(), createSecretBox(undefined))
})
afterAll(() => server.close())

describe('projects in the store', () => {
  it('are empty before the first sync', async () => {
    expect(await store.readProject('1')).toEqual({ state: EMPTY_STATE, histories: {}, version: 0 })
    expect(await store.readRecords('1')).toBeUndefined()
    expect(await store.readSummaries(['1'])).toEqual([])
  })

  it('are read as they were saved', async () => {
    const summary = projectSummary({ gid: '1' })
    const state = { ...EMPTY_STATE, weeklyUpdateGids: { '2026-W47': 's1' } }
    const records = [{ gid: '1', kind: 'project', name: 'Launch' } as const]
    await store.saveProject('1', { summary, records, state })
    await store.saveHistory('1', 't1', [{ at: '2026-11-01T00:00:00.000Z', value: 4 }])
    expect(await store.readProject('1')).toEqual({
      summary,
      state,
      histories: { t1: [{ at: '2026-11-01T00:00:00.000Z', value: 4 }] },
      version: 0,
    })
    expect(await store.readRecords('1')).toEqual(records)
    expect(await store.readSummaries(['9', '1'])).toEqual([summary])
    expect(await store.readProjectGids()).toEqual(['1'])
  })

  it('have a cached copy until the project is invalidated, also while the copy is being read from Asana', async () => {
    const project = { gid: '1', name: 'Launch', description: '', createdAt: '', archived: false, completed: false }
    const fetched = { project: { ...project, values: {} }, taskFields: [], projectFieldGids: [] }
    await store.cacheProject('1', fetched, 0)
    expect((await store.readProject('1')).cachedProject).toEqual(fetched)
    const before = await store.readVersion('1')
    expect(await store.invalidateProject('1')).toBe(before + 1)
    expect((await store.readProject('1')).cachedProject).toBeUndefined()
    await store.cacheProject('1', fetched, before)
    expect((await store.readProject('1')).cachedProject).toBeUndefined()
    await store.cacheProject('1', fetched, before + 1)
    expect((await store.readProject('1')).cachedProject).toEqual(fetched)
  })

  it('can save the state alone while a plan is applied', async () => {
    await store.saveState('1', { ...EMPTY_STATE, weeklyUpdateGids: { '2026-W47': 's1' } })
    const { summary, state } = await store.readProject('1')
    expect(summary).toBeUndefined()
    expect(state.weeklyUpdateGids).toEqual({ '2026-W47': 's1' })
  })

  it('are deleted with all their keys', async () => {
    await store.saveProject('1', { summary: projectSummary({ gid: '1' }), records: [], state: EMPTY_STATE })
    await store.saveHistory('1', 't1', [])
    await store.saveEventsCursor('1', 'token')
    await store.deleteProject('1')
    expect(await server.client().keys('*')).toEqual([])
  })
})

describe('portfolios in the store', () => {
  const portfolio = { gid: '7', name: 'Marketing', archived: false }
  it('keep their contents until they are deleted', async () => {
    const contents = { portfolio, projectGids: ['1', '2'], fields: {}, findings: [] }
    await store.savePortfolioContents('7', contents)
    expect(await store.readPortfolioContents()).toEqual({ '7': contents })
    await store.deletePortfolio('7')
    expect(await store.readPortfolioContents()).toEqual({})
  })

  it('have their state beside the summary', async () => {
    await store.savePortfolio('7', { state: { ...EMPTY_STATE, weeklyUpdateGids: { '2026-W47': 's1' } } })
    expect((await store.readPortfolioState('7')).weeklyUpdateGids).toEqual({ '2026-W47': 's1' })
    expect(await store.readPortfolio('7')).toBeUndefined()
  })

  it('store their own figures, and read the summaries of their projects as they are now', async () => {
    const before = Array.from({ length: 120 }, (_, n) => projectSummary({ gid: `${n}`, attainment: 0.5 }))
    for (const summary of before) await store.saveProject(summary.gid, { summary, records: [], state: EMPTY_STATE })
    const summary = rollUpProjects({ portfolio, projects: before, thresholds: DEFAULT_THRESHOLDS })
    await store.savePortfolio('7', { summary, state: EMPTY_STATE })
    expect(await store.readPortfolio('7')).toEqual(summary)
    expect(await server.client().hstrlen(keys.portfolio('7'), 'summary')).toBeLessThan(120 * 20)

    const changed = projectSummary({ gid: '119', attainment: 0.9 })
    await store.saveProject('119', { summary: changed, records: [], state: EMPTY_STATE })
    await store.deleteProject('0')
    expect(await store.readPortfolio('7')).toEqual({ ...summary, projects: [...before.slice(1, -1), changed] })
  })
})

describe('webhooks in the store', () => {
  it('accept one secret, only while a handshake is awaited', async () => {
    expect(await webhooks.saveSecret('t', 'early')).toBe(false)
    await webhooks.create({ token: 't', resourceGid: '1', kind: 'project', at: AT })
    expect(await webhooks.read('t')).toEqual({
      token: 't',
      resourceGid: '1',
      kind: 'project',
      awaitingHandshake: true,
      createdAt: AT,
    })
    expect(await webhooks.saveSecret('t', 'first')).toBe(true)
    expect(await webhooks.saveSecret('t', 'second')).toBe(false)
    expect(await webhooks.read('t')).toMatchObject({ secret: 'first', awaitingHandshake: false })
  })

  it('expire without a handshake, and stay with one', async () => {
    const redis = server.client()
    await webhooks.create({ token: 't', resourceGid: '1', kind: 'project', at: AT })
    expect(await redis.pttl(keys.webhook('t'))).toBeGreaterThan(0)
    await webhooks.saveSecret('t', 'secret')
    expect(await redis.pttl(keys.webhook('t'))).toBe(-1)
    await webhooks.confirm('t', 'w1')
    expect(await webhooks.read('t')).toMatchObject({ webhookGid: 'w1', secret: 'secret' })
    await webhooks.delete('t')
    expect(await webhooks.read('t')).toBeUndefined()
  })
})
