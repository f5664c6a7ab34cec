import { createServer, type RequestListener, type Server } from 'node:http'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Log } from '../logging/logger.ts'
import { createAccess } from './access.ts'
import { type ApiDeps, createApiRouter } from './api.ts'
import { BOARD_PATH } from './board.ts'
import { limitConnections } from './connections.ts'
import { PAGE_STYLE_HASH } from './dashboard/style.ts'
import { answerNotFound, createErrorHandler } from './errors.ts'
import { createHealthRouter, type HealthDeps } from './health.ts'
import { respondToParseErrors } from './parse-error.ts'
import { createWebhookEndpoint, isForWebhookEndpoint, type WebhookDeps } from './webhooks/endpoint.ts'

export type AppDeps = Readonly<{
  health: HealthDeps
  api: ApiDeps
  /** Undefined: the API and the page answer only requests from this machine. */
  apiToken: string | undefined
  /** The page for operators and leads, rendered. */
  page: () => Promise<string>
  /** The board of the queue. */
  board: RequestHandler
  /** Absent where the service polls. */
  webhooks?: WebhookDeps
  log: Log
}>

/** Everything that the service answers over HTTP. */
export function createApp(deps: AppDeps): RequestListener {
  const app = express().disable('x-powered-by').disable('etag')
  const access = createAccess(deps.apiToken)
  app.use(securityHeaders)
  app.use(createHealthRouter(deps.health))
  app.use('/api', access, noStore, createApiRouter(deps.api))
  app.use(BOARD_PATH, access, noStore, deps.board)
  app.get('/', access, noStore, async (_request, response) => void response.type('html').send(await deps.page()))
  addErrorHandlers(app, deps.log)
  if (!deps.webhooks) return app
  const endpoint = createWebhookEndpoint(deps.webhooks)
  return (request, response) => (isForWebhookEndpoint(request) ? endpoint : app)(request, response)
}

/** What a worker without a server answers: health and metrics. */
export function createHealthApp({ health, log }: Pick<AppDeps, 'health' | 'log'>): RequestListener {
  const app = express().disable('x-powered-by').disable('etag').use(securityHeaders)
  app.use(createHealthRouter(health))
  return addErrorHandlers(app, log)
}

function addErrorHandlers(app: Express, log: Log): Express {
  return app.use(answerNotFound).use(createErrorHandler(log))
}

const CONTENT_POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: [PAGE_STYLE_HASH],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
}

const securityHeaders = helmet({ contentSecurityPolicy: { useDefaults: false, directives: CONTENT_POLICY } })

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}

export type ServerLimits = Readonly<{
  /** Default 10 seconds. */
  headersTimeoutMs?: number
  /** For the whole request, its body included; default 15 seconds. */
  requestTimeoutMs?: number
  /** Kept open at a time; default 1,000. */
  maxConnections?: number
}>

/** A server with limits on headers, time and connections; the caller makes it listen. */
export function createHttpServer(app: RequestListener, limits: ServerLimits = {}): Server {
  const { headersTimeoutMs = 10_000, requestTimeoutMs = 15_000, maxConnections = 1_000 } = limits
  const options = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, requestTimeoutMs),
    // Longer than the 60 seconds after which most proxies give up an idle connection.
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  }
  const server = createServer(options, app)
  limitConnections(server, maxConnections)
  respondToParseErrors(server)
  return server
}
