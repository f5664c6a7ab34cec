import { invalid } from '../errors.ts'
import { mentionsIn, parseRich, type RichInput } from '../rich-text.ts'
import type { Act, Approval, Dates, Day, Gid, State, StoryDetail, Task } from '../state.ts'
import { announce, scopesOfTask } from './announce.ts'
import { checkPeriod } from './dates.ts'
import { find, refTo, timeOf } from './find.ts'
import { follow } from './followers.ts'
import { tell } from './stories.ts'
import { writeValues } from './values.ts'

/** Null empties; absent leaves as it is. */
export type TaskPatch = {
  name?: string
  notes?: RichInput
  completed?: boolean
  approval?: Approval
  assignee?: Gid | null
  startOn?: Day | null
  dueOn?: Day | null
  dueAt?: Date | null
  values?: Readonly<Record<Gid, unknown>>
}

/** Changes a task; each property that differs leaves its event and, as in Asana, its story. */
export function updateTask(state: State, gid: Gid, patch: TaskPatch, act: Act = {}): Task {
  const task = find(state, 'task', gid)
  const dates = wantedDates(task, patch)
  const notes = patch.notes === undefined ? task.notes : parseRich(state, patch.notes, 'task', 'html_notes')
  if (patch.approval !== undefined && task.subtype !== 'approval') {
    throw invalid('approval_status: Only approvals have an approval status')
  }
  if (patch.assignee) find(state, 'user', patch.assignee)
  if (patch.values) writeValues(state, 'task', task, patch.values, act)
  rename(state, task, patch.name ?? task.name, act)
  rewrite(state, task, notes, act)
  assign(state, task, patch.assignee === undefined ? task.assignee : (patch.assignee ?? undefined), act)
  date(state, task, dates, act)
  evaluateEdit(state, task, patch, act)
  return task
}

function rename(state: State, task: Task, name: string, act: Act): void {
  if (name === task.name) return
  const detail = { kind: 'name' as const, old: task.name, new: name }
  task.name = name
  changed(state, task, 'name', act)
  tell(state, task.gid, 'name_changed', `changed the name to "${name}"`, act, detail)
}

function rewrite(state: State, task: Task, notes: Task['notes'], act: Act): void {
  if (notes.html === task.notes.html) return
  task.notes = notes
  changed(state, task, 'notes', act)
  tell(state, task.gid, 'notes_changed', 'changed the description', act)
  for (const user of mentionsIn(state, notes)) follow(state, task.gid, user, act)
}

function assign(state: State, task: Task, assignee: Gid | undefined, act: Act): void {
  if (assignee === task.assignee) return
  task.assignee = assignee
  changed(state, task, 'assignee', act, assignee)
  const [subtype, text] = assignee === undefined ? ['unassigned', 'unassigned'] : ['assigned', 'assigned this task']
  tell(state, task.gid, subtype, text, act, { kind: 'assignee', assignee })
  if (assignee !== undefined) follow(state, task.gid, assignee, act)
}

function wantedDates(task: Task, patch: TaskPatch): Dates {
  if (patch.dueOn && patch.dueAt) throw invalid('You may only provide one of due_on or due_at!')
  const dueAt = pick(patch.dueAt, patch.dueOn === undefined ? task.dueAt : undefined)
  const dueOn = patch.dueAt ? patch.dueAt.toISOString().slice(0, 10) : pick(patch.dueOn, dueOf(task, patch))
  const startOn = pick(patch.startOn, task.startOn)
  if (startOn !== undefined && task.subtype === 'milestone') {
    throw invalid('start_on: Milestones cannot have a start date')
  }
  checkPeriod({ startOn, dueOn })
  return { startOn, dueOn, dueAt }
}

/** Emptying the due time empties the day that came with it. */
function dueOf(task: Task, patch: TaskPatch): Day | undefined {
  return patch.dueAt === null && task.dueAt !== undefined ? undefined : task.dueOn
}

function pick<T>(wanted: T | null | undefined, standing: T | undefined): T | undefined {
  return wanted === undefined ? standing : (wanted ?? undefined)
}

function date(state: State, task: Task, dates: Dates, act: Act): void {
  const old: Dates = { startOn: task.startOn, dueOn: task.dueOn, dueAt: task.dueAt }
  const isDue = old.dueOn !== dates.dueOn || old.dueAt?.getTime() !== dates.dueAt?.getTime()
  if (!isDue && old.startOn === dates.startOn) return
  Object.assign(task, dates)
  if (old.startOn !== dates.startOn) changed(state, task, 'start_on', act)
  if (isDue) changed(state, task, dates.dueAt || old.dueAt ? 'due_at' : 'due_on', act)
  const subtype = isDue ? 'due_date_changed' : 'start_date_changed'
  tell(state, task.gid, subtype, `changed the dates`, act, { kind: 'dates', old, new: dates })
}

/** Every approval but a pending one is completed; completing an approval approves it. */
function evaluateEdit(state: State, task: Task, patch: TaskPatch, act: Act): void {
  const completed = patch.approval === undefined ? (patch.completed ?? task.completed) : patch.approval !== 'pending'
  const approval = patch.approval ?? approvalAfter(task, completed)
  if (approval !== task.approval && approval !== undefined && task.approval !== undefined) {
    const detail: StoryDetail = { kind: 'approval', old: task.approval, new: approval }
    task.approval = approval
    changed(state, task, 'approval_status', act)
    tell(state, task.gid, 'approval_status_changed', `changed the approval to ${approval}`, act, detail)
  }
  complete(state, task, completed, act)
}

function approvalAfter(task: Task, completed: boolean): Approval | undefined {
  if (task.approval === undefined || completed === task.completed) return task.approval
  return completed ? 'approved' : 'pending'
}

function complete(state: State, task: Task, completed: boolean, act: Act): void {
  if (completed === task.completed) return
  task.completed = completed
  task.completedAt = completed ? timeOf(state, act) : undefined
  task.completedBy = completed ? act.by : undefined
  changed(state, task, 'completed', act)
  const [subtype, text] = completed
    ? ['marked_complete', 'completed this task']
    : ['marked_incomplete', 'reopened this task']
  tell(state, task.gid, subtype, text, act)
}

function changed(state: State, task: Task, field: string, act: Act, user?: Gid): void {
  task.modifiedAt = timeOf(state, act)
  announce(state, act, {
    action: 'changed',
    resource: refTo('task', task.gid, task.subtype),
    change: { field, action: 'changed', ...(user !== undefined && { new_value: refTo('user', user) }) },
    scopes: scopesOfTask(state, task.gid),
  })
}
