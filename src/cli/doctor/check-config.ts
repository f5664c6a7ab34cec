import { stat } from 'node:fs/promises'
import { type Config, ConfigError, type ConfigProblem, parseConfig, VARIABLES } from '../../config/config.ts'
import { type Line, ok, problem, warning } from '../../flows/doctor/check-result.ts'
import type { Env } from '../setup/sign-in.ts'

/** What can be looked at with an environment that may be wrong in parts. */
export type Readable = Readonly<{
  config: Config
  hasToken: boolean
  /** False when the address of Redis cannot be used. */
  hasRedis: boolean
  lines: readonly Line[]
}>

/** Reads the configuration; wrong variables become problems, and their defaults stand in for them. */
export function readUsable(env: Env): Readable {
  const { config, problems } = parseLeniently(env)
  const isWrong = (name: string) => problems.some(({ variable }) => variable === name)
  const lines = problems.map(({ variable, message }) => toLine(variable, message))
  return {
    config,
    hasToken: !isWrong('ASANA_ACCESS_TOKEN'),
    hasRedis: !isWrong('REDIS_URL'),
    lines: lines.length > 0 ? lines : [ok('Configuration', 'Every variable can be read.')],
  }
}

const NO_PROJECT = '0'

function parseLeniently(env: Env): { config: Config; problems: readonly ConfigProblem[] } {
  try {
    return { config: parseConfig(env), problems: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const wrong = new Set(error.problems.map(({ variable }) => variable))
    const usable = VARIABLES.filter((name) => !wrong.has(name)).map((name) => [name, env[name]] as const)
    const rest = Object.fromEntries(usable.filter(([, value]) => value?.trim()))
    // Stand in for what is missing, so that everything else can still be read.
    const config = parseConfig({ ASANA_ACCESS_TOKEN: 'missing', ASANA_PROJECTS: NO_PROJECT, ...rest })
    const projectGids = config.asana.projectGids.filter((gid) => gid !== NO_PROJECT)
    return { config: { ...config, asana: { ...config.asana, projectGids } }, problems: error.problems }
  }
}

/** The file holds the token: other users of this machine must not read it. Undefined where there is no file. */
export async function lookAtEnvFile(path = '.env'): Promise<Line | undefined> {
  const mode = await stat(path).then(
    (found) => found.mode,
    () => undefined,
  )
  if (mode === undefined || (mode & 0o077) === 0) return undefined
  return warning('Configuration', 'Others on this machine may read .env, which holds the token.', 'Run: chmod 600 .env')
}

function toLine(variable: string, message: string): Line {
  const [what = message, next] = message.split(' Next: ')
  const fix = next ?? 'correct it in .env.'
  return problem('Configuration', `${variable} ${what}`, fix.charAt(0).toUpperCase() + fix.slice(1))
}
