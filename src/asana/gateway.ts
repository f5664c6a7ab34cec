import type { AsanaPort, Budget } from '../flows/ports.ts'
import { changeVerbs } from './changes.ts'
import { type ClientOptions, createClient } from './client.ts'
import { customFieldVerbs } from './custom-fields.ts'
import { portfolioVerbs } from './portfolios.ts'
import { projectVerbs } from './projects.ts'
import { createRequest, type RequestReport } from './request.ts'
import { statusVerbs } from './statuses.ts'
import { storyVerbs } from './stories.ts'
import { taskVerbs } from './tasks.ts'
import { userVerbs } from './users.ts'
import { webhookVerbs } from './webhooks.ts'

export type { RequestReport } from './request.ts'

export type GatewayOptions = ClientOptions &
  Readonly<{
    budget: Budget
    /** Told of every request that was sent, for the metrics. */
    onRequest?: (report: RequestReport) => void
  }>

/** Asana behind its port: each verb one request, or one listing. */
export function createAsanaGateway({ budget, onRequest, ...options }: GatewayOptions): AsanaPort {
  const request = createRequest({ budget, ...(onRequest ? { onRequest } : {}) })
  const asana = { client: createClient(options), request }
  const users = userVerbs(asana)
  const readOwnGid = remembered(async () => (await users.readMe()).gid)
  return {
    ...users,
    ...projectVerbs(asana),
    ...portfolioVerbs(asana),
    ...taskVerbs(asana),
    ...storyVerbs(asana),
    ...statusVerbs(asana, readOwnGid),
    ...customFieldVerbs(asana),
    ...webhookVerbs(asana),
    ...changeVerbs(asana),
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
