import {
  aDay,
  aFlag,
  anHtml,
  anInstant,
  anObject,
  aRef,
  as,
  aText,
  aUser,
  aWord,
  listOf,
  need,
  readInput,
} from '../input.ts'
import { named } from '../path-gid.ts'
import { type Answer, type Call, created, list, nothing, one, type Route } from '../route.ts'
import { APPROVALS, type Gid, TASK_SUBTYPES } from '../state.ts'

const PROPERTIES = {
  name: as('name', aText),
  notes: as('notes', aText),
  html_notes: as('notes', anHtml),
  assignee: as('assignee', aUser),
  start_on: as('startOn', aDay),
  due_on: as('dueOn', aDay),
  due_at: as('dueAt', anInstant),
  completed: as('completed', aFlag),
  approval_status: as('approval', aWord(APPROVALS)),
  custom_fields: as('values', anObject),
}
const NEW = {
  ...PROPERTIES,
  workspace: as('workspace', aRef('workspace')),
  resource_subtype: as('subtype', aWord(TASK_SUBTYPES)),
  projects: as('projects', listOf(aRef('project'))),
  memberships: as('sections', listOf(aMembership)),
  parent: as('parent', aRef('task')),
  followers: as('followers', listOf(aFollower)),
  tags: as('tags', listOf(aRef('tag'))),
}
const PLACE = {
  project: as('project', aRef('project')),
  section: as('section', aRef('section')),
  insert_before: as('before', aRef('task')),
  insert_after: as('after', aRef('task')),
}

/** Single tasks; lists of them have a file of their own. */
export const TASK_ROUTES: readonly Route[] = [
  { method: 'POST', path: '/tasks', handle: (call) => createTask(call) },
  { method: 'GET', path: '/tasks/{task_gid}', handle: (call) => show(call, named(call, 'task').gid) },
  { method: 'PUT', path: '/tasks/{task_gid}', handle: changeTask },
  {
    method: 'DELETE',
    path: '/tasks/{task_gid}',
    handle: (call) => {
      call.world.deleteTask(named(call, 'task').gid, call.act)
      return nothing()
    },
  },
  {
    method: 'GET',
    path: '/tasks/{task_gid}/subtasks',
    handle: (call) => {
      const { tables } = call.world.state
      const subtasks = named(call, 'task').subtasks.filter((gid) => tables.task.has(gid))
      return list(call, subtasks, (gid) => call.view.show('task', gid))
    },
  },
  {
    method: 'POST',
    path: '/tasks/{task_gid}/subtasks',
    handle: (call) => createTask(call, named(call, 'task').gid),
  },
  {
    method: 'POST',
    path: '/tasks/{task_gid}/addProject',
    handle: (call) => {
      const { project, ...place } = readInput(call, PLACE)
      call.world.addTaskToProject(named(call, 'task').gid, need(project, 'project'), place, call.act)
      return nothing()
    },
  },
  {
    method: 'POST',
    path: '/tasks/{task_gid}/removeProject',
    handle: (call) => {
      const { project } = readInput(call, { project: as('project', aRef('project')) })
      call.world.removeTaskFromProject(named(call, 'task').gid, need(project, 'project'), call.act)
      return nothing()
    },
  },
]

function show(call: Call, gid: Gid): Answer {
  return one(call, call.view.show('task', gid))
}

function createTask(call: Call, parent?: Gid): Answer {
  const input = readInput(call, NEW)
  const under = parent === undefined ? {} : { parent }
  const { gid } = call.world.addTask({ ...input, ...under, name: input.name ?? '' }, call.act)
  return created(call, 'tasks', gid, call.view.show('task', gid))
}

function changeTask(call: Call): Answer {
  const { gid } = named(call, 'task')
  call.world.updateTask(gid, readInput(call, PROPERTIES), call.act)
  return show(call, gid)
}

function aMembership(sent: unknown, property: string, call: Call): Gid {
  const { section } = anObject(sent, property)
  return aRef('section')(section, `${property}.section`, call)
}

function aFollower(sent: unknown, property: string, call: Call): Gid {
  return need(aUser(sent, property, call), property)
}
