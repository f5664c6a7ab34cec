import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { statusesBy } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'
import { openTcpDoor, type TcpDoor } from '../support/tcp-proxy.ts'
import { type Env, runCli } from './support.ts'

let stage: Stage
let service: Service
let door: TcpDoor
let cwd: string

/** A schedule that never comes of itself, so that the command line alone posts. */
const NEVER = { ROLLUP_CRON: '0 0 29 2 *' }

beforeAll(async () => {
  stage = await openStage({ now: new Date(), env: NEVER })
  service = await stage.start()
  await stage.quiet(service)
  const { target } = stage.redis
  door = await openTcpDoor('path' in target ? target.path : '')
  cwd = await mkdtemp(join(tmpdir(), 'v2mom-commands-'))
}, 60_000)
afterAll(async () => {
  await door[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
  await rm(cwd, { recursive: true, force: true })
})
afterEach(() => stage.sandbox.faults.clear())

function cli(args: readonly string[], more: Env = {}) {
  const { asana, http } = stage.config
  const base = {
    ...{ ASANA_BASE_URL: asana.baseUrl, ASANA_ACCESS_TOKEN: asana.token, ASANA_PORTFOLIOS: stage.story.portfolio },
    ...{ PUBLIC_URL: http.publicUrl ?? '', REDIS_URL: door.url, ...NEVER },
  }
  return runCli(args, { cwd, env: { ...base, ...more } })
}

const webhooks = () => [...stage.sandbox.world.state.tables.webhook.values()]

describe('help', { timeout: 60_000 }, () => {
  it.each([['setup'], ['doctor'], ['sync'], ['rollup'], ['report'], ['webhooks']])(
    'of %s shows examples and the exit codes',
    async (command) => {
      const { code, stdout } = await cli([command, '--help'])
      expect(code).toBe(0)
      expect(stdout).toContain(`npm run cli -- ${command}`)
      expect(stdout).toMatch(/^Exit codes: 0 /m)
    },
  )

  it('is printed without a command, with exit code 2', async () => {
    const { code, stdout, stderr } = await cli([])
    expect(stdout + stderr).toContain('Begin with setup')
    expect(code).toBe(2)
  })

  it.each([
    [['synch'], "unknown command 'synch'", ['setup', 'doctor', 'sync', 'report', 'rollup', 'webhooks']],
    [['webhooks', 'lst'], "unknown command 'lst'", ['list', 'repair', 'rotate', 'remove']],
  ])('lists the commands after the unknown one in %j, with exit code 2', async (args, reason, commands) => {
    const { code, stderr } = await cli(args)
    expect(stderr).toContain(reason)
    for (const command of commands) expect(stderr).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
    expect(code).toBe(2)
  })

  it('is not printed after an unknown option', async () => {
    const { code, stderr } = await cli(['sync', '--fast'])
    expect(stderr).toBe("error: unknown option '--fast'\n")
    expect(code).toBe(2)
  })
})

describe('sync', { timeout: 60_000 }, () => {
  it('tells each project and portfolio, and writes nothing where nothing has changed', async () => {
    const { code, stdout } = await cli(['sync'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^\[1\/5\] New website: .*, nothing to write$/m)
    expect(stdout).toMatch(/^Portfolio Marketing: /m)
  })

  it('gives a program its JSON alone', async () => {
    const { stdout, stderr } = await cli(['sync', stage.story.projects.launch, '--json'])
    const { data } = JSON.parse(stdout)
    expect(data.projects).toMatchObject([{ gid: stage.story.projects.launch, health: 'Off track', writes: 0 }])
    expect(data.missed).toEqual([])
    expect(stderr).toContain('[1/1] Launch of the Nova tent')
  })

  it('goes on where one project cannot be read, and says so', async () => {
    const { website } = stage.story.projects
    stage.sandbox.faults.add({ kind: '403', method: 'GET', path: new RegExp(`^/projects/${website}/tasks$`) })
    const { code, stdout } = await cli(['sync', '--json'])
    expect(code).toBe(1)
    const { data } = JSON.parse(stdout)
    expect(data.missed).toMatchObject([{ gid: website, message: expect.stringContaining('Share it with') }])
    expect(data.projects).toHaveLength(4)
  })

  it.each([
    [['sync', 'launch'], {}, 2, 'A gid is the number'],
    [['sync', '404'], {}, 1, 'Asana knows nothing under this gid'],
    [['sync'], { ASANA_ACCESS_TOKEN: 'revoked' }, 1, 'Asana refuses the token'],
    [['sync'], { ASANA_ACCESS_TOKEN: '' }, 2, 'ASANA_ACCESS_TOKEN is missing'],
  ] as const)('says why %j with %j ends with code %i', async (args, env, expected, words) => {
    const { code, stderr } = await cli(args, env)
    expect(stderr).toContain(words)
    expect(code).toBe(expected)
  })
})

describe('report', { timeout: 60_000 }, () => {
  it('prints the scorecard, and the same as JSON', async () => {
    const { launch } = stage.story.projects
    const { code, stdout } = await cli(['report', launch])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Launch of the Nova tent: Off track$/m)
    const { data } = JSON.parse((await cli(['report', launch, '--json'])).stdout)
    expect(data).toMatchObject({ gid: launch, health: 'Off track' })
    expect(data.records[0]).toMatchObject({ kind: 'project', component: null })
  })

  it('of a project that is not served leaves no trace of it in the service', async () => {
    const { sandbox, story } = stage
    const other = sandbox.world.addProject(
      { workspace: story.workspace, name: 'Somebody else' },
      { by: story.people.maya },
    )
    const { code, stdout } = await cli(['report', other.gid])
    expect(code).toBe(0)
    expect(stdout).toContain('Somebody else')
    expect((await fetch(`${service.url}/api/projects/${other.gid}`)).status).toBe(404)
  })
})

describe('rollup', { timeout: 60_000 }, () => {
  const updates = () => statusesBy(stage.sandbox.world, stage.story.bot.gid, stage.story.projects.launch)

  it('shows what it would post, posts it, and posts it once', async () => {
    const dry = await cli(['rollup', '--dry-run'])
    expect(dry.code).toBe(0)
    expect(dry.stdout).toContain('Launch of the Nova tent: would post "Week ')
    expect(dry.stdout).toContain('Nothing was written.')
    expect(updates()).toEqual([])

    const { data } = JSON.parse((await cli(['rollup', '--json'])).stdout)
    const states = Object.fromEntries(
      data.updates.map(({ name, state }: { name: string; state: string }) => [name, state]),
    )
    expect(states).toMatchObject({
      'Launch of the Nova tent': 'posted',
      'Trade fair tour': 'silent',
      Marketing: 'posted',
    })
    expect(updates().map(({ title }) => title)).toEqual([
      data.updates.find(({ gid }: { gid: string }) => gid === stage.story.projects.launch).title,
    ])

    expect((await cli(['rollup'])).stdout).toMatch(/Launch of the Nova tent: \d{4}-W\d\d is posted already/)
    expect(updates()).toHaveLength(1)
  })

  it('looks at the week before it asks Asana', async () => {
    const { code, stderr } = await cli(['rollup', '--week', '2026-W54'], { ASANA_BASE_URL: 'http://127.0.0.1:9' })
    expect(stderr).toBe('--week 2026-W54: expected an ISO week such as 2026-W47\n')
    expect(code).toBe(2)
  })

  it.each([['soon'], ['2026-W99'], ['2999-W01']])('refuses the week %s', async (week) => {
    const { code, stderr } = await cli(['rollup', '--week', week])
    expect(stderr).toContain(`--week ${week}`)
    expect(code).toBe(2)
  })
})

describe('webhooks', { timeout: 60_000 }, () => {
  it('lists each with what it listens to and how it fares, but not its address', async () => {
    const { code, stdout } = await cli(['webhooks', 'list'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^good {7}project New website: last success /m)
    expect(stdout).toMatch(/^good {7}portfolio Marketing: /m)
    expect((await cli(['webhooks'])).stdout).toBe(stdout)
    const json = (await cli(['webhooks', 'list', '--json'])).stdout
    expect(JSON.parse(json).data).toHaveLength(6)
    expect(json + stdout).not.toContain('/webhooks/asana/')
  })

  it('repairs what is missing and broken', async () => {
    const { webhook } = stage.sandbox.world.state.tables
    const [first] = webhooks()
    webhook.delete(first?.gid ?? '')
    const { code, stdout } = await cli(['webhooks', 'repair'])
    expect(stdout).toContain('6 of 6 listen.')
    expect(code).toBe(0)
    expect(new Set(webhooks().map(({ resource }) => resource)).size).toBe(6)
  })

  it('rotates them: new addresses and secrets, for the same things, and changes are heard by them', async () => {
    const before = webhooks()
    const { code, stdout } = await cli(['webhooks', 'rotate'])
    expect(stdout).toContain('6 have a new secret and address.')
    expect(code).toBe(0)
    expect(
      webhooks()
        .map(({ resource }) => resource)
        .toSorted(),
    ).toEqual(before.map(({ resource }) => resource).toSorted())
    for (const one of before) {
      expect(webhooks().map(({ target }) => target)).not.toContain(one.target)
      expect(webhooks().map(({ secret }) => secret)).not.toContain(one.secret)
    }
    expect((await cli(['webhooks', 'list'])).stdout.match(/^good/gm)).toHaveLength(6)
  })

  it('cannot shake hands with a service that is away, and says so', async () => {
    const { code, stdout, stderr } = await cli(['webhooks', 'repair'], { PUBLIC_URL: 'http://127.0.0.1:9' })
    expect(stdout + stderr).toContain('http://127.0.0.1:9: is it running?')
    expect(code).toBe(1)
    expect((await cli(['webhooks', 'repair'])).stdout).toContain('6 of 6 listen.')
  })

  it('are not needed while the service polls', async () => {
    const { code, stderr } = await cli(['webhooks', 'repair'], { PUBLIC_URL: '' })
    expect(stderr).toContain('PUBLIC_URL is not set')
    expect(code).toBe(2)
  })

  it('are removed after a yes only', async () => {
    expect((await cli(['webhooks', 'remove'])).code).toBe(2)
    expect(webhooks()).toHaveLength(6)
    expect((await cli(['webhooks', 'remove', '--yes'])).stdout).toContain('6 removed.')
    expect(webhooks()).toEqual([])
    expect((await cli(['webhooks', 'list'])).stdout).toContain('No webhook of ours')
  })
})
