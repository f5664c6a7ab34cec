import { ConfigError, parseConfig } from '../../config/config.ts'
import { type FieldPins, fieldPins } from '../../config/key-value-lists.ts'
import { flag, splitList } from '../../config/parsers.ts'
import type { Settings } from '../../flows/setup/step.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage.ts'
import type { Scope } from './scope.ts'
import type { Env } from './sign-in.ts'

/** What setup itself may write; every other variable in `.env` is left alone. */
const OWN = ['ASANA_BASE_URL', 'ASANA_WORKSPACE', 'PUBLIC_URL', 'TIMEZONE', 'ASANA_REQUESTS_PER_MINUTE'] as const

export type SettingWishes = Readonly<{
  token: string
  workspace: string | undefined
  scope: Scope
  publicUrl: string | undefined
  timezone: string | undefined
  isFreePlan: boolean
}>

/** The configuration the service will find: what setup used, so that both see the same Asana. */
export function toSettings(env: Env, wishes: SettingWishes): Settings {
  const kept = OWN.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []))
  const { scope, publicUrl, timezone, workspace, isFreePlan } = wishes
  const settings = {
    ...Object.fromEntries(kept),
    ASANA_ACCESS_TOKEN: wishes.token,
    ...(workspace ? { ASANA_WORKSPACE: workspace } : {}),
    ...(scope.portfolioGids.length > 0 ? { ASANA_PORTFOLIOS: scope.portfolioGids.join(',') } : {}),
    ...(scope.projectGids.length > 0 ? { ASANA_PROJECTS: scope.projectGids.join(',') } : {}),
    ...(publicUrl ? { PUBLIC_URL: publicUrl } : {}),
    ...(timezone ? { TIMEZONE: timezone } : {}),
    // Asana lets a free workspace ask 150 times a minute.
    ...(isFreePlan && !env['ASANA_REQUESTS_PER_MINUTE'] ? { ASANA_REQUESTS_PER_MINUTE: '140' } : {}),
  }
  check(env, settings)
  return settings
}

/** Refuses what the service would refuse, before anything is done. */
function check(env: Env, settings: Settings): void {
  try {
    // The ready project has no gid yet; any will do for the check.
    const projects = settings['ASANA_PROJECTS'] ?? '0'
    parseConfig({ ...env, ...settings, ASANA_PROJECTS: projects })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const lines = error.problems.map(({ variable, message }) => `  ${variable} ${message}`)
    throw new UsageError(`The service could not start with this, so nothing was done:\n${lines.join('\n')}`)
  }
}

/** Asks for what has no value yet. */
export async function askSettings(
  { prompt, say }: Terminal,
  env: Env,
  given: { publicUrl: string | undefined; timezone: string | undefined },
): Promise<{ publicUrl: string | undefined; timezone: string | undefined }> {
  if (!prompt) return given
  const publicUrl = given.publicUrl ?? (env['PUBLIC_URL'] ? undefined : await askPublicUrl(prompt, say))
  if (given.timezone !== undefined || env['TIMEZONE']) return { publicUrl, timezone: given.timezone }
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return { publicUrl, timezone: await prompt.ask('\nTime zone of the team, an IANA name:', here) }
}

async function askPublicUrl(
  prompt: NonNullable<Terminal['prompt']>,
  say: Terminal['say'],
): Promise<string | undefined> {
  say('\nWith an https address Asana tells this service of changes at once; without one it asks every minute.')
  return (await prompt.ask('Address under which Asana reaches it (empty for none):')) || undefined
}

/** The gids in a variable. */
export function readGids(env: Env, name: string): string[] {
  return splitList(env[name] ?? '')
}

/** Whether nothing may be written into Asana. */
export function isObserving(env: Env): boolean {
  return flag.safeParse(env['OBSERVE_ONLY']?.trim()).data ?? false
}

/** Fields pinned by hand; wrong ones are told of with the rest of the configuration. */
export function readFieldOverrides(env: Env): FieldPins {
  return fieldPins.safeParse(env['ASANA_FIELDS'] ?? '').data ?? {}
}
