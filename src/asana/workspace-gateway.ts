import type { WorkspacePort } from '../flows/ports/asana-admin.ts'
import { createClient } from './client.ts'
import type { GatewayOptions } from './gateway.ts'
import { createProvisionApi } from './provision.ts'
import { createRequest } from './request.ts'
import { createSectionApi } from './sections.ts'
import { createWorkspaceApi } from './workspace.ts'

/** What setup and doctor ask of Asana, beside the methods of the running service. */
export function createWorkspaceGateway({ token, baseUrl, timeoutMs, ...pipeline }: GatewayOptions): WorkspacePort {
  const asana = { client: createClient({ token, baseUrl, timeoutMs }), request: createRequest(pipeline) }
  return { ...createWorkspaceApi(asana), ...createSectionApi(asana), ...createProvisionApi(asana) }
}
