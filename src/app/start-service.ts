import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Config } from '../config/config.ts'
import { createHealthApp, createHttpServer } from '../http/server.ts'
import { createJobs, type Jobs, openQueue } from '../jobs/queue.ts'
import type { Log } from '../logging/logger.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { type Context, createContext, type Overrides } from './context.ts'
import { createHealth } from './health-checks.ts'
import { createServerApp } from './server.ts'
import { waitAtMost } from './timeout.ts'
import { startWork } from './worker.ts'

export type Role = 'all' | 'server' | 'worker'

/** The running service. Disposing it finishes the work in hand: first HTTP, then the queue, then Redis. */
export type Service = AsyncDisposable &
  Readonly<{
    /** Where it listens on this machine; undefined for a pure worker without WORKER_PORT. */
    url: string | undefined
    context: Context
    jobs: Jobs
  }>

/** Builds and starts the whole service in reading order. */
export async function startService(
  config: Config,
  log: Log,
  { role = 'all', ...overrides }: Overrides & { role?: Role } = {},
): Promise<Service> {
  await using stack = new AsyncDisposableStack()
  const metrics = createMetrics()
  const context = await createContext(config, log, stack, { onRequest: metrics.request, ...overrides })
  const queue = openQueue(context.connect({ forWorker: false }))
  stack.defer(() => waitAtMost(1, queue.close()))
  const ownJobs = createJobs(queue, { debounceMs: config.debounceMs, rollupDebounceMs: overrides.rollupDebounceMs })
  const jobs = overrides.decoratePort?.('jobs', ownJobs) ?? ownJobs

  const work = role === 'server' ? undefined : startWork(context, jobs, metrics)
  if (work) stack.defer(() => work[Symbol.asyncDispose]())
  const app =
    role === 'worker'
      ? createHealthApp({ log, health: createHealth(context, jobs, metrics) })
      : createServerApp(context, { queue, jobs, metrics })
  const url = await listen(app, { role, config, log }, stack)
  await work?.start()
  const { http, observeOnly } = config
  log.info({ role, changes: http.publicUrl ? 'by webhook' : 'by polling', observeOnly }, 'Started')

  const owned = stack.move()
  return { url, context, jobs, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

async function listen(
  app: RequestListener,
  { role, config, log }: Readonly<{ role: Role; config: Config; log: Log }>,
  stack: AsyncDisposableStack,
): Promise<string | undefined> {
  const variable = role === 'worker' ? 'WORKER_PORT' : 'PORT'
  const wanted = role === 'worker' ? config.http.workerPort : config.http.port
  if (wanted === undefined) return undefined
  const server = createHttpServer(app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toListenError(error, wanted, variable)))
    server.listen(wanted, () => resolve())
  })
  stack.defer(() => closeServer(server))
  const { port } = server.address() as AddressInfo
  log.info({ port }, 'Listening')
  return `http://127.0.0.1:${port}`
}

function toListenError(error: NodeJS.ErrnoException, port: number, variable: string): Error {
  if (error.code !== 'EADDRINUSE') return error
  return new Error(`Port ${port} is taken. Stop what listens there, or set ${variable} to another one.`)
}

/** Answers what is being asked, for two seconds, and takes nothing new. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), 2_000)
  await closed
  clearTimeout(timer)
}
