import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Config, ConfigError, loadEnvFile, parseConfig, VARIABLES } from '../../src/config/config.ts'
import { DEFAULT_THRESHOLDS } from '../../src/domain/model.ts'

const LEAST = { ASANA_ACCESS_TOKEN: '2/1200/abc:def', ASANA_PROJECTS: '1201' }

function problemsOf(env: Record<string, string>): string[] {
  try {
    parseConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n').slice(1)
    throw error
  }
  return []
}

describe('parseConfig', () => {
  it('needs a token and a project or portfolio; all else has a default', () => {
    expect(parseConfig(LEAST)).toEqual({
      asana: {
        token: '2/1200/abc:def',
        baseUrl: 'https://app.asana.com/api/1.0',
        workspaceGid: undefined,
        portfolioGids: [],
        projectGids: ['1201'],
        requestsPerMinute: 1400,
        fieldPins: {},
      },
      http: { port: 3000, workerPort: undefined, publicUrl: undefined, apiToken: undefined },
      redisUrls: [],
      secretKey: undefined,
      timeZone: 'UTC',
      rollupCron: '0 8 * * 1',
      debounceMs: 2000,
      reconcileEveryMs: 21_600_000,
      pollEveryMs: 60_000,
      observeOnly: false,
      thresholds: DEFAULT_THRESHOLDS,
      logLevel: 'info',
    } satisfies Config)
  })

  it('is content with a portfolio alone', () => {
    const config = parseConfig({ ASANA_ACCESS_TOKEN: 't', ASANA_PORTFOLIOS: '99' })
    expect(config.asana.portfolioGids).toEqual(['99'])
  })

  it('cannot be changed afterwards, at any depth', () => {
    const config = parseConfig(LEAST)
    expect(Object.isFrozen(config) && Object.isFrozen(config.asana) && Object.isFrozen(config.asana.projectGids)).toBe(
      true,
    )
    expect(Object.isFrozen(config.thresholds.freshDays)).toBe(true)
  })

  it.each([
    ['ASANA_BASE_URL', 'http://127.0.0.1:8080/api/1.0/', (c) => c.asana.baseUrl, 'http://127.0.0.1:8080/api/1.0'],
    ['ASANA_WORKSPACE', '1200', (c) => c.asana.workspaceGid, '1200'],
    ['ASANA_PROJECTS', ' 1, 2,,2 ,3,', (c) => c.asana.projectGids, ['1', '2', '3']],
    ['ASANA_REQUESTS_PER_MINUTE', '140', (c) => c.asana.requestsPerMinute, 140],
    ['ASANA_FIELDS', 'target=1, actual=2', (c) => c.asana.fieldPins, { target: '1', actual: '2' }],
    ['ASANA_FIELDS', 'Measure type=1', (c) => c.asana.fieldPins, { 'measure-type': '1' }],
    ['ASANA_FIELDS', 'KPI_ATTAINMENT=1', (c) => c.asana.fieldPins, { 'kpi-attainment': '1' }],
    ['PUBLIC_URL', 'https://v2mom.example.com', (c) => c.http.publicUrl, 'https://v2mom.example.com'],
    ['PUBLIC_URL', 'https://example.com/v2mom//', (c) => c.http.publicUrl, 'https://example.com/v2mom'],
    ['PUBLIC_URL', 'http://localhost:3000/', (c) => c.http.publicUrl, 'http://localhost:3000'],
    ['PUBLIC_URL', 'http://127.0.0.1:3000', (c) => c.http.publicUrl, 'http://127.0.0.1:3000'],
    ['PUBLIC_URL', 'http://[::1]:3000', (c) => c.http.publicUrl, 'http://[::1]:3000'],
    ['PUBLIC_URL', '', (c) => c.http.publicUrl, undefined],
    ['PUBLIC_URL', '  ', (c) => c.http.publicUrl, undefined],
    ['POLL_EVERY', '90s', (c) => c.pollEveryMs, 90_000],
    ['RECONCILE_EVERY', '15m', (c) => c.reconcileEveryMs, 900_000],
    ['RECONCILE_EVERY', '1d', (c) => c.reconcileEveryMs, 86_400_000],
    ['REDIS_URL', 'redis://cache:6379/1', (c) => c.redisUrls, ['redis://cache:6379/1']],
    ['REDIS_URL', 'rediss://u:p@cache', (c) => c.redisUrls, ['rediss://u:p@cache']],
    ['REDIS_URL', 'redis://:a,b@cache', (c) => c.redisUrls, ['redis://:a,b@cache']],
    [
      'REDIS_URL',
      'redis://a:1, redis://b/0 ,redis://c/',
      (c) => c.redisUrls,
      ['redis://a:1', 'redis://b/0', 'redis://c/'],
    ],
    ['REDIS_URL', 'rediss://u:p@a,rediss://u:p@b', (c) => c.redisUrls, ['rediss://u:p@a', 'rediss://u:p@b']],
    ['PORT', '0', (c) => c.http.port, 0],
    ['TIMEZONE', 'Europe/Berlin', (c) => c.timeZone, 'Europe/Berlin'],
    ['ROLLUP_CRON', '30 7 * * MON', (c) => c.rollupCron, '30 7 * * MON'],
    ['REFRESH_DELAY_MS', '0', (c) => c.debounceMs, 0],
    ['OBSERVE_ONLY', 'TRUE', (c) => c.observeOnly, true],
    ['OBSERVE_ONLY', '1', (c) => c.observeOnly, true],
    ['OBSERVE_ONLY', 'yes', (c) => c.observeOnly, true],
    ['OBSERVE_ONLY', 'no', (c) => c.observeOnly, false],
    ['OBSERVE_ONLY', '0', (c) => c.observeOnly, false],
    ['API_TOKEN', 'abc', (c) => c.http.apiToken, 'abc'],
    ['SECRET_KEY', 'sixteen-or-more!', (c) => c.secretKey, 'sixteen-or-more!'],
    ['LOG_LEVEL', 'DEBUG', (c) => c.logLevel, 'debug'],
    ['THRESHOLDS', 'on_track=0.8,week=7', (c) => [c.thresholds.onTrackPace, c.thresholds.freshDays.Week], [0.8, 7]],
    ['THRESHOLDS', 'week=7', (c) => c.thresholds.freshDays, { Week: 7, Month: 35, Quarter: 100 }],
  ] satisfies [string, string, (config: Config) => unknown, unknown][])('reads %s=%s', (name, text, read, expected) => {
    expect(read(parseConfig({ ...LEAST, [name]: text }))).toEqual(expected)
  })

  it.each([
    ['ASANA_ACCESS_TOKEN', 'two words', 'the access token'],
    ['ASANA_BASE_URL', 'app.asana.com', 'an http or https address'],
    ['ASANA_BASE_URL', 'https://app.asana.com/?x=1', 'an http or https address'],
    ['ASANA_WORKSPACE', 'Marketing', 'a gid'],
    ['ASANA_PROJECTS', '12,https://app.asana.com/0/1/2', 'gids (digits), separated by commas'],
    ['ASANA_PORTFOLIOS', ',', 'gids (digits), separated by commas'],
    ['ASANA_REQUESTS_PER_MINUTE', '0', 'a whole number from 1'],
    ['ASANA_FIELDS', 'goal=1', 'a known field in place of "goal": v2mom, measure-type, baseline'],
    ['ASANA_FIELDS', 'target=Target', 'a gid (digits) behind target=, not "Target"'],
    ['ASANA_FIELDS', 'target', 'a gid (digits) behind target=, not ""'],
    ['ASANA_FIELDS', 'target=1,Target=2', 'target once'],
    ['PUBLIC_URL', 'http://v2mom.example.com', 'an https address (http only for a loopback address)'],
    ['PUBLIC_URL', 'v2mom.example.com', 'an https address'],
    ['PUBLIC_URL', 'ftp://v2mom.example.com', 'an https address'],
    ['PUBLIC_URL', 'https://v2mom.example.com/#top', 'an https address'],
    ['POLL_EVERY', '60', 'a time such as 60s'],
    ['POLL_EVERY', '0s', 'from one second'],
    ['RECONCILE_EVERY', '99d', '14 days'],
    ['RECONCILE_EVERY', 'often', 'a time such as 60s'],
    ['REDIS_URL', 'localhost:6379', 'redis://host:port'],
    ['REDIS_URL', 'http://localhost', 'redis://host:port'],
    ['REDIS_URL', 'redis://a,b', 'several of its nodes, separated by commas'],
    ['REDIS_URL', 'redis://a,http://b', 'redis://host:port'],
    ['REDIS_URL', 'redis://a:1,redis://b:2/3', 'the nodes of a cluster without a database number, not b:2/3'],
    [
      'REDIS_URL',
      'redis://a,rediss://b',
      'the same protocol, user and password for every node of a cluster; b has others',
    ],
    ['REDIS_URL', 'redis://u:p@a,redis://u:q@b', 'the same protocol, user and password for every node'],
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['PORT', '3e3', 'a whole number'],
    ['PORT', '-1', 'a whole number'],
    ['TIMEZONE', 'Mars/Olympus', 'an IANA time zone'],
    ['TIMEZONE', '+02:00', 'an IANA time zone'],
    ['ROLLUP_CRON', '* *', 'five cron fields'],
    ['ROLLUP_CRON', '0 0 8 * * 1', 'five cron fields'],
    ['ROLLUP_CRON', '0 25 * * 1', 'five cron fields'],
    ['ROLLUP_CRON', '0 8 30 2 *', 'a time which comes'],
    ['ROLLUP_CRON', 'H 8 * * 1', 'five cron fields'],
    ['REFRESH_DELAY_MS', '2s', 'a whole number'],
    ['OBSERVE_ONLY', 'maybe', 'true or false'],
    ['LOG_LEVEL', 'loud', 'one of trace, debug, info'],
    ['THRESHOLDS', 'green=0.9', 'a known name in place of "green": on_track, at_risk'],
    ['THRESHOLDS', 'on_track=90', 'on_track from 0 to 1, not "90"'],
    ['THRESHOLDS', 'on_track=', 'on_track from 0 to 1, not ""'],
    ['THRESHOLDS', 'max_measures=1.5', 'max_measures a whole number from 1'],
    ['THRESHOLDS', 'suspicious=0', 'suspicious from 1'],
    ['THRESHOLDS', 'week=7,week=8', 'week once'],
    ['THRESHOLDS', 'on_track=0.6', 'at_risk no larger than on_track'],
    ['THRESHOLDS', 'constructor=1', 'a known name in place of "constructor"'],
  ])('refuses %s=%s and says what was expected', (name, text, expected) => {
    const problems = problemsOf({ ...LEAST, [name]: text })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`  ${name} is `)
    expect(problems[0]).toContain(expected)
    expect(problems[0]).toMatch(/Next: .+\.$/)
  })

  it('names every wrong variable in one message, with its value and the next step', () => {
    expect(() => parseConfig({ PORT: 'abc', TIMEZONE: 'Nowhere' })).toThrowErrorMatchingInlineSnapshot(`
      [ConfigError: The configuration cannot be used, so nothing was started:
        ASANA_ACCESS_TOKEN is missing: expected the access token of a dedicated bot user or service account, without spaces. Next: create one at https://app.asana.com/0/my-apps and set it.
        PORT is "abc": expected a whole number from 0 to 65535. Next: leave it out for 3000.
        TIMEZONE is "Nowhere": expected an IANA time zone such as Europe/Berlin. Next: use a name from the IANA list, or leave it out for UTC.
        ASANA_PORTFOLIOS and ASANA_PROJECTS are missing: expected gids in at least one of them. Next: copy the number from the address of the portfolio in Asana.]
    `)
  })

  it('never prints a secret, in whatever variable it stands', () => {
    const message = problemsOf({
      ASANA_ACCESS_TOKEN: 'hush hush',
      API_TOKEN: 'hush hush',
      REDIS_URL: 'redis://u:p@cache,redis://u:hush@other',
      PUBLIC_URL: 'https://u:hush@v2mom.example.com',
      ASANA_PROJECTS: '1',
    })
    expect(message).toHaveLength(4)
    expect(message.join('\n')).not.toContain('hush')
    expect(message.join('\n')).toContain('REDIS_URL is set (its value is not shown)')
  })

  it('leaves unknown variables alone', () => {
    expect(problemsOf({ ...LEAST, HOME: '/', ASANA_SOMETHING: 'x' })).toEqual([])
  })
})

describe('.env.example', () => {
  const text = readFile('.env.example', 'utf8')

  it('has a line for each variable and no other', async () => {
    const names = [...(await text).matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name)
    expect(names.toSorted()).toEqual([...VARIABLES].sort())
  })

  it('has a comment above each variable', async () => {
    const lines = (await text).split('\n')
    const bare = lines.filter((line, at) => /^#?[A-Z_]+=/.test(line) && !/^# \S/.test(lines[at - 1] ?? ''))
    expect(bare).toEqual([])
  })

  it('shows the defaults, and examples that are understood', async () => {
    const env: Record<string, string> = { ...LEAST }
    const examples: string[] = []
    let comment = ''
    for (const line of (await text).split('\n')) {
      const [, name, example] = /^#([A-Z_]+)=(.*)$/.exec(line) ?? []
      if (name === undefined || example === undefined) comment = line
      else if (/\(example|default: the only/.test(comment)) examples.push(`${name}=${example}`)
      else env[name] = example
    }
    expect(parseConfig(env)).toEqual(parseConfig(LEAST))
    expect(examples).toHaveLength(7)
    for (const pair of examples) {
      const [name = '', ...rest] = pair.split('=')
      expect(problemsOf({ ...LEAST, [name]: rest.join('=') })).toEqual([])
    }
  })
})

describe('loadEnvFile', () => {
  it('adds what the environment lacks, and does without a file', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'v2mom-env-'))
    process.env['V2MOM_TEST_SET'] = 'environment'
    try {
      loadEnvFile(join(dir, '.env'))
      await writeFile(join(dir, '.env'), 'V2MOM_TEST_SET=file\nV2MOM_TEST_NEW="0 8 * * 1"\n')
      loadEnvFile(join(dir, '.env'))
      expect(process.env['V2MOM_TEST_SET']).toBe('environment')
      expect(process.env['V2MOM_TEST_NEW']).toBe('0 8 * * 1')
    } finally {
      delete process.env['V2MOM_TEST_SET']
      delete process.env['V2MOM_TEST_NEW']
      await rm(dir, { recursive: true, force: true })
    }
  })
})
