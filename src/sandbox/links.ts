import type { Gid, State } from './state.ts'

export type Linkable = 'user' | 'task' | 'project' | 'portfolio' | 'tag' | 'status_update'

/** Where a person sees an object; everything below `state.links.base`. */
export function linkTo(state: State, type: Linkable, gid: Gid): string {
  return `${state.links.base}/0/${pathTo(state, type, gid)}`
}

function pathTo(state: State, type: Linkable, gid: Gid): string {
  if (type === 'user') return `profile/${gid}`
  if (type === 'portfolio') return `portfolio/${gid}/list`
  if (type !== 'task') return `${gid}/list`
  const section = state.tables.task.get(gid)?.sections[0]
  return `${section === undefined ? '0' : state.tables.section.get(section)?.project}/${gid}`
}
