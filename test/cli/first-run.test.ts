import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ensureRedisBinary } from '../../src/sandbox/demo/install-redis.ts'
import { shown, statusesBy } from '../support/queries.ts'
import { type Env, type Fixture, openFixture, TOKEN } from './support.ts'

const ROOT = join(import.meta.dirname, '../..')

let fixture: Fixture
let clone: string
beforeEach(async () => {
  await ensureRedisBinary({ say: console.error })
  fixture = await openFixture()
  clone = await mkdtemp(join(tmpdir(), 'v2mom-clone-'))
  for (const name of ['package.json', '.env.example']) await copyFile(join(ROOT, name), join(clone, name))
  for (const name of ['src', 'node_modules']) await symlink(join(ROOT, name), join(clone, name))
})
afterEach(async () => {
  await fixture[Symbol.asyncDispose]()
  await rm(clone, { recursive: true, force: true })
})

/** Runs a command line in the clone, as it would be typed, with `env` set before it. */
function type(command: string, env: Env = {}) {
  const [program = '', ...args] = command.split(' ')
  const path = { PATH: process.env['PATH'] ?? '', HOME: clone }
  const child = spawn(program, args, { cwd: clone, env: { ...path, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)))
  return { said: () => said, ended, stop: () => child.kill('SIGTERM') }
}

async function until(isTrue: () => boolean, what: () => string): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`It did not come to it within a minute: ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

describe('a newcomer', { timeout: 180_000 }, () => {
  it('comes from an empty workspace to the first weekly rollup with two commands', async () => {
    const { sandbox, bot, portfolio } = fixture
    const port = await getPort({ host: '127.0.0.1' })
    const posted = (gid: string) => statusesBy(sandbox.world, bot, gid).length
    const projects = () => [...sandbox.world.state.tables.project.values()]
    const template = () => projects().find(({ name }) => name === 'V2MOM project')?.gid ?? ''

    const options = '--portfolio Marketing --with-template --timezone Europe/Berlin --yes'
    const setup = type(`npm run cli -- setup ${options} --public-url http://127.0.0.1:${port}`, {
      ASANA_ACCESS_TOKEN: TOKEN,
      ASANA_BASE_URL: sandbox.url,
    })
    expect(await setup.ended, setup.said()).toBe(0)

    // The hour of the week must have passed, on whatever day this runs.
    const service = type('npm start', { PORT: String(port), ROLLUP_CRON: '0 0 * * 1' })
    await until(() => posted(template()) === 1 && posted(portfolio) === 1, service.said)

    const [update] = statusesBy(sandbox.world, bot, template())
    expect(update?.title).toMatch(/^Week \d+ · KPI \d+% of target/)
    expect(shown(sandbox.world, template(), 'KPI attainment')).toBeGreaterThan(0)
    expect(shown(sandbox.world, template(), 'V2MOM completeness')).toBe(1)

    const doctor = type('npm run cli -- doctor', { PORT: String(port) })
    expect(await doctor.ended, doctor.said()).toBe(0)

    service.stop()
    expect(await service.ended, service.said()).toBe(0)
    expect(setup.said() + service.said() + doctor.said()).not.toContain(TOKEN)
  })
})
