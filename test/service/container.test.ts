import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ensureRedisBinary } from '../../src/sandbox/demo/install-redis.ts'
import { seedStory } from '../../src/sandbox/seed/seed.ts'
import { parseDockerfile, readEnv, valuesOf } from '../support/dockerfile.ts'
import { buildImage, type Env } from '../support/image.ts'
import { startSandbox } from '../support/sandbox.ts'

const stage = parseDockerfile(await readFile('Dockerfile', 'utf8')).at(-1) ?? []
const { services } = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true })
const [healthCheck = ''] = valuesOf(stage, 'HEALTHCHECK')
const CHECK: string[] = JSON.parse(healthCheck.slice(healthCheck.indexOf('[')))
const ROLES = ['server', 'worker'] as const

const owned = new AsyncDisposableStack()
let image: Awaited<ReturnType<typeof buildImage>>
let redis: Redis
let before: string[]
const running = new Map<(typeof ROLES)[number], { child: ChildProcess; env: Env; log: () => string }>()

/** Redis as Compose starts it; only its port and directory are ours. */
async function startComposedRedis(): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'v2mom-compose-'))
  owned.defer(() => rm(dir, { recursive: true }))
  const port = await getPort({ host: '127.0.0.1' })
  const [, ...flags]: string[] = services.redis.command
  const binary = await ensureRedisBinary({ say: console.error })
  const child = spawn(binary, [...flags, '--port', String(port), '--bind', '127.0.0.1', '--dir', dir], {
    stdio: 'ignore',
  })
  owned.defer(async () => {
    child.kill()
    await once(child, 'exit')
  })
  redis = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: null })
  redis.on('error', () => {})
  owned.defer(() => redis.disconnect())
  await redis.ping()
  return port
}

beforeAll(async () => {
  const redisPort = await startComposedRedis()
  const sandbox = await startSandbox({ requestsPerMinute: Number.POSITIVE_INFINITY })
  owned.defer(() => sandbox.close())
  const story = seedStory(sandbox.world, new Date())
  image = owned.use(await buildImage())
  before = await image.files()
  for (const role of ROLES) {
    const port = String(await getPort({ host: '127.0.0.1' }))
    const envFile = {
      ...{ ASANA_ACCESS_TOKEN: story.bot.token, ASANA_PORTFOLIOS: story.portfolio, ASANA_BASE_URL: sandbox.url },
      ...{ REDIS_URL: `redis://127.0.0.1:${redisPort}`, PORT: port, WORKER_PORT: port, POLL_EVERY: '1s' },
    }
    const env = { ...readEnv(stage), ...services[role].environment, ...envFile }
    const child = image.start(services[role].command, env)
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (printed += text))
    running.set(role, { child, env, log: () => printed })
  }
}, 120_000)

afterAll(() => owned.disposeAsync())

const get = async (role: (typeof ROLES)[number], path: string) =>
  fetch(`http://127.0.0.1:${running.get(role)?.env['PORT']}${path}`)

it.each(ROLES)(
  'the %s lives, as its health check says',
  async (role) => {
    const { env = {}, log } = running.get(role) ?? {}
    await expect.poll(() => image.run(CHECK, env), { timeout: 30_000, message: log?.() ?? '' }).toBe(0)
    expect(await image.run(CHECK, { ...env, PORT: String(await getPort({ host: '127.0.0.1' })) })).toBe(1)
  },
  60_000,
)

it('work is done by the worker and shown by the server', async () => {
  await expect
    .poll(async () => ((await (await get('server', '/api/projects')).json()) as { data: unknown[] }).data.length, {
      timeout: 60_000,
    })
    .toBe(5)
  expect(await (await get('worker', '/metrics')).text()).toMatch(
    /v2mom_jobs_total\{job="sync-project",outcome="done"\} [1-9]/,
  )
  expect(await (await get('server', '/metrics')).text()).toMatch(
    /v2mom_jobs_total\{job="sync-project",outcome="done"\} 0/,
  )
}, 90_000)

it('the server shows the queue on its board, and the worker in it', async () => {
  const { queues } = (await (await get('server', '/board/api/queues')).json()) as { queues: unknown[] }
  expect(queues).toEqual([expect.objectContaining({ name: 'asana-v2mom', hasWorkers: true, readOnlyMode: true })])
})

it('the worker answers how it is, and nothing else', async () => {
  expect((await get('worker', '/readyz')).status).toBe(200)
  for (const path of ['/', '/api/projects', '/board']) expect((await get('worker', path)).status).toBe(404)
})

it('the service logs one line of JSON per happening', () => {
  for (const { log } of running.values()) {
    const lines = log().trim().split('\n')
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), msg: expect.any(String) })
  }
})

it('Redis forgets nothing, by its own account', async () => {
  expect(await redis.config('GET', 'appendonly')).toEqual(['appendonly', 'yes'])
  expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
})

it.each(ROLES)(
  'the %s ends well when it is asked to',
  async (role) => {
    const { child } = running.get(role) ?? {}
    if (child === undefined) throw new Error(`no ${role}`)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  },
  30_000,
)

it('the service wrote no file', async () => {
  expect(await image.files()).toEqual(before)
})
