import { parseArgs } from 'node:util'
import { type Role, startService } from './app.ts'
import { ConfigError, loadEnvFile, parseConfig } from './config.ts'
import { createLog } from './log.ts'

/** The process: configuration, service, and a signal that ends it. */
async function main(): Promise<void> {
  const role = readRole()
  loadEnvFile()
  const config = parseConfig(process.env)
  const log = createLog({ level: config.logLevel })
  await using _service = await startService(config, log, { role })
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => resolve(name))
  })
  log.info({ signal }, 'Ending: finishing the work in hand')
  // What cannot be finished is taken up again after the next start.
  setTimeout(() => process.exit(0), 9_000).unref()
}

function readRole(): Role {
  const { values } = parseArgs({ options: { role: { type: 'string', default: 'all' } } })
  if (values.role === 'all' || values.role === 'server' || values.role === 'worker') return values.role
  throw new ConfigError([{ variable: '--role', message: `is ${values.role}: expected server, worker or all` }])
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof ConfigError ? 2 : 1
}
