import { invalid } from '../errors.ts'
import { toInstant } from '../input.ts'
import { lookUp, named } from '../path-gid.ts'
import { type Answer, type Call, list, type Route } from '../route.ts'
import type { Task } from '../state.ts'
import { tasksOf } from '../world/places.ts'

/** Lists of tasks: of a project in its order, or by a filter. */
export const TASK_LIST_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/projects/{project_gid}/tasks',
    handle: (call) => listTasks(call, tasksOf(call.world.state, named(call, 'project').gid)),
  },
  {
    method: 'GET',
    path: '/sections/{section_gid}/tasks',
    handle: (call) => {
      const { tasks } = named(call, 'section')
      return listTasks(
        call,
        tasks.map((gid) => lookUp(call, 'task', gid)),
      )
    },
  },
  { method: 'GET', path: '/tasks', handle: filterTasks },
]

function listTasks(call: Call, tasks: readonly Task[]): Answer {
  const isWanted = completedSince(call)
  return list(call, tasks.filter(isWanted), ({ gid }) => call.view.show('task', gid))
}

/** A task counts when it is open, or was completed since; `now` leaves open ones only. */
function completedSince(call: Call): (task: Task) => boolean {
  const text = call.query['completed_since']
  if (text === undefined) return () => true
  const since = text === 'now' ? call.world.state.now() : toInstant(text, 'completed_since')
  return (task) => task.completedAt === undefined || (text !== 'now' && task.completedAt >= since)
}

function filterTasks(call: Call): Answer {
  const { modified_since } = call.query
  const tasks = filtered(call)
  if (modified_since === undefined) return listTasks(call, tasks)
  const since = toInstant(modified_since, 'modified_since')
  return listTasks(
    call,
    tasks.filter((task) => task.modifiedAt >= since),
  )
}

function filtered(call: Call): Task[] {
  const { project, section, assignee, workspace } = call.query
  const filters = [project, section, assignee && workspace].filter((filter) => filter !== undefined)
  if (filters.length !== 1) {
    throw invalid('Must specify exactly one of project, tag, section, user task list, or assignee + workspace')
  }
  if (project !== undefined) return tasksOf(call.world.state, lookUp(call, 'project', project).gid)
  if (section !== undefined) return lookUp(call, 'section', section).tasks.map((gid) => lookUp(call, 'task', gid))
  const user = assignee === 'me' ? call.user : assignee
  return [...call.world.state.tables.task.values()].filter(
    (task) => task.assignee === user && task.workspace === workspace,
  )
}
