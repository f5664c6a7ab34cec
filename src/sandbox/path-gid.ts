import { invalid } from './errors.ts'
import type { Call } from './route.ts'
import type { ResourceType, Tables } from './state.ts'
import { find } from './world/find.ts'

/** The object the path names: 400 when that is no gid at all, 404 when nothing has it. */
export function named<T extends ResourceType>(call: Call, type: T): Tables[T] {
  const gid = call.params[`${type}_gid`] ?? ''
  return lookUp(call, type, gid)
}

/** The object a query parameter names. */
export function lookUp<T extends ResourceType>(call: Call, type: T, gid: string): Tables[T] {
  if (!/^\d+$/.test(gid)) throw invalid(`${type}: Not a recognized ID: ${gid}`)
  return find(call.world.state, type, gid)
}
