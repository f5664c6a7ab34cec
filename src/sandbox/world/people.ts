import type { Gid, State, User, Workspace } from '../state.ts'
import { find } from './find.ts'

/** A person, or the service's own user. */
export function addUser(state: State, input: { name: string; email?: string }): User {
  const email = input.email ?? `${input.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@example.com`
  const user = { gid: state.nextGid(), name: input.name, email }
  state.tables.user.set(user.gid, user)
  return user
}

/** Lets a bearer token act as a user. */
export function addToken(state: State, userGid: Gid, token: string): string {
  state.tokens.set(token, find(state, 'user', userGid).gid)
  return token
}

/** Makes a token worthless. */
export function revokeToken(state: State, token: string): void {
  state.tokens.delete(token)
}

/** An organisation; all users are its members. */
export function addWorkspace(state: State, input: { name: string; plan?: Workspace['plan'] }): Workspace {
  const workspace = { gid: state.nextGid(), name: input.name, plan: input.plan ?? ('paid' as const) }
  state.tables.workspace.set(workspace.gid, workspace)
  return workspace
}

/** Up- or downgrades a workspace. */
export function setPlan(state: State, workspaceGid: Gid, plan: Workspace['plan']): void {
  find(state, 'workspace', workspaceGid).plan = plan
}
