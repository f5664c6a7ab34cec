import { createAsanaGateway, createWorkspaceGateway } from '../asana/gateway.ts'
import type { WorkspacePort } from '../flows/ports/asana-admin.ts'
import type { AsanaPort } from '../flows/ports/index.ts'
import { createUnlimitedRateLimiter } from '../store/rate-limiter.ts'

export type AsanaAdminClient = AsanaPort & WorkspacePort

/** Asana for commands that must work without Redis: one request after the other needs no shared budget. */
export function createAdminClient({ token, baseUrl }: { token: string; baseUrl: string }): AsanaAdminClient {
  const options = { token, baseUrl, rateLimiter: createUnlimitedRateLimiter() }
  return { ...createAsanaGateway(options), ...createWorkspaceGateway(options) }
}
