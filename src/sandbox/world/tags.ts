import type { Act, Gid, State, Tag } from '../state.ts'
import { announce, scopesOfTask } from './announce.ts'
import { drop, find, refTo } from './find.ts'
import { tell } from './stories.ts'

/** A tag of a workspace. */
export function addTag(state: State, input: { workspace: Gid; name: string; color?: string }): Tag {
  const { gid: workspace } = find(state, 'workspace', input.workspace)
  const tag = { gid: state.nextGid(), workspace, name: input.name, color: input.color }
  state.tables.tag.set(tag.gid, tag)
  return tag
}

/** Puts a tag on a task. */
export function tagTask(state: State, taskGid: Gid, tagGid: Gid, act: Act = {}): void {
  const task = find(state, 'task', taskGid)
  const tag = find(state, 'tag', tagGid)
  if (task.tags.includes(tagGid)) return
  task.tags.push(tagGid)
  announceTag(state, taskGid, tagGid, act, 'added')
  tell(state, taskGid, 'added_to_tag', `added to ${tag.name}`, act, { kind: 'tag', tag: tagGid })
}

/** Takes a tag off a task. */
export function untagTask(state: State, taskGid: Gid, tagGid: Gid, act: Act = {}): void {
  const task = find(state, 'task', taskGid)
  const tag = find(state, 'tag', tagGid)
  if (!task.tags.includes(tagGid)) return
  drop(task.tags, tagGid)
  announceTag(state, taskGid, tagGid, act, 'removed')
  tell(state, taskGid, 'removed_from_tag', `removed from ${tag.name}`, act, { kind: 'tag', tag: tagGid })
}

function announceTag(state: State, taskGid: Gid, tagGid: Gid, act: Act, action: 'added' | 'removed'): void {
  announce(state, act, {
    action,
    resource: refTo('task', taskGid, state.tables.task.get(taskGid)?.subtype),
    parent: refTo('tag', tagGid),
    scopes: scopesOfTask(state, taskGid),
  })
}
