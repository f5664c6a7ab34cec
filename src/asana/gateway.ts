import { AsyncLocalStorage } from 'node:async_hooks'
import type { AsanaPort } from '../flows/ports/index.ts'
import { createEventApi } from './changes.ts'
import { type ClientOptions, createClient } from './client.ts'
import { createCustomFieldApi } from './custom-fields.ts'
import { memoizeAsync } from './memoize-async.ts'
import { createPortfolioApi } from './portfolios.ts'
import { createProjectApi } from './projects.ts'
import { createRequest, type RequestPipeline, type WriteGuard } from './request.ts'
import { createStatusApi } from './statuses.ts'
import { createStoryApi } from './stories.ts'
import { createTaskApi } from './tasks.ts'
import { createUserApi } from './users.ts'
import { createWebhookApi } from './webhooks.ts'

export type { RequestReport } from './request.ts'

export type GatewayOptions = ClientOptions & Omit<RequestPipeline, 'writeGuard'>

type Apis = Omit<AsanaPort, 'withWriteGuard'>

/** Asana behind its port: each method one request, or one listing. Every request takes the same pipeline. */
export function createAsanaGateway({ token, baseUrl, timeoutMs, ...pipeline }: GatewayOptions): AsanaPort {
  const guards = new AsyncLocalStorage<WriteGuard>()
  const request = createRequest({ ...pipeline, writeGuard: () => guards.getStore() })
  const asana = { client: createClient({ token, baseUrl, timeoutMs }), request }
  const users = createUserApi(asana)
  const apis: Apis = {
    ...users,
    ...createProjectApi(asana),
    ...createPortfolioApi(asana),
    ...createTaskApi(asana),
    ...createStoryApi(asana),
    ...createStatusApi(
      asana,
      memoizeAsync(async () => (await users.readMe()).gid),
    ),
    ...createCustomFieldApi(asana),
    ...createWebhookApi(asana),
    ...createEventApi(asana),
  }
  return withGuards(apis, guards)
}

/** The same methods, their calls under a guard; a guard within a guard asks both, the outer one first. */
function withGuards(apis: Apis, guards: AsyncLocalStorage<WriteGuard>, outer?: WriteGuard): AsanaPort {
  const guarded = new Proxy(apis, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver)
      if (typeof method !== 'function' || !outer) return method
      return (...args: unknown[]) => guards.run(outer, () => Reflect.apply(method, target, args))
    },
  })
  return {
    ...guarded,
    withWriteGuard(check) {
      const both = async () => {
        await outer?.()
        await check()
      }
      return withGuards(apis, guards, both)
    },
  }
}
