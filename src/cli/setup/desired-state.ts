import type { DesiredState } from '../../flows/setup/current-state.ts'
import type { Env } from '../env-file.ts'
import { UsageError } from '../errors.ts'
import type { Terminal } from '../terminal.ts'
import { chooseScope } from './scope.ts'
import { readFieldOverrides, readGids, toSettings } from './settings.ts'
import type { SignedIn } from './sign-in.ts'

export type SetupOptions = Readonly<{
  /** The variable that holds the token; default `ASANA_ACCESS_TOKEN`. */
  tokenEnv?: string
  /** Gid or name. */
  workspace?: string
  /** Gids or exact names. */
  portfolio: readonly string[]
  project: readonly string[]
  publicUrl?: string
  timezone?: string
  withTemplate: boolean
  yes: boolean
  dryRun: boolean
  remove: boolean
}>

/**
 * What the options, the configuration and the answers of the person ask for. Questions come only with the first
 * configuration, and only for what no option gives. Throws UsageError where nothing would be tracked.
 */
export async function collectDesiredState(
  terminal: Terminal,
  env: Env,
  signedIn: SignedIn,
  options: SetupOptions & { isFreePlan: boolean },
): Promise<DesiredState> {
  const configured = { portfolioGids: readGids(env, 'ASANA_PORTFOLIOS'), projectGids: readGids(env, 'ASANA_PROJECTS') }
  const isFirst = configured.portfolioGids.length + configured.projectGids.length === 0
  const scope = await chooseScope(terminal, signedIn, {
    configured,
    selected: { portfolio: options.portfolio, project: options.project },
    withTemplate: options.withTemplate,
  })
  const isEmpty = scope.portfolioGids.length + scope.projectGids.length === 0
  const wantsTemplate = options.withTemplate || (isFirst && (await askTemplate(terminal, isEmpty)))
  if (isEmpty && !wantsTemplate) throw new UsageError('Nothing was chosen to serve, so nothing was done.')
  const { publicUrl, timezone } = isFirst ? await askSettings(terminal, env, options) : options
  const { token, me, workspace } = signedIn
  const settings = toSettings(env, {
    token,
    workspace: me.workspaces.length > 1 ? workspace.gid : undefined,
    scope,
    publicUrl,
    timezone,
    isFreePlan: options.isFreePlan,
  })
  return { ...scope, wantsTemplate, settings, pins: readFieldOverrides(env) }
}

async function askTemplate({ prompt, stderr }: Terminal, byDefault: boolean): Promise<boolean> {
  if (!prompt) return false
  stderr('')
  return prompt.confirm('Make a ready V2MOM project with sample tasks, to copy from?', byDefault)
}

type AskedSettings = Readonly<{ publicUrl?: string | undefined; timezone?: string | undefined }>

/** Asks for the public address and the time zone where neither an option nor the environment gives them. */
async function askSettings(
  { prompt, stderr }: Terminal,
  env: Env,
  { publicUrl, timezone }: AskedSettings,
): Promise<AskedSettings> {
  if (!prompt) return { publicUrl, timezone }
  const settings = { publicUrl, timezone }
  if (publicUrl === undefined && !env['PUBLIC_URL']) {
    stderr('\nWith an https address Asana tells this service of changes at once; without one it asks every minute.')
    settings.publicUrl = (await prompt.ask('Address under which Asana reaches it (empty for none):')) || undefined
  }
  if (timezone === undefined && !env['TIMEZONE']) {
    stderr('')
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    settings.timezone = await prompt.ask('Time zone of the team, an IANA name:', here)
  }
  return settings
}
