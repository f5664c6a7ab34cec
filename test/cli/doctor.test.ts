import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { isHealthy, runChecks } from '../../src/cli/doctor/run.ts'
import type { CheckResult } from '../../src/flows/doctor/check-result.ts'
import { QUEUE_NAME, QUEUE_PREFIX } from '../../src/jobs/queue.ts'
import { fieldNamed } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'
import { openTcpDoor, type TcpDoor } from '../support/tcp-proxy.ts'
import { type Env, runCli } from './support.ts'

let stage: Stage
let service: Service
let door: TcpDoor
let cwd: string

beforeAll(async () => {
  stage = await openStage({ now: new Date() })
  service = await stage.start()
  await stage.quiet(service)
  const { target } = stage.redis
  door = await openTcpDoor('path' in target ? target.path : '')
  cwd = await mkdtemp(join(tmpdir(), 'v2mom-doctor-'))
}, 60_000)
afterAll(async () => {
  await door[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
  await rm(cwd, { recursive: true, force: true })
})
afterEach(() => stage.sandbox.faults.clear())

function environment(): Env {
  const { asana, http } = stage.config
  return {
    ...{ ASANA_BASE_URL: asana.baseUrl, ASANA_ACCESS_TOKEN: asana.token, ASANA_PORTFOLIOS: stage.story.portfolio },
    ...{ PUBLIC_URL: http.publicUrl ?? '', REDIS_URL: door.url, TIMEZONE: 'Europe/Berlin' },
  }
}

/** What the doctor finds. */
async function look(more: Env = {}) {
  const lines = await runChecks({ ...environment(), ...more })
  const about = (subject: string) => lines.filter((line) => line.subject === subject)
  return { lines, about, isFine: isHealthy(lines) }
}

function line(subject: string, state: CheckResult['state'], words: string, fix?: string) {
  const said = { subject, state, message: expect.stringContaining(words) }
  return fix ? { ...said, fix: expect.stringContaining(fix) } : said
}

/** A server of this machine, for as long as a test lasts. */
async function serve(answer: RequestListener): Promise<AsyncDisposable & { origin: string }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('a service that is well', { timeout: 60_000 }, () => {
  it('gets a screen with a line for everything, and exit code 0', async () => {
    const { code, stdout } = await runCli(['doctor'], { cwd, env: environment() })
    expect(code).toBe(0)
    for (const subject of [
      ...['Configuration', 'Token', 'User', 'Access', 'Fields', 'Plan', 'Pace', 'Webhooks', 'Public address', 'Clock'],
      ...['Time zone', 'Weekly rollup', 'Redis', 'Persistence', 'Memory policy', 'Queue', 'Budget'],
    ]) {
      expect(stdout).toContain(`  ${subject} `)
    }
    expect(stdout).toContain('0 problems')
    expect(stdout.split('\n').length).toBeLessThan(40)
  })

  it('is told what is fine, too', async () => {
    const { isFine, about } = await look()
    expect(isFine).toBe(true)
    expect(about('User')).toMatchObject([line('User', 'ok', 'belongs to "V2MOM Assistant"')])
    expect(about('Access')).toMatchObject([line('Access', 'ok', 'the portfolio "Marketing" and 5 projects')])
    expect(about('Webhooks')).toMatchObject([line('Webhooks', 'ok', '6 of 6 listen; the last delivery succeeded at')])
    expect(about('Weekly rollup')).toMatchObject([line('Weekly rollup', 'ok', 'Next on Monday')])
    expect(about('Weekly rollup')[0]?.message).toMatch(/at 08:00 \(Europe\/Berlin\)/)
  })

  it('is told as JSON, and changed in nothing by being looked at; its token is not shown', async () => {
    stage.sandbox.requests.clear()
    const { code, stdout, stderr } = await runCli(['doctor', '--json'], { cwd, env: environment() })
    const { ok, lines } = JSON.parse(stdout) as { ok: boolean; lines: CheckResult[] }
    expect(ok).toBe(true)
    expect(lines).toContainEqual(line('Token', 'ok', 'Asana takes it, in the workspace Fernwood Outdoor.'))
    expect(code).toBe(0)
    expect(stage.writes()).toEqual([])
    expect(stdout + stderr).not.toContain(stage.config.asana.token)
  })

  it('has its problems in the exit code, and what to do about them on the screen', async () => {
    const env = { ...environment(), PORT: 'x', REDIS_URL: 'redis://127.0.0.1:9' }
    const { code, stdout } = await runCli(['doctor'], { cwd, env })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^PROBLEM {2}Configuration +PORT is "x".*\n +→ Leave it out for 3000/m)
    expect(stdout).toMatch(/^PROBLEM {2}Redis +Redis cannot be used at 127\.0\.0\.1:9: nobody listens there/m)
    expect(stdout).toContain('2 problems')
  })
})

describe('what is wrong with the configuration', { timeout: 60_000 }, () => {
  it('is told for each variable, and everything else is looked at all the same', async () => {
    const { isFine, about } = await look({ PORT: 'x', ROLLUP_CRON: 'weekly' })
    expect(isFine).toBe(false)
    expect(about('Configuration')).toMatchObject([
      line('Configuration', 'problem', 'PORT is "x": expected a whole number', 'Leave it out for 3000'),
      line('Configuration', 'problem', 'ROLLUP_CRON is "weekly"', 'Leave it out'),
    ])
    expect(about('Token')).toMatchObject([line('Token', 'ok', 'Asana takes it')])
  })

  it('is told when the token is missing', async () => {
    const { isFine, about } = await look({ ASANA_ACCESS_TOKEN: '' })
    expect(isFine).toBe(false)
    expect(about('Configuration')).toMatchObject([line('Configuration', 'problem', 'ASANA_ACCESS_TOKEN is missing')])
    expect(about('Asana')).toMatchObject([line('Asana', 'warning', 'Not checked')])
    expect(about('Redis')).toMatchObject([line('Redis', 'ok', 'answers')])
  })

  it('is told when it does not say what to serve, and whether the token is good', async () => {
    const { isFine, about } = await look({ ASANA_PORTFOLIOS: '' })
    expect(isFine).toBe(false)
    expect(about('Configuration')).toMatchObject([
      line('Configuration', 'problem', 'ASANA_PORTFOLIOS and ASANA_PROJECTS are missing'),
    ])
    expect(about('Token')).toMatchObject([{ state: 'ok' }])
    expect(about('Access')).toMatchObject([line('Access', 'problem', 'Nothing to serve is open', 'setup')])
    expect(about('Fields')).toEqual([{ subject: 'Fields', state: 'ok', message: 'All are there.' }])
  })

  it('is told when Redis’s address is wrong, without showing it', async () => {
    const { about, lines } = await look({ REDIS_URL: 'http://user:very-secret@host' })
    expect(about('Configuration')).toMatchObject([line('Configuration', 'problem', 'REDIS_URL is set')])
    expect(about('Redis')).toMatchObject([line('Redis', 'warning', 'Not checked')])
    expect(JSON.stringify(lines)).not.toContain('very-secret')
  })

  it('is told when the time zone was never set', async () => {
    const { isFine, about } = await look({ TIMEZONE: '' })
    expect(about('Time zone')).toMatchObject([line('Time zone', 'warning', 'TIMEZONE is not set: UTC, where it is')])
    expect(isFine).toBe(true)
  })

  it('is told when the pace is faster than Asana allows', async () => {
    const { about } = await look({ ASANA_REQUESTS_PER_MINUTE: '2000' })
    expect(about('Pace')).toMatchObject([line('Pace', 'warning', 'this plan allows 1500', 'to 1400')])
  })
})

describe('a .env file that others may read', { timeout: 60_000 }, () => {
  it('is warned of until its owner alone may', async () => {
    const path = join(cwd, '.env')
    await writeFile(path, 'LOG_LEVEL=info\n')
    await chmod(path, 0o644)
    const words = 'Others on this machine may read .env'
    expect((await runCli(['doctor'], { cwd, env: environment() })).stdout).toContain(words)
    await chmod(path, 0o600)
    expect((await runCli(['doctor'], { cwd, env: environment() })).stdout).not.toContain(words)
    await rm(path)
  })
})

describe('what is wrong with Asana', { timeout: 60_000 }, () => {
  it('is told when it refuses the token', async () => {
    const { isFine, about } = await look({ ASANA_ACCESS_TOKEN: 'revoked' })
    expect(isFine).toBe(false)
    expect(about('Token')).toMatchObject([line('Token', 'problem', 'Asana refuses the token', 'Create a new one')])
    expect(about('Access')).toMatchObject([line('Access', 'warning', 'Not checked')])
  })

  it('is told when it is out of reach', async () => {
    const { isFine, about } = await look({ ASANA_BASE_URL: 'http://127.0.0.1:9/api/1.0' })
    expect(isFine).toBe(false)
    expect(about('Token')).toMatchObject([line('Token', 'problem', 'connection refused', 'ASANA_BASE_URL')])
    expect(about('Clock')).toMatchObject([line('Clock', 'warning', 'Not checked: Asana does not answer')])
  })

  it('is told when it asks to wait', async () => {
    stage.sandbox.faults.add({ kind: '429', path: /^\/users\/me/, retryAfter: 30, times: 1 })
    expect((await look()).about('Token')).toMatchObject([line('Token', 'warning', 'asks to wait')])
  })

  it('is told when the workspace is another one', async () => {
    const { about } = await look({ ASANA_WORKSPACE: '999' })
    expect(about('Workspace')).toMatchObject([
      line('Workspace', 'problem', 'does not see the workspace 999', `${stage.story.workspace} (Fernwood Outdoor)`),
    ])
  })

  it('is told when a portfolio is closed and a project is gone', async () => {
    stage.sandbox.faults.add({ kind: '403', method: 'GET', path: new RegExp(`^/portfolios/${stage.story.portfolio}$`) })
    const { isFine, about } = await look({ ASANA_PROJECTS: '404' })
    expect(isFine).toBe(false)
    expect(about('Access')).toMatchObject([
      line('Access', 'problem', `The portfolio ${stage.story.portfolio} is closed to this token`, 'Share it'),
      line('Access', 'problem', 'There is no project 404.', 'Copy the number'),
      line('Access', 'problem', 'Nothing to serve is open', 'setup'),
    ])
  })

  it('is told when a portfolio holds another one, whose projects nobody serves', async () => {
    const { world } = stage.sandbox
    const inner = world.addPortfolio({ workspace: stage.story.workspace, name: 'Events' }).gid
    world.addItem(stage.story.portfolio, inner)
    const { isFine, about } = await look()
    expect(about('Access')).toContainEqual(
      expect.objectContaining(line('Access', 'warning', 'another one, "Events"', `--portfolio ${inner}`)),
    )
    expect(isFine).toBe(true)
    world.deletePortfolio(inner)
  })

  it('is told when one kind of look fails, and the others are not hidden', async () => {
    stage.sandbox.faults.add({ kind: '500', method: 'GET', path: /^\/webhooks/, times: 5 })
    const { about } = await look()
    expect(about('Webhooks')).toMatchObject([line('Webhooks', 'problem', 'Asana does not answer')])
    expect(about('Fields')).not.toEqual([])
  })

  it('is told when the clocks disagree', async () => {
    const late = (by: number): RequestListener => {
      return (_request, response) => {
        response
          .setHeader('Date', new Date(Date.now() + by).toUTCString())
          .writeHead(401)
          .end('{}')
      }
    }
    for (const [by, state, words] of [
      [120_000, 'warning', 's behind Asana'],
      [-3_600_000, 'problem', 's ahead of Asana'],
    ] as const) {
      await using asana = await serve(late(by))
      const { about } = await look({ ASANA_BASE_URL: `${asana.origin}/api/1.0` })
      expect(about('Clock')).toMatchObject([line('Clock', state, words, 'NTP')])
    }
  })
})

describe('whose token it is', { timeout: 60_000 }, () => {
  it('is warned of when the user has tasks of its own to do', async () => {
    const { world } = stage.sandbox
    const jonas = stage.story.people.jonas
    world.addToken(jonas, 'token-of-jonas')
    const { isFine, about } = await look({ ASANA_ACCESS_TOKEN: 'token-of-jonas' })
    expect(about('User')).toMatchObject([
      line('User', 'warning', '"Jonas Lindqvist", who has', 'a user for the service'),
    ])
    expect(about('Webhooks')).toContainEqual(expect.objectContaining(line('Webhooks', 'problem', '6 of 6 are missing')))
    expect(isFine).toBe(false)
  })

  it('is warned of by the number of tasks, whatever the name', async () => {
    const { world } = stage.sandbox
    const bot = world.addUser({ name: 'Sales bot' }).gid
    world.addToken(bot, 'token-of-bot')
    const assign = (name: string) => world.addTask({ name, workspace: stage.story.workspace, assignee: bot }).gid
    for (const name of ['1', '2']) assign(name)
    expect((await look({ ASANA_ACCESS_TOKEN: 'token-of-bot' })).about('User')).toMatchObject([{ state: 'ok' }])
    for (const name of ['3', '4', '5', '6']) assign(name)
    const { about } = await look({ ASANA_ACCESS_TOKEN: 'token-of-bot' })
    expect(about('User')).toMatchObject([line('User', 'warning', 'more than 5 open tasks')])
  })
})

describe('what is wrong with fields and plan', { timeout: 60_000 }, () => {
  it('is told when a field is gone from a project', async () => {
    const { world } = stage.sandbox
    const project = stage.story.projects.launch
    const target = fieldNamed(world, 'Target')?.gid ?? ''
    world.removeFieldSetting(project, target)
    const { isFine, about } = await look()
    expect(about('Fields')).toContainEqual(
      expect.objectContaining(
        line(
          'Fields',
          'warning',
          'The project "Launch of the Nova tent" does not use "Target".',
          'npm run cli -- setup',
        ),
      ),
    )
    expect(isFine).toBe(true)
    world.addFieldSetting(project, target)
  })

  it('is told when a field is missing or of another kind', async () => {
    await using client = await openStage()
    const { world } = client.sandbox
    world.deleteField(fieldNamed(world, 'Actual')?.gid ?? '')
    world.deleteField(fieldNamed(world, 'Target')?.gid ?? '')
    world.addField({ workspace: client.story.workspace, name: 'Target', subtype: 'text' })
    const { asana } = client.config
    const { about } = await look({ ASANA_BASE_URL: asana.baseUrl, ASANA_PORTFOLIOS: client.story.portfolio })
    expect(about('Fields')).toContainEqual(expect.objectContaining(line('Fields', 'problem', 'no field "Actual"')))
    expect(about('Fields')).toContainEqual(
      expect.objectContaining(line('Fields', 'problem', 'named "Target", but it is a text field', 'ASANA_FIELDS')),
    )
  })

  it('is told when a pin leads to a field of another type', async () => {
    const { about } = await look({ ASANA_FIELDS: `target=${stage.story.fields.unit}` })
    expect(about('Fields')).toContainEqual(
      expect.objectContaining(line('Fields', 'problem', 'that is the text field "Unit"', 'ASANA_FIELDS')),
    )
  })

  it('is told when the service’s own field has lost an option, and when the team’s has', async () => {
    await using client = await openStage()
    const { world } = client.sandbox
    const { workspace, portfolio } = client.story
    const description = 'Ours\nasana-v2mom:v2mom-health'
    const options = [{ name: 'On track' }]
    world.addField({ workspace, name: 'Health', subtype: 'enum', options, description })
    const type = fieldNamed(world, 'Measure type')
    world.updateOption(type?.gid ?? '', type?.options[1]?.gid ?? '', { name: 'Never' })
    const { about } = await look({ ASANA_BASE_URL: client.config.asana.baseUrl, ASANA_PORTFOLIOS: portfolio })
    const fields = about('Fields').map(({ state, message }) => `${state}: ${message}`)
    expect(fields).toContainEqual(expect.stringMatching(/^warning: .*"V2MOM health" has no option "Needs data"/))
    expect(fields).toContainEqual(expect.stringMatching(/^warning: .*"Measure type" has no option "Stay above"/))
  })

  it('is told when the plan has no custom fields, or a portfolio is full', async () => {
    await using client = await openStage()
    const { world } = client.sandbox
    const { workspace, portfolio, projects } = client.story
    const own = { ASANA_BASE_URL: client.config.asana.baseUrl }
    for (let n = 1; n <= 18; n += 1) {
      world.addFieldSetting(portfolio, world.addField({ workspace, name: `Column ${n}`, subtype: 'text' }).gid)
    }
    const full = await look({ ...own, ASANA_PORTFOLIOS: portfolio })
    expect(full.about('Plan')).toMatchObject([line('Plan', 'warning', 'has 20 custom fields; Asana allows 20')])
    world.setPlan(workspace, 'free')
    const { about } = await look({ ...own, ASANA_PORTFOLIOS: portfolio, ASANA_PROJECTS: projects.launch })
    expect(about('Plan')).toMatchObject([line('Plan', 'warning', 'Custom fields are not part of it')])
    expect(about('Pace')).toMatchObject([line('Pace', 'warning', 'this plan allows 150', 'to 140')])
    expect(about('Access')).toContainEqual(
      expect.objectContaining(line('Access', 'problem', 'The plan of this workspace has no portfolios')),
    )
  })
})

describe('what is wrong with webhooks', { timeout: 60_000 }, () => {
  const webhookOf = (gid: string) => {
    const found = [...stage.sandbox.world.state.tables.webhook.values()].find(({ resource }) => resource === gid)
    if (!found) throw new Error(`no webhook on ${gid}`)
    return found
  }

  it('is told when one is missing', async () => {
    const webhook = webhookOf(stage.story.projects.website)
    const { webhook: table } = stage.sandbox.world.state.tables
    table.delete(webhook.gid)
    const { isFine, about } = await look()
    expect(about('Webhooks')).toMatchObject([
      line('Webhooks', 'problem', '1 of 6 are missing: "New website".', 'webhooks repair'),
    ])
    expect(isFine).toBe(false)
    table.set(webhook.gid, webhook)
  })

  it('is told when deliveries fail, with the hour at which Asana gives up', async () => {
    const webhook = webhookOf(stage.story.projects.website)
    const failing = { deliveryRetryCount: 3, lastFailureContent: 'status 502' }
    const failureDeletionAt = new Date(Date.now() + 20 * 3_600_000)
    Object.assign(webhook, { ...failing, failureDeletionAt, lastFailureAt: new Date() })
    const { isFine, about } = await look()
    expect(about('Webhooks')).toMatchObject([
      line(
        'Webhooks',
        'warning',
        `"New website" fail (status 502). Asana deletes it at ${failureDeletionAt.toISOString()}`,
      ),
    ])
    expect(isFine).toBe(true)
    Object.assign(webhook, { deliveryRetryCount: 0, failureDeletionAt: undefined, lastFailureAt: undefined })
  })

  it('is told when they lead elsewhere, and nothing answers there', async () => {
    const gone = await serve(() => {})
    await gone[Symbol.asyncDispose]()
    const { about } = await look({ PUBLIC_URL: gone.origin })
    expect(about('Webhooks')).toContainEqual(
      expect.objectContaining(line('Webhooks', 'warning', '"New website" leads to another address', 'webhooks repair')),
    )
    expect(about('Public address')).toMatchObject([
      line('Public address', 'problem', `${gone.origin} does not answer: nobody listens there`, 'npm start'),
    ])
  })

  it('is told when they are left over though the service polls', async () => {
    const { isFine, about } = await look({ PUBLIC_URL: '' })
    expect(about('Webhooks')).toMatchObject([
      line('Webhooks', 'warning', 'changes are asked for every 60 s. 6 of ours are left over', 'webhooks remove'),
    ])
    expect(about('Public address')).toEqual([])
    expect(isFine).toBe(true)
  })

  it.each([
    [200, 'problem', 'but not as this service (status 200)'],
    [404, 'problem', 'but not as this service (status 404)'],
    [503, 'warning', 'cannot store anything now'],
  ] as const)('is told when the public address answers %i, as somebody else does', async (status, state, words) => {
    await using other = await serve((_request, response) => void response.writeHead(status).end('Welcome'))
    const { about } = await look({ PUBLIC_URL: other.origin })
    expect(about('Public address')).toMatchObject([line('Public address', state, words)])
  })
})

describe('what is wrong with Redis', { timeout: 60_000 }, () => {
  it('is told when it is down, and Asana is looked at all the same', async () => {
    const { isFine, about } = await look({ REDIS_URL: 'redis://127.0.0.1:9' })
    expect(isFine).toBe(false)
    expect(about('Redis')).toMatchObject([line('Redis', 'problem', 'nobody listens there', 'Start Redis')])
    expect(about('Access')).toMatchObject([{ state: 'ok' }])
    expect(about('Webhooks')).toMatchObject([line('Webhooks', 'warning', 'Not checked')])
  })

  it('is told when it may throw jobs away', async () => {
    const redis = stage.redis.client()
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru')
    const { isFine, about } = await look()
    expect(about('Memory policy')).toMatchObject([
      line('Memory policy', 'problem', 'maxmemory-policy is allkeys-lru', '--maxmemory-policy noeviction'),
    ])
    expect(isFine).toBe(false)
    await redis.config('SET', 'maxmemory-policy', 'noeviction')
  })

  it('is told when it keeps nothing on disk, and is content when it does', async () => {
    const redis = stage.redis.client()
    expect((await look()).about('Persistence')).toMatchObject([
      line('Persistence', 'warning', 'append-only file is off', '--appendonly yes'),
    ])
    await redis.config('SET', 'appendonly', 'yes')
    expect((await look()).about('Persistence')).toMatchObject([{ state: 'ok' }])
    await redis.config('SET', 'appendonly', 'no')
  })

  it.each([
    ['6.0.16', 'warning', 'is older than the queue is made for'],
    ['4.0.14', 'problem', 'is too old for the queue'],
  ] as const)('is told when it is of version %s', async (version, state, words) => {
    const { target } = stage.redis
    // Of the same length, as the protocol counts bytes.
    const rewrite = (said: string) =>
      said.replace(
        /(redis_version:)(\S+)/,
        (_all, name, real) => name + version.padEnd(real.length).slice(0, real.length),
      )
    await using old = await openTcpDoor('path' in target ? target.path : '', rewrite)
    const { about } = await look({ REDIS_URL: old.url })
    expect(about('Redis')).toMatchObject([line('Redis', state, words, 'Run Redis 7')])
  })

  it('is told when Asana has asked everybody to wait', async () => {
    const redis = stage.redis.client()
    await redis.set('{v2mom:rate-limit}:blocked', 1, 'PX', 60_000)
    expect((await look()).about('Budget')).toMatchObject([line('Budget', 'warning', 'to wait for another')])
    await redis.del('{v2mom:rate-limit}:blocked')
  })
})

describe('what is wrong with the queue', { timeout: 60_000 }, () => {
  it('is told when jobs have failed, with the last reason', async () => {
    const redis = stage.redis.client()
    const queue = new Queue(QUEUE_NAME, { connection: redis, prefix: QUEUE_PREFIX })
    const job = await queue.add('sync', { projectGid: 'x' }, { delay: 60_000 })
    await redis.hset(queue.toKey(job.id ?? ''), 'failedReason', 'The project is closed')
    await redis.zrem(queue.toKey('delayed'), job.id ?? '')
    await redis.zadd(queue.toKey('failed'), Date.now(), job.id ?? '')
    const { isFine, about } = await look()
    expect(about('Failed jobs')).toMatchObject([line('Failed jobs', 'warning', '1 job has failed', 'full compare')])
    expect(about('Failed jobs')[0]?.message).toContain('The project is closed')
    expect(isFine).toBe(true)
    await job.remove()
    await queue.close()
  })

  it('is told when nobody works', async () => {
    await using client = await openStage()
    const { target } = client.redis
    await using own = await openTcpDoor('path' in target ? target.path : '')
    expect((await look({ REDIS_URL: own.url })).about('Queue')).toMatchObject([
      line('Queue', 'warning', 'No worker is running', 'npm start'),
    ])
    const queue = new Queue(QUEUE_NAME, { connection: client.redis.client(), prefix: QUEUE_PREFIX })
    await queue.add('sync', { projectGid: 'x' })
    const { isFine, about } = await look({ REDIS_URL: own.url })
    expect(about('Queue')).toMatchObject([line('Queue', 'problem', 'Nobody works: 1 waiting', 'npm start')])
    expect(isFine).toBe(false)
    await queue.close()
  })
})
