import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPrompt } from '../../src/cli/prompt.ts'
import { runSetup } from '../../src/cli/setup/run.ts'
import { type Fixture, fieldNames, openFixture, TOKEN } from './support.ts'
import { KEYS, openTestTerminal, type TestTerminal } from './test-terminal.ts'

const ROOT = process.cwd()
const OPTIONS = { portfolio: [], project: [], withTemplate: false, yes: false, dryRun: false, remove: false }
const { enter, space } = KEYS

const TOKEN_QUESTION = 'Paste the token (it is not shown):'
const SCOPE_QUESTION = 'Which? (none is fine)'
const TEMPLATE_QUESTION = 'Make a ready V2MOM project with sample tasks'
const URL_QUESTION = 'Address under which Asana reaches it (empty for none):'
const ZONE_QUESTION = 'Time zone of the team, an IANA name:'

let fixture: Fixture
let terminal: TestTerminal
beforeEach(async () => {
  fixture = await openFixture()
  terminal = openTestTerminal()
  // Setup writes .env into the working directory, so these tests run one after the other.
  process.chdir(fixture.cwd)
})
afterEach(async () => {
  process.chdir(ROOT)
  await fixture[Symbol.asyncDispose]()
})

/** Starts setup at the test terminal. Gives its result, or the error as text. */
function startSetup(more: Partial<typeof OPTIONS> = {}): Promise<boolean | string> {
  const write = (line: string) => void terminal.output.write(`${line}\n`)
  const env = { ASANA_BASE_URL: fixture.sandbox.url }
  const streams = { stdout: write, stderr: write, prompt: createPrompt(terminal) }
  return runSetup(streams, env, { ...OPTIONS, ...more }).catch(String)
}

async function answerAll(...answers: readonly (readonly [question: string, keys: string])[]): Promise<void> {
  for (const [question, keys] of answers) await terminal.answer(question, keys)
}

const envFile = () => readFile(join(fixture.cwd, '.env'), 'utf8')

describe('setup at a terminal', () => {
  it('asks for everything, does it after a yes, and never shows the token', async () => {
    const result = startSetup()
    await answerAll(
      [TOKEN_QUESTION, TOKEN + enter],
      [SCOPE_QUESTION, space + enter],
      [SCOPE_QUESTION, enter],
      [TEMPLATE_QUESTION, `n${enter}`],
      [URL_QUESTION, `https://kpi.example.org${enter}`],
      [ZONE_QUESTION, `Europe/Berlin${enter}`],
      ['Do this?', enter],
    )
    expect(await result).toBe(true)
    expect(terminal.screen()).toContain(`Marketing (${fixture.portfolio})`)
    expect(terminal.screen()).toContain(`Spring launch (${fixture.project})`)
    expect(terminal.screen()).not.toContain(TOKEN)
    expect(fieldNames(fixture)).toContain('Target')
    expect(await envFile()).toContain(
      `ASANA_PORTFOLIOS=${fixture.portfolio}\nPUBLIC_URL=https://kpi.example.org\nTIMEZONE=Europe/Berlin`,
    )
  })

  it('does nothing after a no', async () => {
    const result = startSetup({ withTemplate: true })
    await answerAll(
      [TOKEN_QUESTION, TOKEN + enter],
      [SCOPE_QUESTION, space + enter],
      [SCOPE_QUESTION, enter],
      [URL_QUESTION, enter],
      [ZONE_QUESTION, `UTC${enter}`],
      ['Do this?', `n${enter}`],
    )
    expect(await result).toContain('Nothing was done.')
    expect(fixture.writes()).toEqual([])
  })

  it('asks again for a token that is malformed or refused, three times in all', async () => {
    const result = startSetup()
    await answerAll(
      [TOKEN_QUESTION, `wrong${enter}`],
      [TOKEN_QUESTION, `also wrong${enter}`],
      [TOKEN_QUESTION, `neither${enter}`],
    )
    expect(await result).toContain('Asana refuses the token')
    expect(terminal.screen().match(/Asana refuses the token/g)).toHaveLength(1)
    expect(terminal.screen().match(/That is no token/g)).toHaveLength(1)
  })

  it('tracks a portfolio and a project that the lists lack, by their gids', async () => {
    const { world } = fixture.sandbox
    const hidden = world.addPortfolio({ workspace: fixture.workspace, name: 'Sales' }, { by: fixture.ann }).gid
    const result = startSetup({ yes: true })
    await answerAll(
      [TOKEN_QUESTION, TOKEN + enter],
      [SCOPE_QUESTION, KEYS.up + space + enter],
      ['Which? (gids from the address', hidden + enter],
      [SCOPE_QUESTION, KEYS.up + space + enter],
      ['Which? (gids from the address', fixture.project + enter],
      [TEMPLATE_QUESTION, enter],
      [URL_QUESTION, enter],
      [ZONE_QUESTION, `UTC${enter}`],
    )
    expect(await result).toBe(true)
    expect(await envFile()).toContain(`ASANA_PORTFOLIOS=${hidden}\nASANA_PROJECTS=${fixture.project}\n`)
  })

  it('offers the template project, and makes it alone when nothing else is chosen', async () => {
    const result = startSetup()
    await answerAll(
      [TOKEN_QUESTION, TOKEN + enter],
      [SCOPE_QUESTION, enter],
      [SCOPE_QUESTION, enter],
      [TEMPLATE_QUESTION, enter],
      [URL_QUESTION, enter],
      [ZONE_QUESTION, `UTC${enter}`],
      ['Do this?', enter],
    )
    expect(await result).toBe(true)
    const { project } = fixture.sandbox.world.state.tables
    expect([...project.values()].map(({ name }) => name)).toContain('V2MOM project')
  })

  it('asks for the workspace where the token sees several', async () => {
    fixture.sandbox.world.addWorkspace({ name: 'Other' })
    const result = startSetup({ yes: true })
    await answerAll(
      [TOKEN_QUESTION, TOKEN + enter],
      ['Which workspace?', enter],
      [SCOPE_QUESTION, space + enter],
      [SCOPE_QUESTION, enter],
      [TEMPLATE_QUESTION, `n${enter}`],
      [URL_QUESTION, enter],
      [ZONE_QUESTION, `UTC${enter}`],
    )
    expect(await result).toBe(true)
    expect(await envFile()).toContain(`ASANA_WORKSPACE=${fixture.workspace}`)
  })

  it('ends without having done anything when the person leaves', async () => {
    const result = startSetup()
    await terminal.answer(TOKEN_QUESTION, TOKEN + enter)
    await terminal.type(SCOPE_QUESTION, KEYS.ctrlC)
    expect(await result).toContain('Ended before anything was done.')
    expect(fixture.writes()).toEqual([])
  })
})
