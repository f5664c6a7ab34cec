import { Command, CommanderError } from 'commander'
import { ConfigError } from '../config/config.ts'
import { addRollup, addSync } from './command-sync.ts'
import { addWebhooks } from './command-webhooks.ts'
import { explain } from './describe-error.ts'
import { addDoctor } from './doctor/command.ts'
import { printable } from './format.ts'
import { addSetup } from './setup/command.ts'
import { UsageError } from './usage.ts'

/** Exit codes: 0 all went well, 1 something failed, 2 the command or the configuration cannot be used. */
const FAILED = 1
const UNUSABLE = 2

/** The command line: runs the command that the process was started with. */
export async function runCommand(): Promise<void> {
  const program = new Command('asana-v2mom')
    .description('Keeps V2MOM, measurable KPIs and one weekly update inside Asana.')
    .addHelpText('after', '\nBegin with setup; when something is wrong, doctor says what to do.')
    .exitOverride()
    .showSuggestionAfterError()
  for (const add of [addSetup, addDoctor, addSync, addRollup, addWebhooks]) add(program, finish)
  try {
    await program.parseAsync()
  } catch (error) {
    process.exitCode = toExitCode(error)
    if (!(error instanceof CommanderError)) process.stderr.write(`${printable(explain(error))}\n`)
  }
}

function finish(isFine: boolean): void {
  if (!isFine) process.exitCode = FAILED
}

function toExitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : UNUSABLE
  return error instanceof ConfigError || error instanceof UsageError ? UNUSABLE : FAILED
}
