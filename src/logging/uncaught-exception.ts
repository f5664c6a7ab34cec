import type { Log } from './logger.ts'

/**
 * Ends the process on an uncaught exception. It is told through the log, which shows only what is safe: Node itself
 * would print every member of it, such as the request with its token or the command with its password.
 */
export function exitOnUncaughtException(log: Pick<Log, 'fatal'>): void {
  process.once('uncaughtException', (error: unknown) => {
    log.fatal({ err: error }, 'Uncaught exception, exiting')
    process.exit(1)
  })
}
