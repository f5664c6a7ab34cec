import type { Command } from 'commander'
import { readEnvironment } from '../env-file.ts'
import { openTerminal } from '../terminal.ts'
import type { SetupOptions } from './desired-state.ts'

/** Adds `setup` to the program. `finish` gets whether the exit code is 0. */
export function addSetup(program: Command, finish: (isFine: boolean) => void): void {
  program
    .command('setup')
    .description('make everything ready in Asana and write .env; asks where a person sits, else goes by the options')
    .option('--token-env <name>', 'variable that holds the access token; default: ASANA_ACCESS_TOKEN')
    .option('--workspace <gid>', 'workspace, by gid or name; needed when the token sees several')
    .option('--portfolio <gid>', 'portfolio to serve, by gid or exact name; may be repeated', collect)
    .option('--project <gid>', 'project to serve, by gid or exact name; may be repeated', collect)
    .option('--public-url <url>', 'https address under which Asana reaches the service; without it the service polls')
    .option('--timezone <name>', 'time zone of the team, such as Europe/Berlin')
    .option('--with-template', 'also make a ready V2MOM project with sample tasks')
    .option('--yes', 'do it without asking')
    .option('--dry-run', 'print what would be done, do nothing')
    .option('--remove', 'take back what setup and the service made')
    .addHelpText('after', HELP)
    .action(async (options: Partial<SetupOptions>) => {
      const { runSetup } = await import('./run.ts')
      finish(await runSetup(openTerminal(), readEnvironment(), { ...DEFAULTS, ...options }))
    })
}

const HELP = `
Examples:
  npm run cli -- setup
      asks for everything
  ASANA_ACCESS_TOKEN=… npm run cli -- setup --portfolio Marketing --timezone Europe/Berlin --yes
      nobody needs to sit there; the token is read from the environment or .env, never from the command line
  npm run cli -- setup --dry-run
      what is still missing

It looks before it makes anything: a second run has nothing to do. Fields of the same name and type are used as they are.
Exit codes: 0 all is in place, 1 something needs you, 2 the options or the configuration cannot be used.`

const DEFAULTS = { portfolio: [], project: [], withTemplate: false, yes: false, dryRun: false, remove: false }

function collect(value: string, list: readonly string[] = []): string[] {
  return [...list, value]
}
