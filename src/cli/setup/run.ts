import { toDay } from '../../domain/week.ts'
import { type ApplyDeps, applySetup } from '../../flows/setup/apply.ts'
import type { DesiredState } from '../../flows/setup/current-state.ts'
import { unlessNotInPlan } from '../../flows/setup/optional-reads.ts'
import { planSetup } from '../../flows/setup/plan.ts'
import { readCurrentState } from '../../flows/setup/read-current-state.ts'
import { describeStep } from '../../flows/setup/step.ts'
import { changeEnvFile, type Env, readEnvFile } from '../env-file.ts'
import { stripControlChars } from '../format.ts'
import { requireConfirmation, type Terminal } from '../terminal.ts'
import { addAttachment } from './attachments-file.ts'
import { collectDesiredState, type SetupOptions } from './desired-state.ts'
import { describeNext, describePlan } from './print.ts'
import { runRemoval } from './remove.ts'
import { isObserveOnly } from './settings.ts'
import { type SignedIn, signIn } from './sign-in.ts'

/**
 * `setup`: makes the fields, attaches them and writes `.env`. True when nothing was refused and no issue is left for a
 * person. Throws UsageError where an answer is missing and cannot be asked for.
 */
export async function runSetup(terminal: Terminal, env: Env, given: SetupOptions): Promise<boolean> {
  const options = isObserveOnly(env) ? { ...given, dryRun: true } : given
  if (isObserveOnly(env)) terminal.stdout('OBSERVE_ONLY=true, so this only says what it would do.')
  const signedIn = await signIn(terminal, env, options)
  const { asana, me, workspace } = signedIn
  const isFreePlan = (await unlessNotInPlan(asana.readWorkspaceFields(workspace.gid))) === undefined
  printAccount(terminal, signedIn, isFreePlan)
  if (options.remove) return runRemoval(terminal, env, signedIn, options)

  const desired = await collectDesiredState(terminal, env, signedIn, { ...options, isFreePlan })
  const saved = (await readEnvFile()).values
  const current = await readCurrentState(asana, { me, workspace, saved }, desired)
  const plan = planSetup(current, desired)
  for (const line of describePlan(plan)) terminal.stdout(line)
  if (options.dryRun || plan.steps.length === 0) return plan.issues.length === 0
  await requireConfirmation(terminal, options)

  const rejected = await applySetup(toApplyDeps(terminal, signedIn, desired), current, plan.steps)
  for (const { step, detail } of rejected)
    terminal.stdout(`Asana refused to ${stripControlChars(describeStep(step))}: ${stripControlChars(detail)}`)
  for (const line of describeNext(desired.settings)) terminal.stdout(line)
  return rejected.length === 0 && plan.issues.length === 0
}

function printAccount({ stdout }: Terminal, { me, workspace }: SignedIn, isFreePlan: boolean): void {
  const [who, where] = [stripControlChars(me.name), stripControlChars(workspace.name)]
  const plan = isFreePlan ? 'its plan has no custom fields' : 'its plan has custom fields'
  stdout(`Signed in as ${who} in the workspace ${where} (${workspace.gid}); ${plan}.`)
}

function toApplyDeps({ stderr }: Terminal, { asana }: SignedIn, { pins, settings }: DesiredState): ApplyDeps {
  return {
    asana,
    pins,
    today: toDay(new Date().toISOString(), settings['TIMEZONE'] ?? 'UTC'),
    saveSettings: (changes) => changeEnvFile('.env', changes),
    recordAttachment: addAttachment,
    onStep: (step) => stderr(`… ${stripControlChars(describeStep(step))}`),
  }
}
