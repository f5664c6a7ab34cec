import { type Context, createContext } from '../app/context.ts'
import { type Config, parseConfig, secretsOf } from '../config/config.ts'
import type { SyncDeps } from '../flows/sync/sync-project.ts'
import { createLog } from '../logging/logger.ts'
import { exitOnUncaughtException } from '../logging/uncaught-exception.ts'
import { readEnvironment } from './env-file.ts'
import { retry } from './retry.ts'
import { createOutput, type Output } from './terminal.ts'

/** What a command on projects works with: configuration, Redis, Asana and the two output streams. */
export type Session = Output & Readonly<{ config: Config; context: Context; deps: SyncDeps }>

/** Runs one command and closes all connections. `isDry` writes nothing into Asana. Throws ConfigError. */
export async function withSession<T>(
  { isDry = false }: { isDry?: boolean },
  run: (session: Session) => Promise<T>,
): Promise<T> {
  const config = parseConfig(readEnvironment())
  await using stack = new AsyncDisposableStack()
  // The command prints its own progress, so the log carries warnings and errors only.
  const level = config.logLevel === 'info' ? 'warn' : config.logLevel
  const log = createLog({ level, stream: process.stderr, hide: secretsOf(config) })
  exitOnUncaughtException(log)
  const context = await createContext(config, log, stack)
  const output = createOutput()
  const flowDeps = await retry(() => context.resolveFlowDeps(), output.stderr)
  const deps = { ...flowDeps, observeOnly: flowDeps.observeOnly || isDry }
  // Awaited inside the function: the stack closes the connections on return.
  return await run({ ...output, config, context, deps })
}
