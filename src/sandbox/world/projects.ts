import { parseRich, type RichInput } from '../rich-text.ts'
import type { Act, Day, Gid, Project, State } from '../state.ts'
import { announce, scopesOfItem } from './announce.ts'
import { checkPeriod } from './dates.ts'
import { drop, find, refTo, timeOf } from './find.ts'
import { briefOf, deleteProjectBrief } from './project-briefs.ts'
import { addSection } from './sections.ts'
import { writeValues } from './values.ts'

export type NewProject = {
  workspace: Gid
  name: string
  notes?: RichInput
  owner?: Gid | null
  startOn?: Day | null
  dueOn?: Day | null
  color?: string
  archived?: boolean
  privacy?: string
}

/** Null empties; absent leaves as it is. */
export type ProjectPatch = Partial<Omit<NewProject, 'workspace'>> & { values?: Readonly<Record<Gid, unknown>> }

/** A project with the one section Asana gives it. */
export function addProject(state: State, input: NewProject, act: Act = {}): Project {
  const at = timeOf(state, act)
  checkPeriod({ startOn: input.startOn, dueOn: input.dueOn })
  const project: Project = {
    gid: state.nextGid(),
    workspace: find(state, 'workspace', input.workspace).gid,
    name: input.name,
    notes: parseRich(state, input.notes ?? '', 'project', 'html_notes'),
    owner: input.owner ?? undefined,
    startOn: input.startOn ?? undefined,
    dueOn: input.dueOn ?? undefined,
    archived: input.archived ?? false,
    completed: false,
    completedAt: undefined,
    completedBy: undefined,
    color: input.color,
    privacy: input.privacy ?? 'public_to_workspace',
    members: [...new Set([act.by, input.owner ?? undefined])].filter((gid) => gid !== undefined),
    followers: [],
    sections: [],
    settings: [],
    values: new Map(),
    createdAt: at,
    modifiedAt: at,
  }
  state.tables.project.set(project.gid, project)
  announceProject(state, project.gid, act, 'added')
  addSection(state, project.gid, { name: 'Untitled section' }, act)
  return project
}

/** Changes properties and values of the project itself. */
export function updateProject(state: State, gid: Gid, patch: ProjectPatch, act: Act = {}): Project {
  const project = find(state, 'project', gid)
  const wanted = { ...toProperties(state, patch) }
  checkPeriod({ startOn: project.startOn, dueOn: project.dueOn, ...wanted })
  if (patch.values) writeValues(state, 'project', project, patch.values, act)
  const changed = Object.entries(wanted).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(project[key as keyof Project]),
  )
  if (changed.length === 0) return project
  Object.assign(project, wanted, { modifiedAt: timeOf(state, act) })
  for (const [key] of changed) announceProject(state, gid, act, 'changed', FIELD_OF[key as keyof typeof FIELD_OF])
  return project
}

const FIELD_OF = {
  name: 'name',
  notes: 'notes',
  owner: 'owner',
  startOn: 'start_on',
  dueOn: 'due_on',
  color: 'color',
  archived: 'archived',
  privacy: 'privacy_setting',
}

function toProperties(state: State, patch: ProjectPatch): Partial<Project> {
  const wanted: Partial<Project> = {}
  if (patch.name !== undefined) wanted.name = patch.name
  if (patch.notes !== undefined) wanted.notes = parseRich(state, patch.notes, 'project', 'html_notes')
  if (patch.owner !== undefined) wanted.owner = patch.owner ?? undefined
  if (patch.startOn !== undefined) wanted.startOn = patch.startOn ?? undefined
  if (patch.dueOn !== undefined) wanted.dueOn = patch.dueOn ?? undefined
  if (patch.color !== undefined) wanted.color = patch.color
  if (patch.archived !== undefined) wanted.archived = patch.archived
  if (patch.privacy !== undefined) wanted.privacy = patch.privacy
  return wanted
}

/** What only a person in Asana's own pages can do: mark a project complete, or open again. */
export function completeProject(state: State, gid: Gid, completed: boolean, act: Act = {}): Project {
  const project = find(state, 'project', gid)
  if (project.completed === completed) return project
  const at = timeOf(state, act)
  project.completed = completed
  project.completedAt = completed ? at : undefined
  project.completedBy = completed ? act.by : undefined
  project.modifiedAt = at
  announceProject(state, gid, act, 'changed', 'completed')
  return project
}

/** Deletes a project; its tasks live on without it. */
export function deleteProject(state: State, gid: Gid, act: Act = {}): void {
  const project = find(state, 'project', gid)
  announceProject(state, gid, act, 'deleted')
  for (const portfolio of state.tables.portfolio.values()) drop(portfolio.items, gid)
  for (const section of project.sections) removeSection(state, section)
  for (const status of state.children.get(gid) ?? []) state.tables.status_update.delete(status)
  const brief = briefOf(state, gid)
  if (brief) deleteProjectBrief(state, brief.gid)
  for (const webhook of state.tables.webhook.values()) {
    if (webhook.resource === gid) state.tables.webhook.delete(webhook.gid)
  }
  state.children.delete(gid)
  state.tables.project.delete(gid)
}

function removeSection(state: State, gid: Gid): void {
  const section = state.tables.section.get(gid)
  for (const task of section?.tasks ?? []) drop(state.tables.task.get(task)?.sections ?? [], gid)
  state.tables.section.delete(gid)
}

function announceProject(state: State, gid: Gid, act: Act, action: 'added' | 'changed' | 'deleted', field?: string) {
  const { workspace } = find(state, 'project', gid)
  announce(state, act, {
    action,
    resource: refTo('project', gid),
    ...(action === 'added' && { parent: refTo('workspace', workspace) }),
    ...(field !== undefined && { change: { field, action: 'changed' as const } }),
    scopes: scopesOfItem(state, gid),
  })
}
