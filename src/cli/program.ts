import { Command, CommanderError } from 'commander'
import { ConfigError } from '../config/config.ts'
import { addRollup, addSync } from './command-sync.ts'
import { addWebhooks } from './command-webhooks.ts'
import { addDoctor } from './doctor/command.ts'
import { describeError, UsageError } from './errors.ts'
import { sanitizeForTerminal } from './format.ts'
import { addSetup } from './setup/command.ts'

/** Exit codes; 0 where all went well. */
const FAILED = 1
/** The command, its options or the configuration. */
const UNUSABLE = 2

/** Runs the command in the arguments of the process and sets its exit code. */
export async function runCommand(): Promise<void> {
  const program = new Command('asana-v2mom')
    .description('Keeps V2MOM, measurable KPIs and one weekly update inside Asana.')
    .addHelpText('after', '\nBegin with setup; when something is wrong, doctor says what to do.')
    .exitOverride()
    .showSuggestionAfterError()
  for (const add of [addSetup, addDoctor, addSync, addRollup, addWebhooks]) add(program, finish)
  // After the commands, which would inherit it: an unknown command gets the list of commands, a wrong option one line.
  program.showHelpAfterError()
  try {
    await program.parseAsync()
  } catch (error) {
    process.exitCode = toExitCode(error)
    if (!(error instanceof CommanderError)) process.stderr.write(`${sanitizeForTerminal(describeError(error))}\n`)
  }
}

function finish(isFine: boolean): void {
  if (!isFine) process.exitCode = FAILED
}

function toExitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : UNUSABLE
  return error instanceof ConfigError || error instanceof UsageError ? UNUSABLE : FAILED
}
