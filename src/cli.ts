import { Command, CommanderError } from 'commander'
import { addDoctor } from './cli/command-doctor.ts'
import { addSetup } from './cli/command-setup.ts'
import { addRollup, addSync } from './cli/command-sync.ts'
import { addWebhooks } from './cli/command-webhooks.ts'
import { explain } from './cli/explain.ts'
import { UsageError } from './cli/usage.ts'
import { printable } from './cli/words.ts'
import { ConfigError } from './config.ts'

/** Exit codes: 0 all went well, 1 something failed, 2 the command or the configuration cannot be used. */
const FAILED = 1
const UNUSABLE = 2

const program = new Command('asana-v2mom')
  .description('Keeps V2MOM, measurable KPIs and one weekly update inside Asana.')
  .addHelpText('after', '\nBegin with setup; when something is wrong, doctor says what to do.')
  .exitOverride()
  .showSuggestionAfterError()

for (const add of [addSetup, addDoctor, addSync, addRollup, addWebhooks]) add(program, finish)

function finish(isFine: boolean): void {
  if (!isFine) process.exitCode = FAILED
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : UNUSABLE
  } else {
    process.stderr.write(`${printable(explain(error))}\n`)
    process.exitCode = error instanceof ConfigError || error instanceof UsageError ? UNUSABLE : FAILED
  }
}
