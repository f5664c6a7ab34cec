import { FIELD_TABLE } from '../../../src/domain/fields/field-table.ts'
import type { Counts } from '../watch/requests.ts'

/** What Asana calls the requests that can be needed at all. */
export const OPERATIONS = {
  items: 'GET /portfolios/{portfolio_gid}/items',
  tasks: 'GET /projects/{project_gid}/tasks',
  stories: 'GET /tasks/{task_gid}/stories',
  looks: 'GET /status_updates',
  listen: 'POST /webhooks',
  setTask: 'PUT /tasks/{task_gid}',
  setProject: 'PUT /projects/{project_gid}',
  makeTask: 'POST /tasks',
  makeField: 'POST /custom_fields',
  giveProject: 'POST /projects/{project_gid}/addCustomFieldSetting',
  givePortfolio: 'POST /portfolios/{portfolio_gid}/addCustomFieldSetting',
  post: 'POST /status_updates',
} as const

type Amount = Readonly<{ projects: number; tasks: number; measures: number }>

const PAGE = 100
const OWN_FIELDS = FIELD_TABLE.filter(({ owner }) => owner === 'service')
const ON_TASKS = OWN_FIELDS.filter(({ on }) => on === 'task').length

/** Details come from the portfolio's list, tasks by the page, and every project is listened to. */
export function smallestFirstReading({ projects, tasks }: Amount): Counts {
  return { ...smallestCompare({ projects, tasks }), [OPERATIONS.listen]: projects }
}

/** Everything that was typed is told by the stories of its measure, once. */
export function smallestHistory({ projects, measures }: Amount): Counts {
  return { [OPERATIONS.stories]: projects * measures }
}

/** Fields are made and given once; then one write for each object whose figures come to stand, and a health task each. */
export function smallestFirstWrites({ projects, measures }: Amount): Counts {
  return {
    [OPERATIONS.makeField]: OWN_FIELDS.length,
    [OPERATIONS.givePortfolio]: OWN_FIELDS.length - ON_TASKS,
    [OPERATIONS.giveProject]: ON_TASKS * projects,
    [OPERATIONS.setTask]: projects * measures,
    [OPERATIONS.setProject]: projects,
    [OPERATIONS.makeTask]: projects,
  }
}

/**
 * One measure changed in each project: one reading, one write for each object whose figures change, which are the
 * measure, the health task with its scorecard, and the project.
 */
export function smallestChange({ projects }: Pick<Amount, 'projects'>): Counts {
  return { [OPERATIONS.tasks]: projects, [OPERATIONS.setTask]: 2 * projects, [OPERATIONS.setProject]: projects }
}

/** A look whether it stands, and the update, for each project and for the portfolio. */
export function smallestWeekly({ projects }: Pick<Amount, 'projects'>): Counts {
  return { [OPERATIONS.looks]: projects + 1, [OPERATIONS.post]: projects + 1 }
}

export function smallestCompare({ projects, tasks }: Pick<Amount, 'projects' | 'tasks'>): Counts {
  return { [OPERATIONS.items]: Math.ceil(projects / PAGE), [OPERATIONS.tasks]: projects * Math.ceil(tasks / PAGE) }
}
