import { ConfigError, parseConfig } from '../../config/config.ts'
import { type FieldPins, fieldPins } from '../../config/key-value-lists.ts'
import { flag, splitList } from '../../config/parsers.ts'
import type { Settings } from '../../flows/setup/step.ts'
import type { Env } from '../env-file.ts'
import { UsageError } from '../errors.ts'
import type { Scope } from './scope.ts'

/** The variables of the environment that setup copies into `.env`, beside those that it sets. */
const COPIED = ['ASANA_BASE_URL', 'ASANA_WORKSPACE', 'PUBLIC_URL', 'TIMEZONE', 'ASANA_REQUESTS_PER_MINUTE'] as const

export type SettingChoices = Readonly<{
  token: string
  workspace: string | undefined
  scope: Scope
  publicUrl?: string | undefined
  timezone?: string | undefined
  isFreePlan: boolean
}>

/** The variables for `.env`: those setup itself worked with, so that the service sees the same Asana. Throws UsageError. */
export function toSettings(env: Env, choices: SettingChoices): Settings {
  const copied = COPIED.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []))
  const { scope, publicUrl, timezone, workspace, isFreePlan } = choices
  const settings = {
    ...Object.fromEntries(copied),
    ASANA_ACCESS_TOKEN: choices.token,
    ...(workspace ? { ASANA_WORKSPACE: workspace } : {}),
    ...(scope.portfolioGids.length > 0 ? { ASANA_PORTFOLIOS: scope.portfolioGids.join(',') } : {}),
    ...(scope.projectGids.length > 0 ? { ASANA_PROJECTS: scope.projectGids.join(',') } : {}),
    ...(publicUrl ? { PUBLIC_URL: publicUrl } : {}),
    ...(timezone ? { TIMEZONE: timezone } : {}),
    // A free workspace may send 150 requests a minute.
    ...(isFreePlan && !env['ASANA_REQUESTS_PER_MINUTE'] ? { ASANA_REQUESTS_PER_MINUTE: '140' } : {}),
  }
  checkSettings(env, settings)
  return settings
}

/** Throws UsageError for what the service would not start with. */
function checkSettings(env: Env, settings: Settings): void {
  try {
    // The template project has no gid yet, and the check accepts any.
    const projects = settings['ASANA_PROJECTS'] ?? '0'
    parseConfig({ ...env, ...settings, ASANA_PROJECTS: projects })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const lines = error.problems.map(({ variable, message }) => `  ${variable} ${message}`)
    throw new UsageError(`The service could not start with this, so nothing was done:\n${lines.join('\n')}`)
  }
}

/** The gids in a variable. */
export function readGids(env: Env, name: string): string[] {
  return splitList(env[name] ?? '')
}

export function isObserveOnly(env: Env): boolean {
  return flag.safeParse(env['OBSERVE_ONLY']?.trim()).data ?? false
}

/** `ASANA_FIELDS`; where it is malformed, `checkSettings` reports it. */
export function readFieldOverrides(env: Env): FieldPins {
  return fieldPins.safeParse(env['ASANA_FIELDS'] ?? '').data ?? {}
}
