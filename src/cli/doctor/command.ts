import type { Command } from 'commander'
import { readEnvironment } from '../env-file.ts'

/** Adds `doctor` to the program. `finish` gets whether the exit code is 0. */
export function addDoctor(program: Command, finish: (isFine: boolean) => void): void {
  program
    .command('doctor')
    .description('look at everything the service needs, and say what to do about what is wrong; changes nothing')
    .option('--json', 'print { ok, lines: [{ subject, state, message, fix }] }')
    .addHelpText('after', HELP)
    .action(async ({ json }: { json?: true }) => {
      const { runChecks, isHealthy, renderResults } = await import('./run.ts')
      const results = await runChecks(readEnvironment())
      const isFine = isHealthy(results)
      const output = json ? [JSON.stringify({ ok: isFine, lines: results }, null, 2)] : renderResults(results)
      process.stdout.write(`${output.join('\n')}\n`)
      finish(isFine)
    })
}

const HELP = `
Examples:
  npm run cli -- doctor
  npm run cli -- doctor --json | jq '.lines[] | select(.state == "problem")'

Each line is ok, a warning (the service works, but see to it) or a problem (it does not work, or not fully).
Exit codes: 0 no problem, 1 at least one problem.`
