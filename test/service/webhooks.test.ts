import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { removeWebhooks, rotateWebhooks } from '../../src/flows/webhooks/admin.ts'
import { inspectWebhooks } from '../../src/flows/webhooks/inspect.ts'
import { createToken, parseTargetToken, toTarget } from '../../src/flows/webhooks/target-url.ts'
import type { Webhook } from '../../src/sandbox/state.ts'
import { keys } from '../../src/store/keys.ts'
import { shown } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'

const HOUR_MS = 3_600_000

let stage: Stage
let services: Service[] = []

beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  for (const service of services) await service[Symbol.asyncDispose]()
  services = []
  await stage[Symbol.asyncDispose]()
})

async function start(more: Parameters<Stage['start']>[0] = {}): Promise<Service> {
  const service = await stage.start(more)
  services.push(service)
  await stage.quiet(service)
  return service
}

async function reconcile(service: Service): Promise<void> {
  await service.jobs.enqueueReconcile()
  await stage.quiet(service)
}

const table = () => stage.sandbox.world.state.tables.webhook
const webhooks = () => [...table().values()]
const gids = () => webhooks().map(({ gid }) => gid)
const launchHook = () => webhooks().find(({ resource }) => resource === stage.story.projects.launch) as Webhook
const said = (text: string) => stage.logs.lines.filter(({ msg }) => msg.includes(text))

/** One webhook for the portfolio and each of its projects, all at the present address, and nothing more is remembered. */
async function expectOneEach(publicUrl = stage.config.http.publicUrl): Promise<void> {
  const { story, redis } = stage
  const resources = webhooks().map(({ resource }) => resource)
  expect(resources.toSorted()).toEqual([story.portfolio, ...Object.values(story.projects)].sort())
  for (const { target } of webhooks()) expect(target.startsWith(`${publicUrl}/webhooks/asana/`)).toBe(true)
  const tokens = webhooks().map(({ target }) => parseTargetToken(target))
  expect((await redis.client().smembers(keys.webhookTokens)).toSorted()).toEqual(tokens.toSorted())
}

async function findingsOf({ url }: Service, project: string): Promise<unknown[]> {
  const { data } = (await (await fetch(`${url}/api/projects/${project}`)).json()) as { data: { findings: unknown[] } }
  return data.findings
}

/** A change in Asana finds its way back, so the webhook of the project works. */
async function expectListening(service: Service): Promise<void> {
  const { sandbox, story } = stage
  const { preorders } = story.tasks
  const before = shown(sandbox.world, preorders, 'Attainment')
  sandbox.world.setValues(
    preorders,
    { [story.fields.actual]: 100 + randomBytes(1).readUInt8() },
    { by: story.people.jonas },
  )
  await stage.quiet(service)
  expect(shown(sandbox.world, preorders, 'Attainment')).not.toBe(before)
}

/** Puts a webhook into Asana that this service did not make; its address does not answer. */
function plant(target: string, resource: string): Webhook {
  const planted = { ...launchHook(), gid: stage.sandbox.world.state.nextGid(), target, resource }
  table().set(planted.gid, planted)
  return planted
}

const byHand = async ({ context }: Service) => ({
  ...(await context.resolveFlowDeps()),
  webhooks: context.webhooks,
  publicUrl: context.config.http.publicUrl ?? '',
})

describe('the webhooks at a reconcile', () => {
  it('stay as they are while they do their work', async () => {
    const service = await start()
    await expectOneEach()
    const before = gids()
    await reconcile(service)
    expect(gids()).toEqual(before)
  })

  it('come back when Asana has deleted them', async () => {
    const service = await start()
    table().delete(launchHook().gid)
    stage.travel(HOUR_MS)
    await reconcile(service)
    await expectOneEach()
    await expectListening(service)
  })

  it('stay when a delivery came within 8 hours', async () => {
    const service = await start()
    const before = gids()
    for (let time = 0; time < 3; time += 1) {
      stage.travel(8 * HOUR_MS)
      stage.sandbox.deliveries.beat()
      await stage.sandbox.settle()
      await reconcile(service)
    }
    expect(gids()).toEqual(before)
  })

  it('are replaced when they fell silent, and everything is read again', async () => {
    const service = await start()
    const before = gids()
    // A change whose delivery got lost.
    stage.sandbox.faults.addDelivery({ kind: 'drop' })
    const { tasks, fields, people } = stage.story
    const shownBefore = shown(stage.sandbox.world, tasks.preorders, 'Attainment')
    stage.sandbox.world.setValues(tasks.preorders, { [fields.actual]: 555 }, { by: people.jonas })
    await stage.sandbox.settle()
    stage.travel(10 * HOUR_MS)
    await reconcile(service)
    expect(gids().filter((gid) => before.includes(gid))).toEqual([])
    expect(shown(stage.sandbox.world, tasks.preorders, 'Attainment')).not.toBe(shownBefore)
    await expectOneEach()
    const metrics = await (await fetch(`${service.url}/metrics`)).text()
    expect(metrics).toContain('v2mom_webhooks_replaced_total 6')
    expect(metrics).toContain('v2mom_webhooks{state="active"} 6')
  })

  it('are replaced when Asana is about to delete them, the others stay', async () => {
    const service = await start()
    const [dying, others] = [launchHook(), gids().filter((gid) => gid !== launchHook().gid)]
    dying.failureDeletionAt = new Date(stage.sandbox.world.state.now().getTime() + 6 * HOUR_MS)
    await reconcile(service)
    expect(gids()).toEqual(expect.arrayContaining(others))
    expect(gids()).not.toContain(dying.gid)
    await expectOneEach()
  })

  it('stay while Asana repeats a delivery, and are reported in the log', async () => {
    const service = await start()
    const failing = launchHook()
    failing.deliveryRetryCount = 3
    failing.lastFailureContent = `Cannot POST ${failing.target}`
    await reconcile(service)
    expect(gids()).toContain(failing.gid)
    expect(said('deliveries are failing')).toMatchObject([{ gid: failing.resource, retries: 3 }])
    expect(stage.logs.text()).not.toContain(parseTargetToken(failing.target))
  })

  it('are not made again and again when Asana shows them as not active', async () => {
    const service = await start()
    const before = gids()
    for (const webhook of webhooks()) webhook.active = false
    for (let time = 0; time < 3; time += 1) await reconcile(service)
    expect(gids()).toEqual(before)
  })

  it('of an earlier life are removed, those of others are left alone', async () => {
    const service = await start()
    const { launch } = stage.story.projects
    const { gid: untracked } = stage.sandbox.world.addProject({ workspace: stage.story.workspace, name: 'Not tracked' })
    const old = [
      plant(toTarget('https://old.example', createToken()), launch),
      plant(toTarget(stage.config.http.publicUrl ?? '', createToken()), launch),
      plant(toTarget('https://old.example', createToken()), untracked),
    ]
    const foreign = [
      plant('https://other.example/webhooks/asana/6f1e2d3c', launch),
      plant(`https://other.example/hooks/${createToken()}`, launch),
    ]
    await reconcile(service)
    for (const { gid } of old) expect(gids()).not.toContain(gid)
    for (const { gid } of foreign) {
      expect(gids()).toContain(gid)
      table().delete(gid)
    }
    await expectOneEach()
  })

  it('are found on every page of a long list', async () => {
    const service = await start()
    const own = webhooks()
    for (const { gid } of own) table().delete(gid)
    for (let n = 0; n < 150; n += 1) {
      const gid = stage.sandbox.world.state.nextGid()
      const target = `https://other.example/${n}`
      table().set(gid, { ...(own[0] as Webhook), gid, target })
    }
    for (const webhook of own) table().set(webhook.gid, webhook)
    await reconcile(service)
    expect(webhooks()).toHaveLength(150 + own.length)
    for (const { gid } of own) expect(gids()).toContain(gid)
  })

  it('move with PUBLIC_URL', async () => {
    const first = await start()
    await first[Symbol.asyncDispose]()
    services = []
    const moved = `http://localhost:${stage.config.http.port}`
    const service = await start({ env: { PUBLIC_URL: moved } })
    await expectOneEach(moved)
    await expectListening(service)
  })
})

describe('a registration that goes wrong', () => {
  it('is adopted when the answer was cut off after it took effect', async () => {
    stage.sandbox.faults.add({ kind: 'cut-after', method: 'POST', path: /^\/webhooks$/, times: 4 })
    const service = await start()
    expect(stage.sandbox.requests.count({ operation: '/webhooks', method: 'POST' })).toBe(6)
    await expectOneEach()
    await expectListening(service)
  })

  it('holds up no other project, and is tried again', async () => {
    const { sandbox, story } = stage
    sandbox.faults.add({ kind: '500', method: 'POST', path: /^\/webhooks$/ })
    const service = await start()
    expect(shown(sandbox.world, story.tasks.preorders, 'Attainment')).toBeDefined()
    await expect.poll(() => webhooks().length, { timeout: 20_000 }).toBe(6)
    stage.travel(HOUR_MS)
    await reconcile(service)
    await expectOneEach()
  })

  it('is a finding of the project while Asana refuses it', async () => {
    const { sandbox, story } = stage
    sandbox.faults.add({ kind: '403', method: 'POST', path: /^\/webhooks$/, times: Number.POSITIVE_INFINITY })
    const service = await start()
    const refused = {
      code: 'webhook-refused',
      severity: 'hint',
      message: 'Asana refused to register a webhook, so changes are noticed later.',
    }
    for (const gid of Object.values(story.projects)) {
      expect(await findingsOf(service, gid)).toContainEqual(expect.objectContaining(refused))
    }
    sandbox.faults.clear()
    await reconcile(service)
    await expectOneEach()
    for (const gid of Object.values(story.projects)) {
      expect(await findingsOf(service, gid)).not.toContainEqual(expect.objectContaining({ code: 'webhook-refused' }))
    }
  })

  it('leaves one too many when the process dies after the second was made, until the next reconcile', async () => {
    const service = await start()
    const { context } = service
    const [first] = await inspectWebhooks(await byHand(service))
    const token = createToken()
    await context.webhooks.create({
      token,
      resourceGid: first?.webhook.resourceGid ?? '',
      kind: 'project',
      at: context.clock().toISOString(),
    })
    await context.asana.createWebhook(
      first?.webhook.resourceGid ?? '',
      toTarget(stage.config.http.publicUrl ?? '', token),
      [{ resource_type: 'project', action: 'added' }],
    )
    expect(webhooks()).toHaveLength(7)
    await reconcile(service)
    await expectOneEach()
  })

  it('is forgotten when the process dies before Asana was asked', async () => {
    const service = await start()
    const { context } = service
    await context.webhooks.create({
      token: createToken(),
      resourceGid: '4711',
      kind: 'project',
      at: context.clock().toISOString(),
    })
    stage.travel(HOUR_MS)
    await reconcile(service)
    await expectOneEach()
  })

  it('is replaced when what was remembered of it is lost', async () => {
    const service = await start()
    const lost = launchHook()
    await stage.redis.client().del(keys.webhook(parseTargetToken(lost.target) ?? ''))
    await reconcile(service)
    expect(gids()).not.toContain(lost.gid)
    await expectOneEach()
    await expectListening(service)
  })
})

describe('a worker and a receiver in two processes', () => {
  it('register and listen together', async () => {
    services.push(await stage.start({ role: 'server' }))
    const worker = await start({ role: 'worker' })
    await expectOneEach()
    await expectListening(worker)
  })
})

describe('webhooks by hand', () => {
  it('are listed with how they fare, and nothing changes', async () => {
    const service = await start()
    const before = gids()
    const listed = await inspectWebhooks(await byHand(service))
    expect(listed.map(({ webhook, state }) => [webhook.gid, state])).toEqual(before.map((gid) => [gid, 'healthy']))
    expect(gids()).toEqual(before)
  })

  it('are given new secrets and addresses, and go on listening', async () => {
    const service = await start()
    const before = webhooks()
    expect(await rotateWebhooks(await byHand(service))).toBe(6)
    const secrets = webhooks().map(({ secret }) => secret)
    for (const { secret } of before) expect(secrets).not.toContain(secret)
    await expectOneEach()
    await expectListening(service)
    const after = gids()
    await reconcile(service)
    expect(gids()).toEqual(after)
  })

  it('keep the first one when the second cannot be made', async () => {
    const service = await start()
    const before = gids()
    stage.sandbox.faults.add({ kind: '403', method: 'POST', path: /^\/webhooks$/, times: Number.POSITIVE_INFINITY })
    await expect(rotateWebhooks(await byHand(service))).rejects.toThrow()
    expect(gids()).toEqual(before)
  })

  it('are removed, those of an earlier life included, those of others not', async () => {
    const service = await start()
    plant(toTarget('https://old.example', createToken()), stage.story.projects.launch)
    const foreign = plant('https://other.example/x', stage.story.projects.launch)
    expect(await removeWebhooks(await byHand(service))).toBe(7)
    expect(gids()).toEqual([foreign.gid])
    expect(await stage.redis.client().smembers(keys.webhookTokens)).toEqual([])
  })
})

describe('SECRET_KEY', () => {
  const env = { SECRET_KEY: 'a key of its own'.replaceAll(' ', '-') }

  async function everythingInRedis(): Promise<string> {
    const redis = stage.redis.client()
    const hashes = await Promise.all((await redis.keys('v2mom:webhook:*')).map((key) => redis.hgetall(key)))
    return JSON.stringify(hashes)
  }

  it('encrypts the secrets in Redis', async () => {
    const service = await start({ env })
    const held = await everythingInRedis()
    for (const { secret } of webhooks()) expect(held).not.toContain(secret)
    await expectListening(service)
  })

  it('outlives a restart with the same key', async () => {
    const first = await start({ env })
    const before = gids()
    await first[Symbol.asyncDispose]()
    services = []
    const second = await start({ env })
    expect(gids()).toEqual(before)
    await expectListening(second)
  })

  it.each([
    ['changed', { SECRET_KEY: 'another-key-of-its-own' }],
    ['taken away', undefined],
  ])('registers the webhooks anew when it was %s', async (_, other) => {
    const first = await start({ env })
    const before = gids()
    await first[Symbol.asyncDispose]()
    services = []
    const second = await start(other ? { env: other } : {})
    expect(gids().filter((gid) => before.includes(gid))).toEqual([])
    await expectOneEach()
    await expectListening(second)
  })
})
