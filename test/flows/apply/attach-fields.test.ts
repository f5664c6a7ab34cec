import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAsanaGateway } from '../../../src/asana/gateway.ts'
import { attachFieldDefinitions } from '../../../src/flows/apply/attach-fields.ts'
import { PortError } from '../../../src/flows/ports/index.ts'
import type { Listening, Sandbox } from '../../../src/sandbox/server.ts'
import { createUnlimitedRateLimiter } from '../../../src/store/rate-limiter.ts'
import { createRedisStore } from '../../../src/store/redis-store.ts'
import { startRedis, type TestRedis } from '../../support/redis.ts'
import { startSandbox } from '../../support/sandbox.ts'

const LISTS = { method: 'GET', operation: '/workspaces/{workspace_gid}/custom_fields' }
const MADE = { method: 'POST', operation: '/custom_fields' }
const KEYS = ['attainment', 'measure-status'] as const

let redis: TestRedis
let sandbox: Sandbox & Listening
beforeAll(async () => {
  redis = await startRedis()
  sandbox = await startSandbox({ requestsPerMinute: Number.POSITIVE_INFINITY })
})
beforeEach(() => redis.wipe())
afterAll(async () => {
  await sandbox.close()
  await redis.close()
})

function seed(projects: number) {
  const { world } = sandbox
  const workspace = world.addWorkspace({ name: 'Office' }).gid
  const token = world.addToken(world.addUser({ name: 'Bot' }).gid, `token-${workspace}`)
  const asana = createAsanaGateway({ baseUrl: sandbox.url, token, rateLimiter: createUnlimitedRateLimiter() })
  const gids = Array.from({ length: projects }, (_, n) => world.addProject({ workspace, name: `Project ${n}` }).gid)
  const deps = { asana, store: createRedisStore(redis.client()), workspaceGid: workspace, pins: {} }
  const give = (project: string) =>
    attachFieldDefinitions(deps, KEYS, (field) => asana.addFieldToProject(project, field))
  const carried = async (project: string) => (await asana.readProject(project)).taskFields.map(({ name }) => name)
  sandbox.requests.clear()
  return { world, asana, gids, give, carried, deps }
}

describe('the fields that the service attaches', () => {
  it('are looked for and created once, however many projects need them at a time', async () => {
    const { gids, give, carried } = seed(6)
    await Promise.all(gids.map(give))
    expect(sandbox.requests.count(LISTS)).toBe(1)
    expect(sandbox.requests.count(MADE)).toBe(KEYS.length)
    for (const gid of gids) expect(await carried(gid)).toEqual(['Attainment', 'Measure status'])
  })

  it('are created again when a person deleted them from the workspace meanwhile', async () => {
    const { world, gids, give, carried } = seed(2)
    const [first = '', second = ''] = gids
    const given = await give(first)
    world.deleteField(given.attainment?.gid ?? '')
    await give(second)
    expect(await carried(second)).toEqual(['Attainment', 'Measure status'])
    expect(sandbox.requests.count(MADE)).toBe(KEYS.length + 1)
  })

  it('are not looked for again because Asana does not answer', async () => {
    const { gids, give, deps } = seed(1)
    await give(gids[0] ?? '')
    const away = new PortError('transient', 'addFieldToProject', 'no answer')
    const attempt = attachFieldDefinitions(deps, KEYS, () => Promise.reject(away))
    await expect(attempt).rejects.toBe(away)
    expect(sandbox.requests.count(LISTS)).toBe(1)
  })
})
