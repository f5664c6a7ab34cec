import type { Command } from 'commander'
import { stripControlChars } from './format.ts'
import type { Session } from './session.ts'

type Finish = (isFine: boolean) => void

/** Adds `webhooks list|repair|rotate|remove` to the program. */
export function addWebhooks(program: Command, finish: Finish): void {
  const webhooks = program
    .command('webhooks')
    .description('see to the webhooks by which Asana tells the service of changes')
    .addHelpText('after', HELP)
  webhooks
    .command('list', { isDefault: true })
    .description('every webhook of ours in the workspace, and how it fares')
    .option('--json', 'print { data: [{ gid, resource, state, active, last_success_at, … }] }')
    .allowExcessArguments()
    .action(({ json }: { json?: true }, { args: [unknown] }: Command) => {
      // As the default command it gets every word that is not the name of a command.
      if (unknown !== undefined) webhooks.error(`error: unknown command '${stripControlChars(unknown)}'`)
      return list(json === true)
    })
  webhooks
    .command('repair')
    .description('make those that are missing, replace those that are broken, remove the rest; the service does it too')
    .action(async () => finish(await inSession(async (session) => (await load()).runRepair(session))))
  webhooks
    .command('rotate')
    .description('give each a new secret and address; the new one is made before the old one goes')
    .action(() => inSession(async (session) => (await load()).runRotate(session)))
  webhooks
    .command('remove')
    .description('remove all of ours; a running service makes them again')
    .option('--yes', 'do it without asking')
    .action(({ yes }: { yes?: true }) => remove(yes === true))
  webhooks.showHelpAfterError()
}

const HELP = `
Examples:
  npm run cli -- webhooks list
  npm run cli -- webhooks repair     after the public address has changed
  npm run cli -- webhooks rotate     when a secret may have been seen; the service must be running to shake hands
  npm run cli -- webhooks remove     before the service is switched off for good

Exit codes: 0 done, 1 something failed, 2 the options or the configuration cannot be used.`

const load = () => import('./webhooks.ts')

async function inSession<T>(run: (session: Session) => Promise<T>): Promise<T> {
  const { withSession } = await import('./session.ts')
  return withSession({}, run)
}

async function list(isJson: boolean): Promise<void> {
  const { runList, renderWebhooks } = await load()
  await inSession(async (session) => {
    const data = await runList(session)
    for (const line of isJson ? [JSON.stringify({ data }, null, 2)] : renderWebhooks(data)) session.stdout(line)
  })
}

async function remove(yes: boolean): Promise<void> {
  const { openTerminal, requireConfirmation } = await import('./terminal.ts')
  const { runRemove } = await load()
  const terminal = openTerminal()
  terminal.stderr(
    'Every webhook of this service in the workspace is removed; changes are noticed at the next full compare only.',
  )
  await requireConfirmation(terminal, { yes })
  await inSession(runRemove)
}
