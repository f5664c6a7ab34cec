import { unknownObject } from '../errors.ts'
import type { Act, Action, Gid, State, Task } from '../state.ts'
import { announce, scopesOfTask } from './announce.ts'
import { drop, find, refTo } from './find.ts'

/** Deletes a task with its subtasks; they can be brought back. */
export function deleteTask(state: State, gid: Gid, act: Act = {}): void {
  const task = find(state, 'task', gid)
  for (const subtask of [...task.subtasks]) deleteTask(state, subtask, act)
  announceTask(state, task, act, 'deleted')
  for (const section of task.sections) drop(state.tables.section.get(section)?.tasks ?? [], gid)
  for (const webhook of state.tables.webhook.values()) {
    if (webhook.resource === gid) state.tables.webhook.delete(webhook.gid)
  }
  state.tables.task.delete(gid)
  state.trash.set(gid, task)
}

/** Brings a deleted task back to the end of where it stood. */
export function undeleteTask(state: State, gid: Gid, act: Act = {}): Task {
  const task = state.trash.get(gid)
  if (task === undefined) throw unknownObject('task', gid)
  state.trash.delete(gid)
  state.tables.task.set(gid, task)
  task.sections = task.sections.filter((section) => state.tables.section.has(section))
  for (const section of task.sections) state.tables.section.get(section)?.tasks.push(gid)
  announceTask(state, task, act, 'undeleted')
  for (const subtask of task.subtasks) if (state.trash.has(subtask)) undeleteTask(state, subtask, act)
  return task
}

function announceTask(state: State, task: Task, act: Act, action: Action): void {
  announce(state, act, {
    action,
    resource: refTo('task', task.gid, task.subtype),
    scopes: scopesOfTask(state, task.gid),
  })
}
