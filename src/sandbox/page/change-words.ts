import type { Change, Gid, State } from '../state.ts'
import { isProgram, readHome } from './read.ts'
import { toDayWords, toWords } from './show.ts'

export type Told = Readonly<{ phrase: string; about: Gid; name: string }>

/** A change in plain words, at the moment it happens; nothing for what no person would call an event. */
export function describeChange(state: State, change: Change): Told | undefined {
  const { gid, resource_type: type } = change.resource
  if (type === 'story') return tellComment(state, change)
  if (type === 'project_status' || type === 'status_update') return tellStatus(state, change)
  const thing = state.tables.task.get(gid) ?? state.tables.project.get(gid) ?? state.tables.portfolio.get(gid)
  const phrase = describeAction(state, change)
  return thing && phrase ? { phrase, about: gid, name: toName(state, gid) } : undefined
}

/** What a program made has the same name in many projects, so the project is named, too. */
function toName(state: State, gid: Gid): string {
  const task = state.tables.task.get(gid)
  if (task === undefined) return (state.tables.project.get(gid) ?? state.tables.portfolio.get(gid))?.name ?? ''
  const home = isProgram(state, task.createdBy) ? readHome(state, task) : undefined
  return home === undefined ? task.name : `${task.name} of ${home.name}`
}

function describeAction(state: State, change: Change): string | undefined {
  const { action } = change
  if (action === 'deleted') return 'deleted'
  if (action === 'undeleted') return 'brought back'
  if (action === 'added') return tellNewTask(state, change)
  return change.change && (PHRASES[change.change.field]?.(state, change) ?? undefined)
}

type Teller = (state: State, change: Change) => string | undefined

const PHRASES: Readonly<Record<string, Teller>> = {
  custom_fields: tellField,
  custom_field_settings: tellSetting,
  name: () => 'gave a new name to',
  notes: () => 'rewrote the description of',
  approval_status: (state, { resource }) =>
    `decided "${state.tables.task.get(resource.gid)?.approval?.replace('_', ' ')}" on`,
  completed: (state, { resource }) =>
    (state.tables.task.get(resource.gid) ?? state.tables.project.get(resource.gid))?.completed
      ? 'completed'
      : 'opened again',
  assignee: (state, { resource }) => {
    const assignee = state.tables.task.get(resource.gid)?.assignee
    return assignee === undefined
      ? 'took the owner off'
      : `made ${state.tables.user.get(assignee)?.name ?? 'somebody'} the owner of`
  },
  due_on: (state, { resource }) => {
    const due = state.tables.task.get(resource.gid)?.dueOn ?? state.tables.project.get(resource.gid)?.dueOn
    return due === undefined ? 'took the due date off' : `moved the due date to ${toDayWords(due)} on`
  },
}

/** A new task stands in a project, or under another task; that it stands in a section, too, is no news. */
function tellNewTask(state: State, { resource, parent }: Change): string | undefined {
  if (resource.resource_type !== 'task' || parent === null) return undefined
  const place = state.tables.project.get(parent.gid) ?? state.tables.task.get(parent.gid)
  return (
    place &&
    (isProgram(state, state.tables.task.get(resource.gid)?.createdBy)
      ? 'made the task'
      : `made a task for ${place.name}:`)
  )
}

function tellField(state: State, { change, resource }: Change): string | undefined {
  const field = state.tables.custom_field.get(change?.['new_value']?.gid ?? '')
  const bearer =
    state.tables.task.get(resource.gid) ??
    state.tables.project.get(resource.gid) ??
    state.tables.portfolio.get(resource.gid)
  if (field === undefined || bearer === undefined) return undefined
  const words = toWords(state, field, bearer.values.get(field.gid))
  return words === '' ? `emptied ${field.name} on` : `set ${field.name} to ${words} on`
}

function tellSetting(state: State, { change }: Change): string | undefined {
  const added = state.tables.custom_field.get(change?.['added_value']?.gid ?? '')
  return added && `added the field ${added.name} to`
}

function tellComment(state: State, { action, resource }: Change): Told | undefined {
  const story = state.tables.story.get(resource.gid)
  const task = state.tables.task.get(story?.task ?? '')
  if (story?.type !== 'comment' || task === undefined) return undefined
  const phrase = { added: 'commented on', changed: 'edited the comment on', removed: 'deleted a comment on' }[
    action as string
  ]
  return phrase === undefined ? undefined : { phrase, about: task.gid, name: toName(state, task.gid) }
}

function tellStatus(state: State, { action, resource }: Change): Told | undefined {
  const status = state.tables.status_update.get(resource.gid)
  const parent = state.tables.project.get(status?.parent ?? '') ?? state.tables.portfolio.get(status?.parent ?? '')
  if (status === undefined || parent === undefined) return undefined
  const phrase = action === 'added' ? `posted the update "${status.title}" on` : 'deleted an update on'
  return { phrase, about: parent.gid, name: parent.name }
}
