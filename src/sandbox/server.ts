import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express, { type Express } from 'express'
import { createApi } from './api.ts'
import { createMatcher } from './dispatch.ts'
import { createFeeds } from './events.ts'
import { createFaults, type Faults } from './faults.ts'
import { createLimits, type Limits } from './limits.ts'
import { createPager } from './paging.ts'
import { createRequestLog, type Exchange, type RequestLog } from './request-log.ts'
import type { Route } from './route.ts'
import { CUSTOM_FIELD_ROUTES } from './routes/custom-fields.ts'
import { createEventRoutes } from './routes/events.ts'
import { PEOPLE_ROUTES } from './routes/people.ts'
import { PORTFOLIO_ROUTES } from './routes/portfolios.ts'
import { PROJECT_BRIEF_ROUTES } from './routes/project-briefs.ts'
import { PROJECT_ROUTES } from './routes/projects.ts'
import { SECTION_ROUTES } from './routes/sections.ts'
import { SETTING_ROUTES } from './routes/settings.ts'
import { STATUS_ROUTES } from './routes/statuses.ts'
import { STORY_ROUTES } from './routes/stories.ts'
import { TAG_ROUTES } from './routes/tags.ts'
import { TASK_LIST_ROUTES } from './routes/task-lists.ts'
import { TASK_ROUTES } from './routes/tasks.ts'
import { createWebhookRoutes } from './routes/webhooks.ts'
import { createState } from './state.ts'
import { type Deliveries, Hooks } from './webhooks/hooks.ts'
import { createWorld, type World } from './world.ts'

export type SandboxOptions = Readonly<{
  /** Time of everything that happens; request limits run on the real clock. */
  now?: () => Date
  /** For each token; 1500 unless told, Infinity for none. */
  requestsPerMinute?: number
  /** Quiet time before a webhook delivery; 50 unless told. */
  deliverAfterMs?: number
  /** 8 hours unless told. */
  heartbeatMs?: number
  /** As Asana does; off unless told, since tests and demo live on loopback. */
  refuseLocalTargets?: boolean
  observe?: (exchange: Exchange) => void
}>

export type Listening = Readonly<{
  /** The API's base URL. */
  url: string
  origin: string
  close(): Promise<void>
}>

export type Sandbox = Readonly<{
  world: World
  requests: RequestLog
  faults: Faults
  limits: Pick<Limits, 'setPlaces'>
  deliveries: Deliveries
  /** Resolves when no webhook delivery is pending. */
  settle(): Promise<void>
  /** The API is mounted on it already; a page can be added before `listen`. */
  app: Express
  /** On loopback, at a free port unless told. */
  listen(port?: number): Promise<Listening>
}>

const EIGHT_HOURS_MS = 8 * 3_600_000

/** An Asana look-alike in memory. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const state = createState(options.now)
  const world = createWorld(state)
  const faults = createFaults()
  const requests = createRequestLog()
  const limits = createLimits(options.requestsPerMinute ?? 1500)
  const { deliverAfterMs = 50, heartbeatMs = EIGHT_HOURS_MS, refuseLocalTargets = false } = options
  const hooks = new Hooks(state, { faults, deliverAfterMs, heartbeatMs, refuseLocalTargets })
  let origin = 'http://127.0.0.1'

  const app = express().disable('x-powered-by')
  const api = createApi({
    world,
    match: createMatcher([...ROUTES, ...createWebhookRoutes(hooks), ...createEventRoutes(createFeeds(state))]),
    page: createPager(() => `${origin}/api/1.0`),
    faults,
    limits,
    observe(exchange) {
      requests.add(toEntry(exchange))
      options.observe?.(exchange)
    },
  })
  app.use('/api/1.0', express.raw({ type: () => true, limit: '20mb' }), api)

  async function listen(port = 0): Promise<Listening> {
    const server = createServer(app).listen(port, '127.0.0.1')
    await once(server, 'listening')
    origin = `http://127.0.0.1:${portOf(server)}`
    return { origin, url: `${origin}/api/1.0`, close: () => close(server, () => hooks.close()) }
  }

  const { deliveries } = hooks
  return { world, requests, faults, limits, deliveries, settle: deliveries.settle, app, listen }
}

const ROUTES: readonly Route[] = [
  ...PEOPLE_ROUTES,
  ...PROJECT_ROUTES,
  ...PROJECT_BRIEF_ROUTES,
  ...SECTION_ROUTES,
  ...TASK_ROUTES,
  ...TASK_LIST_ROUTES,
  ...STORY_ROUTES,
  ...TAG_ROUTES,
  ...CUSTOM_FIELD_ROUTES,
  ...SETTING_ROUTES,
  ...PORTFOLIO_ROUTES,
  ...STATUS_ROUTES,
]

function toEntry({ at, method, path, operation, status, user }: Exchange) {
  return { at, method, path, operation, status, user }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function close(server: Server, closeHooks: () => void): Promise<void> {
  closeHooks()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
