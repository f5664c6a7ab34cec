import type { User, Workspace } from '../state.ts'
import { type Shape, showAll } from './shape.ts'

export const USER: Shape<User> = {
  compact: ['gid', 'resource_type', 'name'],
  read: {
    gid: (user) => user.gid,
    resource_type: () => 'user',
    name: (user) => user.name,
    email: (user) => user.email,
    photo: () => null,
    workspaces: (_, view) => showAll(view, 'workspace', view.state.tables.workspace.keys()),
  },
}

export const WORKSPACE: Shape<Workspace> = {
  compact: ['gid', 'resource_type', 'name'],
  read: {
    gid: (workspace) => workspace.gid,
    resource_type: () => 'workspace',
    name: (workspace) => workspace.name,
    email_domains: () => [],
    is_organization: () => true,
  },
}
