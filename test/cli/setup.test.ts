import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FIELD_TABLE } from '../../src/domain/fields/field-table.ts'
import { fieldNamed, shown } from '../support/queries.ts'
import { type Fixture, fieldNames, fieldsOn, openFixture, runCli, TOKEN } from './support.ts'

let fixture: Fixture
beforeEach(async () => {
  fixture = await openFixture()
})
afterEach(() => fixture[Symbol.asyncDispose]())

const ALL_FIELDS = FIELD_TABLE.map(({ name }) => name)
const TEAM_FIELDS = ['V2MOM', 'Measure type', 'Baseline', 'Target', 'Actual', 'Unit', 'Weight', 'Update every']
const FIGURES = ['KPI attainment', 'KPI expected', 'Measurability', 'V2MOM completeness', 'V2MOM health']

const envFile = () => readFile(join(fixture.cwd, '.env'), 'utf8')
const setUp = (...more: string[]) => fixture.cli(['setup', '--portfolio', 'Marketing', '--yes', ...more])

describe('setup by options', { timeout: 60_000 }, () => {
  it('makes the fields, gives them to portfolio and project, writes .env and says how to go on', async () => {
    const { code, stdout } = await setUp('--timezone', 'Europe/Berlin')
    expect(code).toBe(0)
    expect(fieldNames(fixture)).toEqual(ALL_FIELDS)
    expect(fieldsOn(fixture, fixture.portfolio).toSorted()).toEqual(['Weight', ...FIGURES].toSorted())
    expect(fieldsOn(fixture, fixture.project)).toEqual(TEAM_FIELDS)
    expect(await envFile()).toBe(
      [
        `ASANA_BASE_URL=${fixture.sandbox.url}`,
        `ASANA_ACCESS_TOKEN=${TOKEN}`,
        `ASANA_PORTFOLIOS=${fixture.portfolio}`,
        'TIMEZONE=Europe/Berlin',
        '',
      ].join('\n'),
    )
    expect((await stat(join(fixture.cwd, '.env'))).mode & 0o777).toBe(0o600)
    expect(stdout).toContain('Signed in as V2MOM Bot in the workspace Fernwood')
    expect(stdout).toContain('npm start')
  })

  it('never shows the token', async () => {
    const { stdout, stderr } = await setUp()
    expect(stdout + stderr).not.toContain(TOKEN)
    expect(stdout).toContain('ASANA_ACCESS_TOKEN')
  })

  it('has nothing to do the second time, and asks Asana to write nothing', async () => {
    await setUp('--with-template')
    fixture.sandbox.requests.clear()
    const before = await envFile()
    const { code, stdout } = await setUp('--with-template')
    expect(stdout).toContain('Nothing to do')
    expect(code).toBe(0)
    expect(fixture.writes()).toEqual([])
    expect(await envFile()).toBe(before)
  })

  it('goes on with what .env says when no options are given', async () => {
    await setUp()
    const { code, stdout } = await runCli(['setup'], { cwd: fixture.cwd })
    expect(stdout).toContain('Nothing to do')
    expect(code).toBe(0)
  })

  it('prints the plan and does nothing in a dry run', async () => {
    const { code, stdout } = await fixture.cli(['setup', '--portfolio', 'Marketing', '--with-template', '--dry-run'])
    expect(code).toBe(0)
    expect(stdout).toContain('create the field "Target" (number)')
    expect(stdout).toContain('give the tasks of the project "Spring launch" the fields V2MOM, Measure type, Baseline')
    expect(stdout).toContain('make the project "V2MOM project" with sample tasks, in the portfolio "Marketing"')
    expect(fixture.writes()).toEqual([])
    await expect(envFile()).rejects.toThrow('ENOENT')
  })

  it.each([[['--yes']], [['--remove', '--yes']]])(
    'with %j only says what it would do while OBSERVE_ONLY=true',
    async (args) => {
      await setUp()
      fixture.sandbox.world.addField(
        { workspace: fixture.workspace, name: 'Other', subtype: 'text' },
        { by: fixture.ann },
      )
      fixture.sandbox.world.deleteField(fieldNamed(fixture.sandbox.world, 'Actual')?.gid ?? '')
      fixture.sandbox.requests.clear()
      const { code, stdout } = await fixture.cli(['setup', ...args], { OBSERVE_ONLY: 'true' })
      expect(stdout).toContain('OBSERVE_ONLY=true')
      expect(stdout).toMatch(/ field "\w/)
      expect(fixture.writes()).toEqual([])
      expect(code).toBe(0)
    },
  )

  it('writes nothing without a yes where nobody can be asked', async () => {
    const { code, stderr } = await fixture.cli(['setup', '--portfolio', 'Marketing'])
    expect(code).toBe(2)
    expect(stderr).toContain('Run it again with --yes')
    expect(fixture.writes()).toEqual([])
  })

  it('uses fields of the same name and type as they are, and puts back no option of a field people made', async () => {
    const { world } = fixture.sandbox
    const { workspace, ann } = fixture
    const target = world.addField({ workspace, name: 'target', subtype: 'number', description: 'Ours' }, { by: ann })
    const options = [{ name: 'Reach' }]
    world.addField({ workspace, name: 'Measure type', subtype: 'enum', options }, { by: ann })
    const { code, stdout } = await setUp()
    expect(stdout).toContain('Uses fields you have: Measure type, target.')
    expect(stdout).toContain('Your field "Measure type" has no option "Stay above", "Stay below", "Yes/No"')
    expect(code).toBe(1)
    expect(fieldsOn(fixture, fixture.project)).toContain('target')
    expect(fieldNames(fixture)).not.toContain('Target')
    expect(target.description).toBe('Ours')
    expect(fieldNamed(world, 'Measure type')?.options.map(({ name }) => name)).toEqual(['Reach'])
  })

  it('explains a field of the same name and another type, and does everything else', async () => {
    const { world } = fixture.sandbox
    world.addField({ workspace: fixture.workspace, name: 'Target', subtype: 'text' }, { by: fixture.ann })
    const { code, stdout } = await setUp()
    expect(stdout).toContain('has a field named "Target", but it is a text field and a number field is needed')
    expect(stdout).toContain('set ASANA_FIELDS=target=<its gid>')
    expect(code).toBe(1)
    expect(fieldsOn(fixture, fixture.project)).toEqual(TEAM_FIELDS.filter((name) => name !== 'Target'))
  })

  it('keeps what .env holds and changes only what it was told', async () => {
    const text =
      '# our own words\nexport LOG_LEVEL=debug\nTIMEZONE=UTC\n#PUBLIC_URL=https://v2mom.example.com\nOTHER="a b"\n'
    await writeFile(join(fixture.cwd, '.env'), text, { mode: 0o644 })
    await setUp('--timezone', 'Europe/Berlin', '--public-url', 'https://kpi.example.org')
    const lines = (await envFile()).split('\n')
    expect(lines.slice(0, 6)).toEqual([
      '# our own words',
      'export LOG_LEVEL=debug',
      'TIMEZONE=Europe/Berlin',
      '#PUBLIC_URL=https://v2mom.example.com',
      'PUBLIC_URL=https://kpi.example.org',
      'OTHER="a b"',
    ])
    expect((await stat(join(fixture.cwd, '.env'))).mode & 0o777).toBe(0o600)
  })

  it('starts a first .env from .env.example, beside whose words the values stand', async () => {
    const example = '# The token\nASANA_ACCESS_TOKEN=\nASANA_PORTFOLIOS=\n# When\n#TIMEZONE=UTC\n#PORT=3000\n'
    await writeFile(join(fixture.cwd, '.env.example'), example)
    await setUp('--timezone', 'Europe/Berlin')
    expect(await envFile()).toBe(
      [
        ...['# The token', `ASANA_ACCESS_TOKEN=${TOKEN}`, `ASANA_PORTFOLIOS=${fixture.portfolio}`],
        ...['# When', '#TIMEZONE=UTC', 'TIMEZONE=Europe/Berlin', '#PORT=3000'],
        ...[`ASANA_BASE_URL=${fixture.sandbox.url}`, ''],
      ].join('\n'),
    )
  })

  it('finds a portfolio by gid though it is not in the list, and a project by name', async () => {
    const { world } = fixture.sandbox
    const hidden = world.addPortfolio({ workspace: fixture.workspace, name: 'Sales' }, { by: fixture.ann }).gid
    const { code } = await fixture.cli(['setup', '--portfolio', hidden, '--project', 'Spring launch', '--yes'])
    expect(code).toBe(0)
    expect(await envFile()).toContain(`ASANA_PORTFOLIOS=${hidden}\nASANA_PROJECTS=${fixture.project}\n`)
  })

  it('leaves archived and completed projects alone', async () => {
    fixture.sandbox.world.updateProject(fixture.project, { archived: true })
    await setUp()
    expect(fieldsOn(fixture, fixture.project)).toEqual([])
  })

  it('says what the plan of the workspace cannot do, and sets the slower pace of free plans', async () => {
    fixture.sandbox.world.setPlan(fixture.workspace, 'free')
    const { code, stdout } = await fixture.cli(['setup', '--project', 'Spring launch', '--yes'])
    expect(stdout).toContain('Needs you: The plan of this workspace has no custom fields')
    expect(code).toBe(1)
    expect(await envFile()).toContain('ASANA_REQUESTS_PER_MINUTE=140')
  })

  it('says that a portfolio is full', async () => {
    const { world } = fixture.sandbox
    for (let n = 1; n <= 16; n += 1) {
      const field = world.addField({ workspace: fixture.workspace, name: `Column ${n}`, subtype: 'text' })
      world.addFieldSetting(fixture.portfolio, field.gid)
    }
    const { code, stdout } = await setUp()
    expect(stdout).toContain('The portfolio "Marketing" has 16 custom fields; 6 more are needed and Asana allows 20.')
    expect(stdout).toContain('Take 2 fields off the portfolio')
    expect(code).toBe(1)
    expect(fieldsOn(fixture, fixture.project)).toEqual(TEAM_FIELDS)
  })

  it('tells what Asana refused and does the rest', async () => {
    const path = new RegExp(`/projects/${fixture.project}/addCustomFieldSetting`)
    fixture.sandbox.faults.add({ kind: '403', method: 'POST', path })
    const { code, stdout } = await setUp()
    expect(stdout).toContain('Asana refused to give the tasks of the project "Spring launch" the fields')
    expect(code).toBe(1)
    expect(await envFile()).toContain('ASANA_PORTFOLIOS')
    expect((await setUp()).code).toBe(0)
    expect(fieldsOn(fixture, fixture.project)).toEqual(TEAM_FIELDS)
  })

  it('makes each field once when the answer to its creation is lost', async () => {
    fixture.sandbox.faults.add({ kind: 'cut-after', method: 'POST', path: /^\/custom_fields$/ })
    const first = await setUp()
    expect(first.code).toBe(1)
    expect(first.stderr).toContain('It may have been done. Run the command again')
    expect((await setUp()).code).toBe(0)
    expect(fieldNames(fixture).toSorted()).toEqual(ALL_FIELDS.toSorted())
  })

  it('waits when Asana asks it to', async () => {
    fixture.sandbox.faults.add({ kind: '429', method: 'POST', path: /custom_fields/, retryAfter: 1 })
    const { code, stderr } = await setUp()
    expect(stderr).toContain('trying again in 1 s')
    expect(code).toBe(0)
    expect(fieldNames(fixture)).toEqual(ALL_FIELDS)
  })
})

describe('what setup refuses', { timeout: 60_000 }, () => {
  it.each([
    [['setup', '--yes'], 'Marketing'],
    [['setup', '--portfolio', 'Marketin', '--yes'], 'The token sees no portfolio named Marketin.'],
    [['setup', '--workspace', 'Elsewhere', '--portfolio', 'Marketing'], 'There is no one workspace Elsewhere'],
    [['setup', '--portfolio', 'Marketing', '--timezone', 'Mars/Base', '--yes'], 'TIMEZONE is "Mars/Base": expected'],
    [['setup', '--portfolio', 'Marketing', '--public-url', 'http://kpi.example.org', '--yes'], 'PUBLIC_URL is'],
    [['setup', '--token-env', 'NOTHING'], 'NOTHING is missing. Create a token'],
    [['setup', '--unknown'], "unknown option '--unknown'"],
  ])('%j, with a reason and exit code 2', async (args, reason) => {
    const { code, stderr } = await fixture.cli(args)
    expect(stderr).toContain(reason)
    expect(code).toBe(2)
    expect(fixture.writes()).toEqual([])
  })

  it('a token Asana refuses, without quoting it', async () => {
    const { code, stderr } = await fixture.cli(['setup', '--yes'], { ASANA_ACCESS_TOKEN: 'stolen-token' })
    expect(stderr).toContain('Asana refuses the token in ASANA_ACCESS_TOKEN')
    expect(stderr).not.toContain('stolen-token')
    expect(code).toBe(2)
  })

  it('two portfolios of one name, naming both', async () => {
    const { world } = fixture.sandbox
    const twin = world.addPortfolio({ workspace: fixture.workspace, name: 'Marketing' }, { by: fixture.bot }).gid
    const { code, stderr } = await setUp()
    expect(stderr).toContain('There are 2 portfolios named Marketing')
    expect(stderr).toContain(twin)
    expect(code).toBe(2)
  })

  it('a project that is gone, as something a person must settle', async () => {
    const { code, stdout } = await fixture.cli(['setup', '--portfolio', 'Marketing', '--project', '404', '--yes'])
    expect(stdout).toContain('Needs you: There is no project 404.')
    expect(code).toBe(1)
  })
})

describe('the ready V2MOM project', { timeout: 60_000 }, () => {
  const projects = () => [...fixture.sandbox.world.state.tables.project.values()]
  const template = () => projects().find(({ name }) => name === 'V2MOM project')
  const sections = () => template()?.sections.map((gid) => fixture.sandbox.world.state.tables.section.get(gid)) ?? []

  it('stands in the portfolio with sections, filled sample tasks and a description', async () => {
    expect((await setUp('--with-template')).code).toBe(0)
    const { world } = fixture.sandbox
    expect(world.state.tables.portfolio.get(fixture.portfolio)?.items).toContain(template()?.gid)
    expect(sections().map((section) => [section?.name, section?.tasks.length])).toEqual([
      ['Untitled section', 0],
      ['Measures', 3],
      ['Methods', 2],
      ['Obstacles', 1],
    ])
    const [leads = ''] = sections()[1]?.tasks ?? []
    expect(['Measure type', 'Target', 'Actual', 'Unit'].map((name) => shown(world, leads, name))).toEqual([
      'Reach',
      2000,
      1450,
      'people',
    ])
    expect(template()?.notes.text).toMatch(/^Vision\n[\s\S]*— asana-v2mom$/)
  })

  it('is one of ASANA_PROJECTS where there is no portfolio', async () => {
    expect((await fixture.cli(['setup', '--with-template', '--yes'])).code).toBe(0)
    expect(await envFile()).toContain(`ASANA_PROJECTS=${template()?.gid}\n`)
  })

  it.each([1, 2, 4, 9])('is finished by the next run when write %i of making it was cut short', async (nth) => {
    const making = /^\/(projects|projects\/\d+\/sections|tasks|portfolios\/\d+\/addItem)$/
    await setUp()
    const { faults } = fixture.sandbox
    for (let n = 1; n < nth; n += 1) faults.add({ kind: 'slow', delayMs: 0, method: 'POST', path: making })
    faults.add({ kind: 'cut-after', method: 'POST', path: making })
    expect((await setUp('--with-template')).code).toBe(1)
    expect((await setUp('--with-template')).code).toBe(0)
    expect(projects().filter(({ name }) => name === 'V2MOM project')).toHaveLength(1)
    expect(sections().map((section) => section?.tasks.length)).toEqual([0, 3, 2, 1])
    expect((await setUp('--with-template')).stdout).toContain('Nothing to do')
  })

  it('is not filled again after people have changed it', async () => {
    await setUp('--with-template')
    const [task = ''] = sections()[1]?.tasks ?? []
    fixture.sandbox.world.deleteTask(task)
    expect((await setUp('--with-template')).stdout).toContain('Nothing to do')
  })
})
