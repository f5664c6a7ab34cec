import { join } from 'node:path'
import getPort from 'get-port'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sign } from '../src/http/webhooks/signature.ts'
import { type Story, seedStory } from '../src/sandbox/seed/seed.ts'
import type { Listening, Sandbox } from '../src/sandbox/server.ts'
import { type RunningProcess, runScript } from './support/process.ts'
import { startRedis, type TestRedis } from './support/redis.ts'
import { openRedisDoor, type RedisDoor } from './support/redis-proxy.ts'
import { startSandbox } from './support/sandbox.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')
const CLI = join(import.meta.dirname, '../src/cli.ts')
const API_TOKEN = 'api-token-that-nobody-may-read'
const SECRET_KEY = 'secret-key-that-nobody-may-read'
const PASSWORD = 'redis/password:that?nobody%may@read'
const OTHER_PASSWORD = 'another-password-of-redis'

let redis: TestRedis
let door: RedisDoor
let sandbox: Sandbox & Listening
let story: Story
let port: number

beforeAll(async () => {
  redis = await startRedis()
  door = await openRedisDoor(redis.target, PASSWORD)
  sandbox = await startSandbox({ deliverAfterMs: 20, requestsPerMinute: Number.POSITIVE_INFINITY })
  story = seedStory(sandbox.world, new Date())
  port = await getPort({ host: '127.0.0.1' })
})
afterAll(async () => {
  await door[Symbol.asyncDispose]()
  await sandbox.close()
  await redis.close()
})

function envOf(): Record<string, string> {
  return {
    ...{ ASANA_BASE_URL: sandbox.url, ASANA_ACCESS_TOKEN: story.bot.token, ASANA_PORTFOLIOS: story.portfolio },
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, REFRESH_DELAY_MS: '50', LOG_LEVEL: 'trace' },
    ...{ REDIS_URL: door.url, API_TOKEN, SECRET_KEY },
  }
}

const webhooks = () => [...sandbox.world.state.tables.webhook.values()]
const parseTargetToken = (target: string) => target.split('/').at(-1) ?? ''

/** Every secret there is, in every form in which it could be let out. */
function secrets(): string[] {
  const plain = [story.bot.token, API_TOKEN, SECRET_KEY, PASSWORD, OTHER_PASSWORD]
  const ofHooks = webhooks().flatMap(({ secret, target }) => [secret, parseTargetToken(target)])
  const forms = (secret: string) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
  return [...plain.flatMap(forms), Buffer.from(`x:${API_TOKEN}`).toString('base64'), ...ofHooks]
}

function expectNoSecretIn(text: string): void {
  expect(text.length).toBeGreaterThan(0)
  for (const secret of secrets()) expect(text.includes(secret), `"${secret.slice(0, 4)}…" was let out`).toBe(false)
}

/** What somebody gets from the service: status, headers and body as one text. */
async function ask(path: string, init: RequestInit = {}): Promise<string> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init)
    return `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}\n`
  } catch (error) {
    return `no answer: ${String(error)}\n`
  }
}

const AUTHORIZED = { headers: { Authorization: `Bearer ${API_TOKEN}` } }
const PATHS = [
  '/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/projects',
  '/api/projects/1',
  '/api/portfolios/1',
  '/%E0%A4%A',
]

/** Everything that can be asked for, with the token, with a wrong one and without. */
async function askAll(): Promise<string> {
  const wrong = { headers: { Authorization: 'Bearer wrong' } }
  const answers = PATHS.flatMap((path) => [ask(path, AUTHORIZED), ask(path, wrong), ask(path)])
  return (await Promise.all(answers)).join('')
}

/** Deliveries and handshakes at addresses that exist, forged and genuine. */
async function deliverAll(): Promise<string> {
  const deliveries = webhooks().flatMap(({ target, secret }) => {
    const path = new URL(target).pathname
    const body = JSON.stringify({ events: [{ action: 'changed', resource: { gid: '1', resource_type: 'task' } }] })
    const post = (headers: Record<string, string>, text = body) => ask(path, { method: 'POST', body: text, headers })
    const signature = sign(secret, Buffer.from(body))
    return [
      post({}),
      post({ 'X-Hook-Signature': '0'.repeat(64) }),
      post({ 'X-Hook-Secret': 'of an intruder' }),
      post({ 'X-Hook-Signature': signature }),
      post({ 'X-Hook-Signature': sign(secret, Buffer.from('{')) }, '{'),
    ]
  })
  return (await Promise.all(deliveries)).join('')
}

async function untilReady(service: RunningProcess): Promise<void> {
  const statuses = () =>
    [...sandbox.world.state.tables.status_update.values()].filter((one) => one.parent === story.portfolio)
  await expect.poll(() => statuses().length, { timeout: 60_000, message: service.said() }).toBeGreaterThan(0)
  await expect.poll(() => ask('/readyz'), { timeout: 20_000 }).toMatch(/^200/)
}

describe('the whole service in trouble', () => {
  it('lets no secret out', async () => {
    await using service = runScript([MAIN], envOf())
    // While it starts: webhooks that cannot be made, for Asana quotes their addresses.
    sandbox.faults.add({ kind: '500', method: 'POST', path: /^\/webhooks$/ })
    await untilReady(service)
    let answers = (await askAll()) + (await deliverAll())

    for (const kind of ['401', '403', '404', '500', '502-html', 'bad-json', 'cut-before', 'cut-after'] as const) {
      sandbox.faults.add({ kind, times: 3 })
      sandbox.world.setValues(
        story.tasks.preorders,
        { [story.fields.actual]: Math.random() * 500 },
        { by: story.people.jonas },
      )
      await sandbox.settle()
      answers += await ask('/readyz')
    }
    sandbox.faults.clear()

    door.cut()
    answers += (await deliverAll()) + (await askAll())
    await door.wants(OTHER_PASSWORD)
    door.cut()
    await expect.poll(() => ask('/readyz')).toMatch(/^503/)
    answers += (await deliverAll()) + (await askAll())
    await door.wants(PASSWORD)
    await door.shut()
    answers += (await deliverAll()) + (await askAll())
    await door.open()
    await expect.poll(() => ask('/readyz'), { timeout: 40_000 }).toMatch(/^200/)
    answers += (await deliverAll()) + (await askAll())

    service.kill('SIGTERM')
    expect(await service.ended).toBe(0)
    expect(answers).toMatch(/^401 /m)
    expect(answers).toMatch(/^503 /m)
    expect(service.said()).toContain('"level":"warn"')
    expectNoSecretIn(answers)
    expectNoSecretIn(service.said())
    expectNoSecretIn(await everythingInRedis())
  }, 180_000)

  /** All that lies in Redis, but for the tokens, under which things lie there. */
  async function everythingInRedis(): Promise<string> {
    await door.wants(undefined)
    const client = redis.client()
    const texts: string[] = []
    for (const key of await client.keys('*')) {
      const type = await client.type(key)
      if (type === 'hash') texts.push(JSON.stringify(await client.hgetall(key)))
      if (type === 'string') texts.push((await client.get(key)) ?? '')
      if (type === 'stream') texts.push(JSON.stringify(await client.xrange(key, '-', '+')))
    }
    await door.wants(PASSWORD)
    return texts.join('\n')
  }
})

describe('a service that cannot start', () => {
  it.each<[string, () => Record<string, string>, number]>([
    ['the password of Redis is wrong', () => ({ REDIS_URL: door.url.replace(/:[^:@]+@/, `:${OTHER_PASSWORD}@`) }), 1],
    ['Redis is not there', () => ({ REDIS_URL: `redis://:${OTHER_PASSWORD}@127.0.0.1:1` }), 1],
    ['the address of Redis is no address', () => ({ REDIS_URL: `redis//:${OTHER_PASSWORD}@127.0.0.1` }), 2],
    ['a password stands in another address', () => ({ PUBLIC_URL: `https://us:${OTHER_PASSWORD}@us.example` }), 2],
    [
      'secrets have spaces',
      () => ({
        ASANA_ACCESS_TOKEN: `${story.bot.token} x`,
        API_TOKEN: `${API_TOKEN} x`,
        SECRET_KEY: `${SECRET_KEY} x`,
      }),
      2,
    ],
    ['something else is wrong', () => ({ PORT: 'x', ASANA_PORTFOLIOS: 'x' }), 2],
  ])('says why, and lets no secret out, when %s', async (_, wrong, code) => {
    for (const args of [[MAIN], [CLI, 'sync']]) {
      await using process = runScript(args, { ...envOf(), ...wrong() })
      expect(await process.ended).toBe(code)
      expectNoSecretIn(process.said())
    }
  })
})

describe('an uncaught exception', () => {
  const THROWER = `
    import { createLog } from '${join(import.meta.dirname, '../src/logging/logger.ts')}'
    import { exitOnUncaughtException } from '${join(import.meta.dirname, '../src/logging/uncaught-exception.ts')}'
    exitOnUncaughtException(createLog({ level: 'info', hide: [process.env.API_TOKEN] }))
    const error = new Error('WRONGPASS ' + process.env.API_TOKEN)
    error.command = { name: 'auth', args: [process.env.SECRET_KEY] }
    error.response = { request: { header: { Authorization: 'Bearer ' + process.env.ASANA_ACCESS_TOKEN } } }
    `
  it.each([
    ['thrown', 'setTimeout(() => { throw error })'],
    ['left unhandled in a promise', 'Promise.reject(error)'],
  ])('ends the process, told without secrets, when %s', async (_, how) => {
    await using process = runScript(['--input-type=module', '-e', THROWER + how], envOf())
    expect(await process.ended).toBe(1)
    expect(process.said()).toContain('Uncaught exception, exiting')
    expectNoSecretIn(process.said())
  })
})
