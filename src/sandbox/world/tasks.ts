import { invalid } from '../errors.ts'
import { mentionsIn, parseRich, type RichInput } from '../rich-text.ts'
import type { Act, Approval, Day, Gid, State, Task, TaskSubtype } from '../state.ts'
import { announce, batchChanges, scopesOfTask } from './announce.ts'
import { find, refTo, timeOf } from './find.ts'
import { follow } from './followers.ts'
import { addTaskToProject } from './places.ts'
import { tagTask } from './tags.ts'
import { updateTask } from './task-edits.ts'

export type NewTask = {
  name: string
  /** Needed without projects and parent. */
  workspace?: Gid
  /** Each at the end of its first section, or of `sections`. */
  projects?: readonly Gid[]
  sections?: readonly Gid[]
  parent?: Gid
  notes?: RichInput
  subtype?: TaskSubtype
  isSeparator?: boolean
  assignee?: Gid | null
  startOn?: Day | null
  dueOn?: Day | null
  dueAt?: Date | null
  completed?: boolean
  approval?: Approval
  followers?: readonly Gid[]
  tags?: readonly Gid[]
  values?: Readonly<Record<Gid, unknown>>
}

/** A task or subtask; values, dates and the rest are set as one by one, so they leave their stories. */
export function addTask(state: State, input: NewTask, act: Act = {}): Task {
  const task = bareTask(state, input, act)
  state.tables.task.set(task.gid, task)
  try {
    batchChanges(state, () => fill(state, task, input, act))
  } catch (refusal) {
    discard(state, task)
    throw refusal
  }
  return task
}

function bareTask(state: State, input: NewTask, act: Act): Task {
  const at = timeOf(state, act)
  const notes = parseRich(state, input.notes ?? '', 'task', 'html_notes')
  return {
    gid: state.nextGid(),
    workspace: workspaceFor(state, input),
    name: input.name,
    notes,
    subtype: input.subtype ?? 'default_task',
    approval: input.subtype === 'approval' ? 'pending' : undefined,
    completed: false,
    completedAt: undefined,
    completedBy: undefined,
    assignee: undefined,
    startOn: undefined,
    dueOn: undefined,
    dueAt: undefined,
    parent: input.parent,
    subtasks: [],
    sections: [],
    tags: [],
    followers: [...new Set([...(act.by === undefined ? [] : [act.by]), ...mentionsIn(state, notes)])],
    values: new Map(),
    isSeparator: input.isSeparator ?? false,
    createdAt: at,
    createdBy: act.by,
    modifiedAt: at,
  }
}

function workspaceFor(state: State, input: NewTask): Gid {
  const [project] = input.projects ?? []
  const [section] = input.sections ?? []
  if (section !== undefined) return find(state, 'project', find(state, 'section', section).project).workspace
  if (project !== undefined) return find(state, 'project', project).workspace
  if (input.parent !== undefined) return find(state, 'task', input.parent).workspace
  if (input.workspace !== undefined) return find(state, 'workspace', input.workspace).gid
  throw invalid('You should specify one of workspace, parent, projects')
}

function fill(state: State, task: Task, input: NewTask, act: Act): void {
  if (input.parent !== undefined) placeUnder(state, task, input.parent, act)
  for (const section of input.sections ?? []) {
    addTaskToProject(state, task.gid, find(state, 'section', section).project, { section }, act)
  }
  for (const project of input.projects ?? []) addTaskToProject(state, task.gid, project, {}, act)
  const { assignee, startOn, dueOn, dueAt, completed, approval, values } = input
  const patch = { assignee, startOn, dueOn, dueAt, completed, approval, values }
  updateTask(state, task.gid, Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)), act)
  for (const follower of input.followers ?? []) follow(state, task.gid, follower, act)
  for (const tag of input.tags ?? []) tagTask(state, task.gid, tag, act)
}

function placeUnder(state: State, task: Task, parent: Gid, act: Act): void {
  const above = find(state, 'task', parent)
  above.subtasks.push(task.gid)
  announce(state, act, {
    action: 'added',
    resource: refTo('task', task.gid, task.subtype),
    parent: refTo('task', parent, above.subtype),
    scopes: scopesOfTask(state, task.gid),
  })
}

/** A refused creation leaves nothing behind. */
function discard(state: State, task: Task): void {
  const isThis = (gid: Gid) => gid === task.gid
  for (const section of task.sections) remove(state.tables.section.get(section)?.tasks, isThis)
  if (task.parent !== undefined) remove(state.tables.task.get(task.parent)?.subtasks, isThis)
  state.tables.task.delete(task.gid)
}

function remove(list: Gid[] | undefined, test: (gid: Gid) => boolean): void {
  const at = list?.findIndex(test) ?? -1
  if (at >= 0) list?.splice(at, 1)
}
