import { AsyncLocalStorage } from 'node:async_hooks'
import type { WorkspacePort } from '../flows/ports/asana-admin.ts'
import type { AsanaPort } from '../flows/ports/index.ts'
import { type ClientOptions, createClient } from './client.ts'
import { createCustomFieldApi } from './custom-fields.ts'
import { createEventApi } from './events.ts'
import { memoizeAsync } from './memoize-async.ts'
import { createPortfolioApi } from './portfolios.ts'
import { createProjectApi } from './projects.ts'
import { createProvisionApi } from './provision.ts'
import { createRequest, type RequestPipeline, type WriteGuard } from './request.ts'
import { createStatusApi } from './statuses.ts'
import { createStoryApi } from './stories.ts'
import { createTaskApi } from './tasks.ts'
import { createUserApi } from './users.ts'
import { createWebhookApi } from './webhooks.ts'
import { createWorkspaceApi } from './workspace.ts'

export type { RequestReport } from './request.ts'

export type GatewayOptions = ClientOptions & Omit<RequestPipeline, 'writeGuard'>

type Apis = Omit<AsanaPort, 'withWriteGuard'>

/** Asana behind its port: each method is one request, or one paged listing, and passes the same pipeline. */
export function createAsanaGateway({ token, baseUrl, timeoutMs, ...pipeline }: GatewayOptions): AsanaPort {
  const guards = new AsyncLocalStorage<WriteGuard>()
  const request = createRequest({ ...pipeline, writeGuard: () => guards.getStore() })
  const asana = { client: createClient({ token, baseUrl, timeoutMs }), request }
  const users = createUserApi(asana)
  const readBotGid = memoizeAsync(async () => (await users.readMe()).gid)
  const apis: Apis = {
    ...users,
    ...createProjectApi(asana),
    ...createPortfolioApi(asana),
    ...createTaskApi(asana),
    ...createStoryApi(asana),
    ...createStatusApi(asana, readBotGid),
    ...createCustomFieldApi(asana),
    ...createWebhookApi(asana),
    ...createEventApi(asana),
  }
  return withGuard(apis, guards)
}

/** What setup and doctor ask of Asana, beside the methods of the running service. */
export function createWorkspaceGateway({ token, baseUrl, timeoutMs, ...pipeline }: GatewayOptions): WorkspacePort {
  const asana = { client: createClient({ token, baseUrl, timeoutMs }), request: createRequest(pipeline) }
  return { ...createWorkspaceApi(asana), ...createProvisionApi(asana) }
}

/** The port whose calls run under `guard`; a guard within a guard asks both, the outer one first. */
function withGuard(apis: Apis, guards: AsyncLocalStorage<WriteGuard>, guard?: WriteGuard): AsanaPort {
  return {
    ...(guard ? bindGuard(apis, guards, guard) : apis),
    withWriteGuard(check) {
      const both = async () => {
        await guard?.()
        await check()
      }
      return withGuard(apis, guards, both)
    },
  }
}

/** The same methods; the pipeline finds the guard of the call in its asynchronous context. */
function bindGuard(apis: Apis, guards: AsyncLocalStorage<WriteGuard>, guard: WriteGuard): Apis {
  const methods: [string, (...args: never[]) => unknown][] = Object.entries(apis)
  const bound = methods.map(([name, method]) => [name, (...args: never[]) => guards.run(guard, () => method(...args))])
  return Object.fromEntries(bound) as Apis
}
