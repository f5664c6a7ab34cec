import { createAsanaGateway } from '../asana/gateway.ts'
import { createWorkspaceGateway } from '../asana/workspace-gateway.ts'
import type { WorkspacePort } from '../flows/ports/asana-admin.ts'
import type { AsanaPort } from '../flows/ports/index.ts'
import { createLocalBudget } from '../store/rate-limiter.ts'

export type Office = AsanaPort & WorkspacePort

/** Asana for commands that must work without Redis: one request after the other needs no shared budget. */
export function openOffice({ token, baseUrl }: { token: string; baseUrl: string }): Office {
  const options = { token, baseUrl, budget: createLocalBudget() }
  return { ...createAsanaGateway(options), ...createWorkspaceGateway(options) }
}
