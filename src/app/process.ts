import { parseArgs } from 'node:util'
import { ConfigError, loadEnvFile, parseConfig, secretsOf } from '../config/config.ts'
import { createLog } from '../logging/logger.ts'
import { exitOnUncaughtException } from '../logging/uncaught-exception.ts'
import type { Overrides } from './context.ts'
import { type Role, type Service, startService } from './start-service.ts'

/** Who stops a service waits ten seconds and then kills it. */
const SHUTDOWN_TIMEOUT_MS = 8_500

/** The process: configuration, service, and a signal that ends it. */
export async function runProcess(env: NodeJS.ProcessEnv, overrides: Overrides = {}): Promise<void> {
  try {
    const role = readRole()
    if (role === 'help') return void process.stdout.write(`${USAGE}\n`)
    loadEnvFile()
    const config = parseConfig(env)
    const log = createLog({ level: config.logLevel, hide: secretsOf(config) })
    exitOnUncaughtException(log)
    const signal = nextSignal()
    const starting = startService(config, log, { role, ...overrides })
    const first = await Promise.race([starting, signal])
    const name = typeof first === 'string' ? first : await signal
    log.info({ signal: name }, 'Ending: finishing the work in hand')
    await end(starting)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    // Connections that still wait for Redis would keep a process alive that does no work.
    process.exit(error instanceof ConfigError ? 2 : 1)
  }
}

function nextSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => resolve(name))
  })
}

/** What cannot be finished in time is taken up again after the next start. */
async function end(starting: Promise<Service>): Promise<void> {
  setTimeout(() => process.exit(0), SHUTDOWN_TIMEOUT_MS)
  const service = await starting.catch(() => undefined)
  await service?.[Symbol.asyncDispose]()
  // A request to Asana that hangs would keep the process alive.
  process.exit(0)
}

const USAGE = `npm start                             server and worker in one process
npm start -- --role=server|worker     one of the two

The configuration comes from the environment and .env; .env.example lists every variable.
Exit codes: 0 ended when asked to, 1 something failed, 2 the command or the configuration cannot be used.`

const OPTIONS = { role: { type: 'string', default: 'all' }, help: { type: 'boolean', short: 'h' } } as const

function readRole(): Role | 'help' {
  const { role, help } = readOptions()
  if (help) return 'help'
  if (role === 'all' || role === 'server' || role === 'worker') return role
  throw unusable(`--role=${role}`)
}

function readOptions() {
  try {
    return parseArgs({ options: OPTIONS }).values
  } catch {
    throw unusable(process.argv.slice(2).join(' '))
  }
}

function unusable(found: string): ConfigError {
  return new ConfigError([{ variable: 'npm start', message: `-- ${found}: expected nothing, or --role=server|worker` }])
}
