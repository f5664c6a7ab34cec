import { aDay, aFlag, anHtml, anObject, aRef, as, aText, aUser, aWord, need, readInput } from '../input.ts'
import { lookUp, named } from '../path-gid.ts'
import { type Answer, type Call, created, list, nothing, one, type Route } from '../route.ts'
import type { Gid } from '../state.ts'

const PROPERTIES = {
  name: as('name', aText),
  notes: as('notes', aText),
  html_notes: as('notes', anHtml),
  owner: as('owner', aUser),
  start_on: as('startOn', aDay),
  due_on: as('dueOn', aDay),
  color: as('color', aText),
  archived: as('archived', aFlag),
  privacy_setting: as('privacy', aWord(['public_to_workspace', 'private_to_team', 'private'])),
}
const NEW = { ...PROPERTIES, workspace: as('workspace', aRef('workspace')) }
const CHANGES = { ...PROPERTIES, custom_fields: as('values', anObject) }

/** Projects themselves; their tasks and sections have files of their own. */
export const PROJECT_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/projects', handle: listProjects },
  { method: 'POST', path: '/projects', handle: createProject },
  { method: 'GET', path: '/projects/{project_gid}', handle: (call) => show(call, named(call, 'project').gid) },
  {
    method: 'PUT',
    path: '/projects/{project_gid}',
    handle: (call) => {
      const { gid } = named(call, 'project')
      call.world.updateProject(gid, readInput(call, CHANGES), call.act)
      return show(call, gid)
    },
  },
  {
    method: 'DELETE',
    path: '/projects/{project_gid}',
    handle: (call) => {
      call.world.deleteProject(named(call, 'project').gid, call.act)
      return nothing()
    },
  },
]

function show(call: Call, gid: Gid): Answer {
  return one(call, call.view.show('project', gid))
}

function listProjects(call: Call): Answer {
  const { workspace, archived } = call.query
  if (workspace !== undefined) lookUp(call, 'workspace', workspace)
  const projects = [...call.world.state.tables.project.values()].filter(
    (project) =>
      (workspace === undefined || project.workspace === workspace) &&
      (archived === undefined || String(project.archived) === archived),
  )
  return list(call, projects, ({ gid }) => call.view.show('project', gid))
}

function createProject(call: Call): Answer {
  const input = readInput(call, NEW)
  const workspace = need(input.workspace, 'workspace')
  const { gid } = call.world.addProject({ ...input, workspace, name: need(input.name, 'name') }, call.act)
  return created(call, 'projects', gid, call.view.show('project', gid))
}
