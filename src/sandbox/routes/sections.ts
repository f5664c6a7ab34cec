import { aRef, as, aText, need, readInput } from '../input.ts'
import { named } from '../path-gid.ts'
import { created, list, nothing, one, type Route } from '../route.ts'

const PLACE = {
  task: as('task', aRef('task')),
  insert_before: as('before', aRef('task')),
  insert_after: as('after', aRef('task')),
}

/** The sections of projects, and moving tasks between them. */
export const SECTION_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/projects/{project_gid}/sections',
    handle: (call) => list(call, named(call, 'project').sections, (gid) => call.view.show('section', gid)),
  },
  {
    method: 'POST',
    path: '/projects/{project_gid}/sections',
    handle: (call) => {
      const name = need(readInput(call, { name: as('name', aText) }).name, 'name')
      const { gid } = call.world.addSection(named(call, 'project').gid, { name }, call.act)
      return created(call, 'sections', gid, call.view.show('section', gid))
    },
  },
  {
    method: 'GET',
    path: '/sections/{section_gid}',
    handle: (call) => one(call, call.view.show('section', named(call, 'section').gid)),
  },
  {
    method: 'POST',
    path: '/sections/{section_gid}/addTask',
    handle: (call) => {
      const { task, ...place } = readInput(call, PLACE)
      call.world.moveTask(need(task, 'task'), named(call, 'section').gid, call.act, place)
      return nothing()
    },
  },
]
