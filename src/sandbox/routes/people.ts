import { lookUp, named } from '../path-gid.ts'
import { list, one, type Route } from '../route.ts'

/** Users and workspaces. */
export const PEOPLE_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/users/{user_gid}',
    handle: (call) => {
      const gid = call.params['user_gid'] === 'me' ? call.user : (call.params['user_gid'] ?? '')
      return one(call, call.view.show('user', lookUp(call, 'user', gid).gid))
    },
  },
  {
    method: 'GET',
    path: '/workspaces',
    handle: (call) =>
      list(call, [...call.world.state.tables.workspace.keys()], (gid) => call.view.show('workspace', gid)),
  },
  {
    method: 'GET',
    path: '/workspaces/{workspace_gid}',
    handle: (call) => one(call, call.view.show('workspace', named(call, 'workspace').gid)),
  },
]
