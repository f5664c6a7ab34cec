import { existsSync } from 'node:fs'
import { z } from 'zod'
import { DEFAULT_THRESHOLDS, type Thresholds } from '../domain/model.ts'
import { type FieldPins, fieldPins, thresholds } from './key-value-lists.ts'
import * as values from './parsers.ts'
import { redisUrls } from './redis-urls.ts'

/** The configuration of the process, parsed once at start. Frozen. */
export type Config = Readonly<{
  asana: Readonly<{
    token: string
    baseUrl: string
    /** Undefined: the token's only workspace. */
    workspaceGid: string | undefined
    portfolioGids: readonly string[]
    projectGids: readonly string[]
    requestsPerMinute: number
    fieldPins: FieldPins
  }>
  http: Readonly<{
    /** 0 takes any free port. */
    port: number
    /** The port for health and metrics of a process with `--role=worker`; undefined: none. */
    workerPort: number | undefined
    /** Without a trailing slash; undefined: no webhooks, the service polls. */
    publicUrl: string | undefined
    /** Undefined: API and dashboard answer requests from this machine only. */
    apiToken: string | undefined
  }>
  /** One server, or several nodes of a cluster; empty: the service starts a redis-server. */
  redisUrls: readonly string[]
  /** Encrypts the webhook secrets in Redis; undefined: they are stored in plain text. */
  secretKey: string | undefined
  timeZone: string
  rollupCron: string
  debounceMs: number
  reconcileEveryMs: number
  pollEveryMs: number
  /** Nothing is written into Asana. */
  observeOnly: boolean
  thresholds: Thresholds
  logLevel: LogLevel
}>

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export type ConfigProblem = Readonly<{ variable: string; message: string }>

/** All problems of the environment in one message, without secrets. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, message }) => `  ${variable} ${message}`)
    super(`The configuration cannot be used, so nothing was started:\n${lines.join('\n')}`)
    this.problems = problems
  }
}

type Env = Readonly<Record<string, string | undefined>>

/** Throws one ConfigError that names every wrong variable. */
export function parseConfig(env: Env): Config {
  const texts = readTexts(env)
  const parsed = Environment.safeParse(texts)
  const problems = [...(parsed.error?.issues ?? []).map((issue) => toProblem(issue, texts)), ...checkScope(texts)]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  return freeze(toConfig(parsed.data))
}

/** The values that must not appear in a log or an answer. */
export function secretsOf({ asana, http, redisUrls, secretKey }: Config): string[] {
  const passwords = redisUrls.map((url) => new URL(url).password)
  const found = [asana.token, http.apiToken, secretKey, ...passwords, ...passwords.map(decodeURIComponent)]
  return [...new Set(found.flatMap((secret) => (secret ? [secret] : [])))]
}

/** Adds the variables of a `.env` file to the environment, if there is one. Variables that are set already stay. */
export function loadEnvFile(path = '.env'): void {
  if (existsSync(path)) process.loadEnvFile(path)
}

const Environment = z.object({
  ASANA_ACCESS_TOKEN: values.secret('the access token of a dedicated bot user or service account'),
  ASANA_BASE_URL: values.baseUrl.default('https://app.asana.com/api/1.0'),
  ASANA_WORKSPACE: values.gid.optional(),
  ASANA_PORTFOLIOS: values.gids.default([]),
  ASANA_PROJECTS: values.gids.default([]),
  PUBLIC_URL: values.publicUrl.optional(),
  POLL_EVERY: values.duration.default(60_000),
  REDIS_URL: redisUrls.default([]),
  SECRET_KEY: values.longSecret('a long random word').optional(),
  PORT: values.wholeNumber(0, 65_535).default(3000),
  WORKER_PORT: values.wholeNumber(0, 65_535).optional(),
  TIMEZONE: values.timeZone.default('UTC'),
  ROLLUP_CRON: values.cron.default('0 8 * * 1'),
  REFRESH_DELAY_MS: values.wholeNumber(0, 600_000).default(2000),
  RECONCILE_EVERY: values.duration.default(6 * 3_600_000),
  ASANA_REQUESTS_PER_MINUTE: values.wholeNumber(1, 1_000_000).default(1400),
  OBSERVE_ONLY: values.flag.default(false),
  ASANA_FIELDS: fieldPins.default({}),
  THRESHOLDS: thresholds.default(DEFAULT_THRESHOLDS),
  API_TOKEN: values.secret('a long random word').optional(),
  LOG_LEVEL: values.oneOf(LOG_LEVELS).default('info'),
})

export type VariableName = keyof typeof Environment.shape

export const VARIABLES = Object.keys(Environment.shape) as readonly VariableName[]

const SECRETS: readonly VariableName[] = ['ASANA_ACCESS_TOKEN', 'API_TOKEN', 'REDIS_URL', 'SECRET_KEY']

const NEXT_STEPS: Readonly<Record<VariableName, string>> = {
  ASANA_ACCESS_TOKEN: 'create one at https://app.asana.com/0/my-apps and set it',
  ASANA_BASE_URL: 'leave it out to use Asana itself',
  ASANA_WORKSPACE: 'leave it out if the token sees one workspace only',
  ASANA_PORTFOLIOS: 'copy the number from the address of the portfolio in Asana',
  ASANA_PROJECTS: 'copy the number from the address of the project in Asana',
  PUBLIC_URL: 'set the address under which Asana can reach this service, or leave it out to poll',
  POLL_EVERY: 'leave it out for 60s',
  REDIS_URL: 'correct it, or leave it out to use a redis-server of our own',
  SECRET_KEY: 'make one with: openssl rand -hex 32',
  PORT: 'leave it out for 3000',
  WORKER_PORT: 'leave it out, and a pure worker answers nobody',
  TIMEZONE: 'use a name from the IANA list, or leave it out for UTC',
  ROLLUP_CRON: 'leave it out for 0 8 * * 1, Monday at eight',
  REFRESH_DELAY_MS: 'leave it out for 2000',
  RECONCILE_EVERY: 'leave it out for 6h',
  ASANA_REQUESTS_PER_MINUTE: 'leave it out for 1400, or set 140 on a free plan',
  OBSERVE_ONLY: 'set true to write nothing, or leave it out',
  ASANA_FIELDS: 'write it like target=1234,actual=5678, or leave it out',
  THRESHOLDS: 'write it like on_track=0.9,at_risk=0.7, or leave it out',
  API_TOKEN: 'make one with: openssl rand -hex 32',
  LOG_LEVEL: 'leave it out for info',
}

/** An empty variable counts as absent, as in a `.env` file. */
function readTexts(env: Env): Partial<Record<VariableName, string>> {
  const texts: Partial<Record<VariableName, string>> = {}
  for (const name of VARIABLES) {
    const text = env[name]?.trim()
    if (text) texts[name] = text
  }
  return texts
}

function toProblem(issue: z.core.$ZodIssue, texts: Partial<Record<VariableName, string>>): ConfigProblem {
  const variable = issue.path[0] as VariableName
  const found = describeValue(variable, texts[variable])
  return { variable, message: `${found}: expected ${issue.message}. Next: ${NEXT_STEPS[variable]}.` }
}

function describeValue(variable: VariableName, text: string | undefined): string {
  if (text === undefined) return 'is missing'
  // Any address may contain a password.
  if (SECRETS.includes(variable) || /\/\/[^/]*@/.test(text)) return 'is set (its value is not shown)'
  return `is ${JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)}`
}

// Outside the schema: zod runs a refinement only when all variables are valid.
function checkScope(texts: Partial<Record<VariableName, string>>): ConfigProblem[] {
  if (texts.ASANA_PORTFOLIOS !== undefined || texts.ASANA_PROJECTS !== undefined) return []
  const message = `and ASANA_PROJECTS are missing: expected gids in at least one of them. Next: ${NEXT_STEPS.ASANA_PORTFOLIOS}.`
  return [{ variable: 'ASANA_PORTFOLIOS', message }]
}

function toConfig(env: z.output<typeof Environment>): Config {
  return {
    asana: {
      token: env.ASANA_ACCESS_TOKEN,
      baseUrl: env.ASANA_BASE_URL,
      workspaceGid: env.ASANA_WORKSPACE,
      portfolioGids: env.ASANA_PORTFOLIOS,
      projectGids: env.ASANA_PROJECTS,
      requestsPerMinute: env.ASANA_REQUESTS_PER_MINUTE,
      fieldPins: env.ASANA_FIELDS,
    },
    http: { port: env.PORT, workerPort: env.WORKER_PORT, publicUrl: env.PUBLIC_URL, apiToken: env.API_TOKEN },
    redisUrls: env.REDIS_URL,
    secretKey: env.SECRET_KEY,
    timeZone: env.TIMEZONE,
    rollupCron: env.ROLLUP_CRON,
    debounceMs: env.REFRESH_DELAY_MS,
    reconcileEveryMs: env.RECONCILE_EVERY,
    pollEveryMs: env.POLL_EVERY,
    observeOnly: env.OBSERVE_ONLY,
    thresholds: env.THRESHOLDS,
    logLevel: env.LOG_LEVEL,
  }
}

function freeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) freeze(member)
  return Object.freeze(value)
}
