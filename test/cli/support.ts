import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LoggedRequest } from '../../src/sandbox/request-log.ts'
import type { Listening, Sandbox, SandboxOptions } from '../../src/sandbox/server.ts'
import { startSandbox } from '../support/sandbox.ts'

const CLI = join(import.meta.dirname, '../../src/cli.ts')
export const TOKEN = 'fixture-secret-token'

export type Ended = Readonly<{ code: number; stdout: string; stderr: string }>
export type Env = Readonly<Record<string, string>>

/** Runs the real command line as a process of its own, with nothing in its environment but what is given. */
export function runCli(args: readonly string[], { cwd, env = {} }: { cwd: string; env?: Env }): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk
  })
  child.stdin.end()
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, ...said }))
  })
}

/** An empty workspace with a portfolio, a project in it, a bot with a token, and a directory to work in. */
export type Fixture = AsyncDisposable &
  Readonly<{
    sandbox: Sandbox & Listening
    cwd: string
    bot: string
    ann: string
    workspace: string
    portfolio: string
    project: string
    cli(args: readonly string[], env?: Env): Promise<Ended>
    /** What was changed in Asana since `sandbox.requests.clear()`. */
    writes(): LoggedRequest[]
  }>

export async function openFixture({
  plan = 'paid',
  ...options
}: SandboxOptions & { plan?: 'paid' | 'free' } = {}): Promise<Fixture> {
  const sandbox = await startSandbox({ requestsPerMinute: Number.POSITIVE_INFINITY, deliverAfterMs: 20, ...options })
  const cwd = await mkdtemp(join(tmpdir(), 'v2mom-cli-'))
  const { world } = sandbox
  const workspace = world.addWorkspace({ name: 'Fernwood', plan: 'paid' }).gid
  const bot = world.addUser({ name: 'V2MOM Bot' }).gid
  const ann = world.addUser({ name: 'Ann' }).gid
  world.addToken(bot, TOKEN)
  const portfolio = world.addPortfolio({ workspace, name: 'Marketing', isPublic: true }, { by: ann }).gid
  world.state.tables.portfolio.get(portfolio)?.members.push(bot)
  const project = world.addProject({ workspace, name: 'Spring launch', owner: ann }, { by: ann }).gid
  world.addItem(portfolio, project, { by: ann })
  world.setPlan(workspace, plan)
  const env = { ASANA_ACCESS_TOKEN: TOKEN, ASANA_BASE_URL: sandbox.url }
  return {
    ...{ sandbox, cwd, bot, ann, workspace, portfolio, project },
    cli: (args, own = {}) => runCli(args, { cwd, env: { ...env, ...own } }),
    writes: () => sandbox.requests.entries.filter(({ method }) => method !== 'GET'),
    async [Symbol.asyncDispose]() {
      await sandbox.close()
      await rm(cwd, { recursive: true, force: true })
    },
  }
}

/** The names of the custom fields a project or portfolio gives what it holds. */
export function fieldsOn({ sandbox }: Fixture, gid: string): string[] {
  const { tables } = sandbox.world.state
  const { settings = [] } = tables.portfolio.get(gid) ?? tables.project.get(gid) ?? {}
  return settings.map(({ field }) => tables.custom_field.get(field)?.name ?? '')
}

/** The names of the custom fields of the whole workspace. */
export function fieldNames({ sandbox }: Fixture): string[] {
  return [...sandbox.world.state.tables.custom_field.values()].map(({ name }) => name)
}
