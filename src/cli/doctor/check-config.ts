import { stat } from 'node:fs/promises'
import { type Config, ConfigError, type ConfigProblem, parseConfig, VARIABLES } from '../../config/config.ts'
import { type CheckResult, ok, problem, warning } from '../../flows/doctor/check-result.ts'
import type { Env } from '../env-file.ts'

/** The configuration with defaults in the place of wrong variables, and the check results for it. */
export type LenientConfig = Readonly<{
  config: Config
  hasToken: boolean
  /** False when REDIS_URL is invalid. */
  hasRedis: boolean
  results: readonly CheckResult[]
}>

export function parseLeniently(env: Env): LenientConfig {
  const { config, problems } = parseKnownGood(env)
  const isWrong = (name: string) => problems.some(({ variable }) => variable === name)
  const results = problems.map(({ variable, message }) => toResult(variable, message))
  return {
    config,
    hasToken: !isWrong('ASANA_ACCESS_TOKEN'),
    hasRedis: !isWrong('REDIS_URL'),
    results: results.length > 0 ? results : [ok('Configuration', 'Every variable can be read.')],
  }
}

const PLACEHOLDER_GID = '0'

function parseKnownGood(env: Env): { config: Config; problems: readonly ConfigProblem[] } {
  try {
    return { config: parseConfig(env), problems: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const wrong = new Set(error.problems.map(({ variable }) => variable))
    const usable = VARIABLES.filter((name) => !wrong.has(name)).map((name) => [name, env[name]] as const)
    const rest = Object.fromEntries(usable.filter(([, value]) => value?.trim()))
    // Placeholders for what is required, so that everything else can be checked.
    const config = parseConfig({ ASANA_ACCESS_TOKEN: 'missing', ASANA_PROJECTS: PLACEHOLDER_GID, ...rest })
    const projectGids = config.asana.projectGids.filter((gid) => gid !== PLACEHOLDER_GID)
    return { config: { ...config, asana: { ...config.asana, projectGids } }, problems: error.problems }
  }
}

/** Warns when other users of this machine can read the file, which holds the token. Undefined where all is well. */
export async function checkEnvFile(path = '.env'): Promise<CheckResult | undefined> {
  const mode = await stat(path).then(
    (found) => found.mode,
    () => undefined,
  )
  if (mode === undefined || (mode & 0o077) === 0) return undefined
  return warning('Configuration', 'Others on this machine may read .env, which holds the token.', 'Run: chmod 600 .env')
}

function toResult(variable: string, message: string): CheckResult {
  const [what = message, next] = message.split(' Next: ')
  const fix = next ?? 'correct it in .env.'
  return problem('Configuration', `${variable} ${what}`, fix.charAt(0).toUpperCase() + fix.slice(1))
}
