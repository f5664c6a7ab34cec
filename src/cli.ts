import { Command, CommanderError } from 'commander'
import { addDoctor } from './cli/command-doctor.ts'
import { addSetup } from './cli/command-setup.ts'
import { runReport } from './cli/report.ts'
import { runRollup } from './cli/rollup.ts'
import { withSession } from './cli/session.ts'
import { runSync } from './cli/sync.ts'
import { UsageError } from './cli/usage.ts'
import { ConfigError } from './config.ts'

/** Exit codes: 0 all went well, 1 something failed, 2 the command or the configuration cannot be used. */
const FAILED = 1
const UNUSABLE = 2

const program = new Command('asana-v2mom')
  .description('Keeps V2MOM, measurable KPIs and one weekly update inside Asana.')
  .exitOverride()
  .showSuggestionAfterError()

addSetup(program, finish)
addDoctor(program, finish)

program
  .command('sync')
  .description('refresh one project, or every configured one')
  .argument('[gid]', 'gid of a project')
  .action(async (gid: string | undefined) => {
    finish(await withSession({}, (session) => runSync(session, gid)))
  })

program
  .command('rollup')
  .description('post the weekly update of every project and portfolio that has none yet')
  .option('--week <week>', 'ISO week such as 2026-W47; default: the running one')
  .option('--dry-run', 'print the updates, write nothing', false)
  .action(async ({ week, dryRun }: { week?: string; dryRun: boolean }) => {
    finish(await withSession({ isDry: dryRun }, (session) => runRollup(session, week)))
  })

program
  .command('report')
  .description('print the scorecard of a project; writes nothing')
  .argument('<gid>', 'gid of a project')
  .action((gid: string) => withSession({ isDry: true }, (session) => runReport(session, gid)))

function finish(isFine: boolean): void {
  if (!isFine) process.exitCode = FAILED
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : UNUSABLE
  } else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = error instanceof ConfigError || error instanceof UsageError ? UNUSABLE : FAILED
  }
}
