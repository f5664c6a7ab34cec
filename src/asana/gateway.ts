import type { AsanaPort, Budget } from '../flows/ports/index.ts'
import { changeVerbs } from './changes.ts'
import { type ClientOptions, createClient } from './client.ts'
import { customFieldVerbs } from './custom-fields.ts'
import { portfolioVerbs } from './portfolios.ts'
import { projectVerbs } from './projects.ts'
import { type Asana, createRequest, type RequestReport } from './request.ts'
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
  const client = createClient(options)
  const readOwnGid = remembered(async () => (await port.readMe()).gid)
  const createPort = (within: Budget): AsanaPort => ({
    ...createVerbs({ client, request: createRequest({ budget: within, onRequest }) }, readOwnGid),
    guardedBy: (check) => createPort(guardedBudget(within, check)),
  })
  const port = createPort(budget)
  return port
}

function createVerbs(asana: Asana, readOwnGid: () => Promise<string>): Omit<AsanaPort, 'guardedBy'> {
  return {
    ...userVerbs(asana),
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

/** Waiting for a place may take long, so the check comes after it, right before the request. */
function guardedBudget(budget: Budget, check: () => Promise<void>): Budget {
  return {
    ...budget,
    async take(kind) {
      const giveBack = await budget.take(kind)
      if (kind === 'read') return giveBack
      try {
        await check()
        return giveBack
      } catch (error) {
        await giveBack()
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
