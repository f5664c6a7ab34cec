import type { Command } from 'commander'
import { readEnvironment } from '../environment.ts'

/** Adds `doctor` to the program; `finish` hears whether there is no problem. */
export function addDoctor(program: Command, finish: (isFine: boolean) => void): void {
  program
    .command('doctor')
    .description('look at everything the service needs, and say what to do about what is wrong; changes nothing')
    .option('--json', 'print { ok, lines: [{ subject, state, message, fix }] }')
    .addHelpText('after', HELP)
    .action(async ({ json }: { json?: true }) => {
      const { examine, isHealthy, renderLines } = await import('./run.ts')
      const lines = await examine(readEnvironment())
      const isFine = isHealthy(lines)
      const shown = json ? [JSON.stringify({ ok: isFine, lines }, null, 2)] : renderLines(lines)
      process.stdout.write(`${shown.join('\n')}\n`)
      finish(isFine)
    })
}

const HELP = `
Examples:
  npm run cli -- doctor
  npm run cli -- doctor --json | jq '.lines[] | select(.state == "problem")'

Each line is ok, a warning (the service works, but see to it) or a problem (it does not work, or not fully).
Exit codes: 0 no problem, 1 at least one problem.`
