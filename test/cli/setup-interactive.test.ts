import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPrompt } from '../../src/cli/prompt.ts'
import { runSetup } from '../../src/cli/setup/run.ts'
import { type Fixture, fieldNames, openFixture, TOKEN } from './support.ts'

const HERE = process.cwd()
const OPTIONS = { portfolio: [], project: [], withTemplate: false, yes: false, dryRun: false, remove: false }

let fixture: Fixture
beforeEach(async () => {
  fixture = await openFixture()
  process.chdir(fixture.cwd)
})
afterEach(async () => {
  process.chdir(HERE)
  await fixture[Symbol.asyncDispose]()
})

/** Lets a person answer one line after the other; gives the result and everything that was shown. */
async function talk(answers: readonly string[], more: Partial<typeof OPTIONS> = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const seen: string[] = []
  output.on('data', (chunk) => seen.push(String(chunk)))
  const tell = (line: string) => void seen.push(`${line}\n`)
  using prompt = createPrompt({ input, output })
  input.end(answers.map((answer) => `${answer}\n`).join(''))
  const env = { ASANA_BASE_URL: fixture.sandbox.url }
  const result = await runSetup({ print: tell, say: tell, prompt }, env, { ...OPTIONS, ...more }).catch(String)
  return { result, screen: seen.join('') }
}

describe('setup with a person', () => {
  it('asks for everything, does it after a yes, and never shows the token', async () => {
    const answers = [TOKEN, '1', '', 'n', 'https://kpi.example.org', 'Europe/Berlin', 'y']
    const { result, screen } = await talk(answers)
    expect(result).toBe(true)
    expect(screen).toContain(`1  Marketing (${fixture.portfolio})`)
    expect(screen).toContain(`1  Spring launch (${fixture.project})`)
    expect(screen).not.toContain(TOKEN)
    expect(fieldNames(fixture)).toContain('Target')
    const text = await readFile(join(fixture.cwd, '.env'), 'utf8')
    expect(text).toContain(
      `ASANA_PORTFOLIOS=${fixture.portfolio}\nPUBLIC_URL=https://kpi.example.org\nTIMEZONE=Europe/Berlin`,
    )
  })

  it('does nothing after a no', async () => {
    const { result } = await talk([TOKEN, '1', '', 'n', '', 'UTC', 'n'])
    expect(result).toContain('Nothing was done.')
    expect(fixture.writes()).toEqual([])
  })

  it('asks again for a token that is none or that Asana refuses, three times', async () => {
    const { result, screen } = await talk(['wrong', 'also wrong', TOKEN, '', '1', 'n', '', 'UTC', 'y'])
    expect(result).toBe(true)
    expect(screen.match(/Asana refuses the token/g)).toHaveLength(1)
    expect(screen.match(/That is no token/g)).toHaveLength(1)
    expect((await talk(['a', 'b', 'c'])).result).toContain('Asana refuses the token')
  })

  it('offers a ready project, and makes it alone when nothing else is chosen', async () => {
    const { result } = await talk([TOKEN, '', '', '', '', 'UTC', 'y'])
    expect(result).toBe(true)
    const { project } = fixture.sandbox.world.state.tables
    expect([...project.values()].map(({ name }) => name)).toContain('V2MOM project')
  })

  it('lets the person choose where the token sees several workspaces', async () => {
    fixture.sandbox.world.addWorkspace({ name: 'Other' })
    const { result } = await talk([TOKEN, '1', '1', '', 'n', '', 'UTC', 'y'])
    expect(result).toBe(true)
    expect(await readFile('.env', 'utf8')).toContain(`ASANA_WORKSPACE=${fixture.workspace}`)
  })

  it('ends without having done anything when the person leaves', async () => {
    const { result } = await talk([TOKEN, '1'])
    expect(result).toContain('Ended before anything was done.')
    expect(fixture.writes()).toEqual([])
  })
})
