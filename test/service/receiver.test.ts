import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { createToken } from '../../src/flows/webhooks/target-url.ts'
import { sign } from '../../src/http/webhooks/signature.ts'
import type { Webhook } from '../../src/sandbox/state.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
let worker: Service
let server: Service

beforeAll(async () => {
  stage = await openStage()
  server = await stage.start({ role: 'server' })
  worker = await stage.start({ role: 'worker' })
  await stage.quiet(worker)
})
afterAll(async () => {
  await worker[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})
const webhookOf = (resource: string) =>
  [...stage.sandbox.world.state.tables.webhook.values()].find((one) => one.resource === resource) as Webhook
const launchWebhook = () => webhookOf(stage.story.projects.launch)
const syncs = () => stage.sandbox.requests.count({ operation: '/projects/{project_gid}/tasks' })

/** A delivery as Asana would send it. */
function deliver({ target, secret }: Webhook, events: readonly object[]): Promise<Response> {
  const body = JSON.stringify({ events })
  return fetch(target, { method: 'POST', body, headers: { 'X-Hook-Signature': sign(secret, Buffer.from(body)) } })
}

const changeBy = (gid: string) => ({
  ...{ user: { gid }, action: 'changed', resource: { gid: stage.story.tasks.preorders, resource_type: 'task' } },
  change: { field: 'name', action: 'changed' },
})

function forge(): Promise<Response> {
  const headers = { 'X-Hook-Signature': '0'.repeat(64) }
  const target = launchWebhook().target.replace(/v2mom-.*/, createToken())
  return fetch(target, { method: 'POST', body: JSON.stringify({ events: [{}] }), headers })
}

/** The commands a piece of work makes the receiver send to Redis. */
async function commandsOf(work: () => Promise<unknown>): Promise<string[]> {
  const own = stage.redis.client()
  await own.ping()
  const monitor = await own.monitor()
  const seen: string[] = []
  monitor.on('monitor', (_time: string, [name = '']: string[], source: string) => {
    if (source !== 'lua') seen.push(name.toLowerCase())
  })
  await work()
  await own.echo('the end')
  await expect.poll(() => seen).toContain('echo')
  monitor.disconnect()
  return seen.slice(0, seen.indexOf('echo'))
}

describe('a delivery', () => {
  beforeEach(async () => {
    await stage.quiet(worker)
    stage.sandbox.requests.clear()
  })

  it('that is replayed leads to no write, and to a sync or two', async () => {
    const event = changeBy(stage.story.people.jonas)
    const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(launchWebhook(), [event])))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    await stage.quiet(worker)
    expect(stage.writes()).toEqual([])
    // One for those within the debounce delay, one for those during that sync.
    expect(syncs()).toBeGreaterThanOrEqual(1)
    expect(syncs()).toBeLessThanOrEqual(3)
  })

  it('that was recorded at one webhook is refused at another', async () => {
    const body = JSON.stringify({ events: [changeBy(stage.story.people.jonas)] })
    const headers = { 'X-Hook-Signature': sign(launchWebhook().secret, Buffer.from(body)) }
    const { target } = webhookOf(stage.story.projects.website)
    expect((await fetch(target, { method: 'POST', body, headers })).status).toBe(401)
    await stage.quiet(worker)
    expect(syncs()).toBe(0)
  })
})

describe('the way of a delivery to Redis', () => {
  beforeAll(async () => {
    // A worker asks Redis all the time.
    await worker[Symbol.asyncDispose]()
  })
  it('is one round trip, and two where tasks are to be marked or the events may echo the service', async () => {
    const [{ jonas }, bot] = [stage.story.people, stage.story.bot.gid]
    const { fields, tasks } = stage.story
    const valueBy = (user: string) => ({
      ...changeBy(user),
      change: { field: 'custom_fields', action: 'changed', new_value: { gid: fields.actual } },
    })
    const movedBy = (user: string) => ({
      ...changeBy(user),
      action: 'removed',
      resource: { gid: tasks.preorders, resource_type: 'task' },
    })
    const send = (event: object) => commandsOf(() => deliver(launchWebhook(), [event]))
    for (const user of [jonas, bot]) await deliver(launchWebhook(), [valueBy(user)])
    const enqueue = 'evalsha'
    expect(await send(valueBy(jonas))).toEqual([enqueue])
    expect(await send(changeBy(bot))).toEqual([enqueue])
    expect(await send(valueBy(bot))).toEqual(['smembers', enqueue])
    expect(await send(movedBy(jonas))).toEqual(['sadd', enqueue])
    expect(await send(movedBy(bot))).toEqual(['sadd', enqueue])
    const other = webhookOf(stage.story.projects.website)
    await deliver(other, [])
    expect(await commandsOf(() => deliver(other, [changeBy(jonas)]))).toEqual([enqueue])
    expect(await commandsOf(() => deliver(launchWebhook(), []))).toEqual([])
  })

  it('is none for forged ones, but for one read of the tokens for many of them', async () => {
    await forge()
    const forged = () => Promise.all(Array.from({ length: 100 }, forge))
    const commands = await commandsOf(forged)
    expect(new Set(commands)).toEqual(new Set(['smembers']))
    expect(commands.length).toBeLessThan(10)
  })

  it('stays open to the genuine ones in a flood of forged ones', async () => {
    const flood = Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let time = 0; time < 20; time += 1) expect((await forge()).status).toBe(404)
      }),
    )
    for (let time = 0; time < 20; time += 1) {
      expect((await deliver(launchWebhook(), [changeBy(stage.story.people.jonas)])).status).toBe(200)
    }
    await flood
  })
})
