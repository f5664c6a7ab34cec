import { toDay } from '../../domain/week.ts'
import { applySetup } from '../../flows/setup/apply.ts'
import type { DesiredState } from '../../flows/setup/current-state.ts'
import { unlessNotInPlan } from '../../flows/setup/optional-reads.ts'
import { planSetup } from '../../flows/setup/plan.ts'
import { readFound } from '../../flows/setup/read-current-state.ts'
import { describeStep } from '../../flows/setup/step.ts'
import { consent } from '../confirm.ts'
import { changeEnvFile, readEnvFile } from '../env-file.ts'
import { plain } from '../format.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage.ts'
import { addToRecord } from './attachments-file.ts'
import { describeNext, describePlan } from './print.ts'
import { runRemoval } from './remove.ts'
import { chooseScope } from './scope.ts'
import { askSettings, isObserving, readFieldOverrides, readGids, toSettings } from './settings.ts'
import { type Env, type SignedIn, signIn } from './sign-in.ts'

export type SetupOptions = Readonly<{
  tokenEnv?: string
  workspace?: string
  portfolio: readonly string[]
  project: readonly string[]
  publicUrl?: string
  timezone?: string
  withTemplate: boolean
  yes: boolean
  dryRun: boolean
  remove: boolean
}>

/** `setup`: from a token to a service that can start. True when nothing is left for a person to settle. */
export async function runSetup(terminal: Terminal, env: Env, given: SetupOptions): Promise<boolean> {
  const options = isObserving(env) ? { ...given, dryRun: true } : given
  if (isObserving(env)) terminal.print('OBSERVE_ONLY=true, so this only says what it would do.')
  const signedIn = await signIn(terminal, env, options)
  const isFreePlan = (await unlessNotInPlan(signedIn.asana.readWorkspaceFields(signedIn.workspace.gid))) === undefined
  introduce(terminal, signedIn, isFreePlan)
  if (options.remove) return runRemoval(terminal, env, signedIn, options)

  const wish = await collectDesiredState(terminal, env, signedIn, { ...options, isFreePlan })
  const base = { me: signedIn.me, workspace: signedIn.workspace, saved: (await readEnvFile()).values }
  const found = await readFound(signedIn.asana, base, wish)
  const plan = planSetup(found, wish)
  for (const line of describePlan(plan)) terminal.print(line)
  if (options.dryRun || plan.steps.length === 0) return plan.troubles.length === 0
  await consent(terminal, options)

  const deps = {
    ...{
      asana: signedIn.asana,
      pins: wish.pins,
      today: toDay(new Date().toISOString(), wish.settings['TIMEZONE'] ?? 'UTC'),
    },
    saveSettings: (changes: Readonly<Record<string, string>>) => changeEnvFile('.env', changes),
    remember: addToRecord,
    begin: (step: (typeof plan.steps)[number]) => terminal.say(`… ${plain(describeStep(step))}`),
  }
  const refused = await applySetup(deps, found, plan.steps)
  for (const { step, detail } of refused)
    terminal.print(`Asana refused to ${plain(describeStep(step))}: ${plain(detail)}`)
  for (const line of describeNext(wish.settings)) terminal.print(line)
  return refused.length === 0 && plan.troubles.length === 0
}

function introduce({ print }: Terminal, { me, workspace }: SignedIn, isFreePlan: boolean): void {
  const plan = isFreePlan ? 'its plan has no custom fields' : 'its plan has custom fields'
  print(`Signed in as ${plain(me.name)} in the workspace ${plain(workspace.name)} (${workspace.gid}); ${plan}.`)
}

async function collectDesiredState(
  terminal: Terminal,
  env: Env,
  signedIn: SignedIn,
  options: SetupOptions & { isFreePlan: boolean },
): Promise<DesiredState> {
  const already = { portfolioGids: readGids(env, 'ASANA_PORTFOLIOS'), projectGids: readGids(env, 'ASANA_PROJECTS') }
  const { portfolio, project, isFreePlan } = options
  const isFirst = already.portfolioGids.length + already.projectGids.length === 0
  const scope = await chooseScope(terminal, signedIn, {
    ...{ already, wanted: { portfolio, project }, wantsTemplate: options.withTemplate },
  })
  const isEmpty = scope.portfolioGids.length + scope.projectGids.length === 0
  const wantsTemplate = options.withTemplate || (isFirst && (await askTemplate(terminal, isEmpty)))
  if (isEmpty && !wantsTemplate) throw new UsageError('Nothing was chosen to serve, so nothing was done.')
  const given = { publicUrl: options.publicUrl, timezone: options.timezone }
  const { publicUrl, timezone } = isFirst ? await askSettings(terminal, env, given) : given
  const workspace = signedIn.me.workspaces.length > 1 ? signedIn.workspace.gid : undefined
  const wishes = { token: signedIn.token, workspace, scope, publicUrl, timezone, isFreePlan }
  return { ...scope, wantsTemplate, settings: toSettings(env, wishes), pins: readFieldOverrides(env) }
}

async function askTemplate({ prompt }: Terminal, byDefault: boolean): Promise<boolean> {
  return (await prompt?.confirm('\nMake a ready V2MOM project with sample tasks, to copy from?', byDefault)) ?? false
}
