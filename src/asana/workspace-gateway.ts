import type { WorkspacePort } from '../flows/ports/asana-admin.ts'
import { createClient } from './client.ts'
import type { GatewayOptions } from './gateway.ts'
import { provisionVerbs } from './provision.ts'
import { createRequest } from './request.ts'
import { createSectionApi } from './sections.ts'
import { workspaceVerbs } from './workspace.ts'

/** The verbs of setup and doctor, beside those of the running service. */
export function createWorkspaceGateway({ rateLimiter, onRequest, ...options }: GatewayOptions): WorkspacePort {
  const request = createRequest({ rateLimiter, ...(onRequest ? { onRequest } : {}) })
  const asana = { client: createClient(options), request }
  return { ...workspaceVerbs(asana), ...createSectionApi(asana), ...provisionVerbs(asana) }
}
