import { applyRemoval } from '../../flows/setup/apply-removal.ts'
import { planRemoval } from '../../flows/setup/plan-removal.ts'
import { describeRemoval } from '../../flows/setup/removal.ts'
import { consent } from '../confirm.ts'
import { plain } from '../format.ts'
import type { Terminal } from '../terminal.ts'
import { readRecord, writeRecord } from './attachments-file.ts'
import { readFieldOverrides, readGids } from './settings.ts'
import type { Env, SignedIn } from './sign-in.ts'

/** `setup --remove`: says what setup and the service made, asks, and takes it back. True when nothing was refused. */
export async function runRemoval(
  terminal: Terminal,
  env: Env,
  { asana, me, workspace }: SignedIn,
  options: { yes: boolean; dryRun: boolean },
): Promise<boolean> {
  const { print, say } = terminal
  const { steps, kept } = await planRemoval(asana, {
    ...{ workspaceGid: workspace.gid, meGid: me.gid, pins: readFieldOverrides(env), attached: await readRecord() },
    portfolioGids: readGids(env, 'ASANA_PORTFOLIOS'),
    projectGids: readGids(env, 'ASANA_PROJECTS'),
  })
  print(steps.length === 0 ? 'Nothing of ours is left to remove.' : 'To remove:')
  for (const step of steps) print(`  - ${plain(describeRemoval(step))}`)
  for (const line of [...kept, ...ALWAYS_KEPT]) print(`  Stays: ${plain(line)}`)
  if (steps.length === 0 || options.dryRun) return true
  say(
    'Stop the service first: while it runs it makes these things again. Projects this token cannot see are not looked at.',
  )
  await consent(terminal, options)
  const refused = await applyRemoval(asana, steps, (step) => say(`… ${plain(describeRemoval(step))}`))
  if (refused.length === 0) await writeRecord([])
  for (const { step, detail } of refused) print(`Asana refused to ${plain(describeRemoval(step))}: ${plain(detail)}`)
  print('Done. Delete .env and .data yourself when you need them no more.')
  return refused.length === 0
}

const ALWAYS_KEPT = ['status updates and comments, as part of what happened', 'projects and tasks of people']
