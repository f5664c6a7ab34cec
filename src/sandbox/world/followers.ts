import type { Act, Gid, State } from '../state.ts'
import { announce, scopesOfTask } from './announce.ts'
import { find, refTo } from './find.ts'

/** Makes a user a follower of a task. */
export function follow(state: State, taskGid: Gid, user: Gid, act: Act = {}): void {
  const task = find(state, 'task', taskGid)
  if (task.followers.includes(user)) return
  task.followers.push(user)
  announce(state, act, {
    action: 'changed',
    resource: refTo('task', taskGid, task.subtype),
    change: { field: 'followers', action: 'added', added_value: refTo('user', user) },
    scopes: scopesOfTask(state, taskGid),
  })
}
