import type { AsanaPort, RateLimiter } from '../flows/ports/index.ts'
import { createEventApi } from './changes.ts'
import { type ClientOptions, createClient } from './client.ts'
import { createCustomFieldApi } from './custom-fields.ts'
import { createPortfolioApi } from './portfolios.ts'
import { createProjectApi } from './projects.ts'
import { type Asana, createRequest, type RequestReport } from './request.ts'
import { createStatusApi } from './statuses.ts'
import { createStoryApi } from './stories.ts'
import { createTaskApi } from './tasks.ts'
import { createUserApi } from './users.ts'
import { createWebhookApi } from './webhooks.ts'

export type { RequestReport } from './request.ts'

export type GatewayOptions = ClientOptions &
  Readonly<{
    rateLimiter: RateLimiter
    /** Told of every request that was sent, for the metrics. */
    onRequest?: (report: RequestReport) => void
  }>

/** Asana behind its port: each verb one request, or one listing. */
export function createAsanaGateway({ rateLimiter, onRequest, ...options }: GatewayOptions): AsanaPort {
  const client = createClient(options)
  const readOwnGid = remembered(async () => (await port.readMe()).gid)
  const createPort = (within: RateLimiter): AsanaPort => ({
    ...createVerbs({ client, request: createRequest({ rateLimiter: within, onRequest }) }, readOwnGid),
    withWriteGuard: (check) => createPort(withLockCheck(within, check)),
  })
  const port = createPort(rateLimiter)
  return port
}

function createVerbs(asana: Asana, readOwnGid: () => Promise<string>): Omit<AsanaPort, 'withWriteGuard'> {
  return {
    ...createUserApi(asana),
    ...createProjectApi(asana),
    ...createPortfolioApi(asana),
    ...createTaskApi(asana),
    ...createStoryApi(asana),
    ...createStatusApi(asana, readOwnGid),
    ...createCustomFieldApi(asana),
    ...createWebhookApi(asana),
    ...createEventApi(asana),
  }
}

/** Waiting for a place may take long, so the check comes after it, right before the request. */
function withLockCheck(rateLimiter: RateLimiter, check: () => Promise<void>): RateLimiter {
  return {
    ...rateLimiter,
    async acquire(kind) {
      const release = await rateLimiter.acquire(kind)
      if (kind === 'read') return release
      try {
        await check()
        return release
      } catch (error) {
        await release()
        throw error
      }
    },
  }
}

/** Asks once, even when many ask at the same time; a failure is not remembered. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined
  return () => {
    known ??= ask().catch((error) => {
      known = undefined
      throw error
    })
    return known
  }
}
