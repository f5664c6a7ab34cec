import { unknownObject } from '../errors.ts'
import type { Act, Gid, Ref, ResourceType, State, Tables } from '../state.ts'

/** The object with this gid, or a 404 in Asana's words. A story is gone with its task, a task with its workspace. */
export function find<T extends ResourceType>(state: State, type: T, gid: Gid): Tables[T] {
  const found = state.tables[type].get(gid)
  if (found === undefined || isOrphan(state, found)) throw unknownObject(type, gid)
  return found
}

/** An object as events name it. */
export function refTo(type: string, gid: Gid, subtype?: string): Ref {
  return subtype === undefined ? { gid, resource_type: type } : { gid, resource_type: type, resource_subtype: subtype }
}

/** When a change happened: now, unless it is history. */
export function timeOf(state: State, act: Act): Date {
  return act.at ?? state.now()
}

/** Notes a child under its parent, in the order of making. */
export function adopt(state: State, parent: Gid, child: Gid): void {
  const children = state.children.get(parent)
  if (children) children.push(child)
  else state.children.set(parent, [child])
}

/** Takes a value out of a list, where it stands. */
export function drop<T>(list: T[], value: T): void {
  const at = list.indexOf(value)
  if (at >= 0) list.splice(at, 1)
}

function isOrphan(state: State, found: object): boolean {
  return 'task' in found && typeof found.task === 'string' && !state.tables.task.has(found.task)
}
