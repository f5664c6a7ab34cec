import { type Context, createContext } from '../app/context.ts'
import { type Config, parseConfig, secretsOf } from '../config/config.ts'
import { connectPortfolio } from '../flows/portfolios/connect-portfolio.ts'
import type { SyncDeps } from '../flows/sync/sync-project.ts'
import { readTrackedProjects } from '../flows/sync/tracked-projects.ts'
import { createLog } from '../logging/logger.ts'
import { exitOnUncaughtException } from '../logging/uncaught-exception.ts'
import { readEnvironment } from './environment.ts'
import { printable } from './format.ts'
import { retry } from './retry.ts'

export type Session = Readonly<{
  config: Config
  context: Context
  deps: SyncDeps
  /** Results, for people and pipes. */
  print: (line: string) => void
  /** Progress and troubles, beside the results. */
  say: (line: string) => void
}>

/** Runs one command with everything it needs, and closes it again. `isDry` writes nothing into Asana. */
export async function withSession<T>(
  { isDry = false }: { isDry?: boolean },
  run: (session: Session) => Promise<T>,
): Promise<T> {
  const config = parseConfig(readEnvironment())
  await using stack = new AsyncDisposableStack()
  // What the command itself says is enough: the log speaks up only when something is wrong.
  const level = config.logLevel === 'info' ? 'warn' : config.logLevel
  const log = createLog({ level, stream: process.stderr, hide: secretsOf(config) })
  exitOnUncaughtException(log)
  const context = await createContext(config, log, stack)
  const say = (line: string) => void process.stderr.write(`${printable(line)}\n`)
  const print = (line: string) => void process.stdout.write(`${printable(line)}\n`)
  const resolveFlowDeps = await retry(() => context.resolveFlowDeps(), say)
  const deps = { ...resolveFlowDeps, observeOnly: resolveFlowDeps.observeOnly || isDry }
  // Awaited here, because what it works with is closed on the way out.
  return await run({ config, context, deps, print, say })
}

/** Reads the configured portfolios again and tells which projects are mirrored. */
export async function findProjects({ config, deps, say }: Session): Promise<string[]> {
  const { portfolioGids, projectGids } = config.asana
  for (const gid of portfolioGids) await retry(() => connectPortfolio(deps, gid), say)
  return readTrackedProjects(deps.store, { projects: projectGids, portfolios: portfolioGids })
}
