import { applyRemoval } from '../../flows/setup/apply-removal.ts'
import { planRemoval } from '../../flows/setup/plan-removal.ts'
import { describeRemoval } from '../../flows/setup/removal.ts'
import type { Env } from '../env-file.ts'
import { stripControlChars } from '../format.ts'
import { requireConfirmation, type Terminal } from '../terminal.ts'
import { readAttachments, writeAttachments } from './attachments-file.ts'
import { readFieldOverrides, readGids } from './settings.ts'
import type { SignedIn } from './sign-in.ts'

/** `setup --remove`: prints what setup and the service made, asks, and deletes it. True when Asana refused nothing. */
export async function runRemoval(
  terminal: Terminal,
  env: Env,
  { asana, me, workspace }: SignedIn,
  options: { yes: boolean; dryRun: boolean },
): Promise<boolean> {
  const { stdout, stderr } = terminal
  const { steps, kept } = await planRemoval(asana, {
    workspaceGid: workspace.gid,
    meGid: me.gid,
    pins: readFieldOverrides(env),
    attached: await readAttachments(),
    portfolioGids: readGids(env, 'ASANA_PORTFOLIOS'),
    projectGids: readGids(env, 'ASANA_PROJECTS'),
  })
  stdout(steps.length === 0 ? 'Nothing of ours is left to remove.' : 'To remove:')
  for (const step of steps) stdout(`  - ${stripControlChars(describeRemoval(step))}`)
  for (const line of [...kept, ...ALWAYS_KEPT]) stdout(`  Stays: ${stripControlChars(line)}`)
  if (steps.length === 0 || options.dryRun) return true
  stderr(
    'Stop the service first: while it runs it makes these things again. Projects this token cannot see are not looked at.',
  )
  await requireConfirmation(terminal, options)
  const rejected = await applyRemoval(asana, steps, (step) => stderr(`… ${stripControlChars(describeRemoval(step))}`))
  if (rejected.length === 0) await writeAttachments([])
  for (const { step, detail } of rejected)
    stdout(`Asana refused to ${stripControlChars(describeRemoval(step))}: ${stripControlChars(detail)}`)
  stdout('Done. Delete .env and .data yourself when you need them no more.')
  return rejected.length === 0
}

const ALWAYS_KEPT = ['status updates and comments, as part of what happened', 'projects and tasks of people']
