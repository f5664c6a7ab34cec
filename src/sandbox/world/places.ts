import { invalid } from '../errors.ts'
import type { Act, Gid, Project, Section, State, Task } from '../state.ts'
import { announce, scopesOfTask } from './announce.ts'
import { drop, find, refTo } from './find.ts'
import { tell } from './stories.ts'

export type Place = { section?: Gid; before?: Gid; after?: Gid }

/** Puts a task into a project (its first section unless told), or moves it within. */
export function addTaskToProject(state: State, taskGid: Gid, projectGid: Gid, place: Place = {}, act: Act = {}): void {
  const task = find(state, 'task', taskGid)
  const project = find(state, 'project', projectGid)
  const section = find(state, 'section', place.section ?? project.sections[0] ?? '')
  if (section.project !== projectGid) throw invalid(`section: Not a section of project ${projectGid}`)
  const old = sectionIn(state, task, projectGid)
  if (old) drop(old.tasks, taskGid)
  insert(section.tasks, taskGid, place)
  if (old === section) return
  if (old) move(state, task, old, section, act)
  else enter(state, task, project, section, act)
}

/** Moves a task to a section, into the section's project when it was not there. */
export function moveTask(
  state: State,
  taskGid: Gid,
  sectionGid: Gid,
  act: Act = {},
  place: Omit<Place, 'section'> = {},
) {
  const section = find(state, 'section', sectionGid)
  addTaskToProject(state, taskGid, section.project, { ...place, section: sectionGid }, act)
}

/** Takes a task out of a project; it lives on. */
export function removeTaskFromProject(state: State, taskGid: Gid, projectGid: Gid, act: Act = {}): void {
  const task = find(state, 'task', taskGid)
  const section = sectionIn(state, task, projectGid)
  if (section === undefined) return
  const project = find(state, 'project', projectGid)
  announcePlace(state, task, act, 'removed', 'project', projectGid)
  drop(section.tasks, taskGid)
  drop(task.sections, section.gid)
  tell(state, taskGid, 'removed_from_project', `removed from ${project.name}`, act, {
    kind: 'project',
    project: projectGid,
  })
}

function sectionIn(state: State, task: Task, project: Gid): Section | undefined {
  const sections = task.sections.map((gid) => find(state, 'section', gid))
  return sections.find((section) => section.project === project)
}

function enter(state: State, task: Task, project: Project, section: Section, act: Act): void {
  task.sections.push(section.gid)
  announcePlace(state, task, act, 'added', 'project', project.gid)
  announcePlace(state, task, act, 'added', 'section', section.gid)
  const detail = { kind: 'project' as const, project: project.gid }
  tell(state, task.gid, 'added_to_project', `added to ${project.name}`, act, detail)
}

function move(state: State, task: Task, old: Section, section: Section, act: Act): void {
  announcePlace(state, task, act, 'removed', 'section', old.gid)
  task.sections[task.sections.indexOf(old.gid)] = section.gid
  announcePlace(state, task, act, 'added', 'section', section.gid)
  const detail = { kind: 'section' as const, old: old.gid, new: section.gid }
  tell(state, task.gid, 'section_changed', `moved this task from "${old.name}" to "${section.name}"`, act, detail)
}

function insert(tasks: Gid[], task: Gid, place: Place): void {
  const anchor = place.before ?? place.after
  const at = anchor === undefined ? tasks.length : tasks.indexOf(anchor)
  if (at < 0) throw invalid(`${place.before ? 'insert_before' : 'insert_after'}: Not in this section: ${anchor}`)
  tasks.splice(place.after === undefined ? at : at + 1, 0, task)
}

function announcePlace(state: State, task: Task, act: Act, action: 'added' | 'removed', type: string, gid: Gid): void {
  announce(state, act, {
    action,
    resource: refTo('task', task.gid, task.subtype),
    parent: refTo(type, gid),
    scopes: scopesOfTask(state, task.gid),
  })
}

/** The tasks of a project in its order: section by section. */
export function tasksOf(state: State, projectGid: Gid): Task[] {
  const sections = find(state, 'project', projectGid).sections.map((gid) => find(state, 'section', gid))
  return sections.flatMap((section) => section.tasks).map((gid) => find(state, 'task', gid))
}
