import {
  type ClassifiedProject,
  DEFAULT_THRESHOLDS,
  type Fields,
  type Point,
  type Project,
  type ProjectSummary,
  type StatusType,
  type Task,
} from '../../../src/domain/model.ts'
import { evaluateProject } from '../../../src/domain/rollup/assess.ts'
import { renderProjectUpdate } from '../../../src/domain/text/weekly-project.ts'
import { classifyProject } from '../../../src/domain/v2mom/classify-project.ts'
import { buildMeasureTask, buildTask, fields, moment, person, project } from '../../support/builders.ts'

/** The Monday morning on which all these updates are written. */
export const MONDAY = moment('2026-11-16')
export const WEEK = '2026-W47'

export type Told = Readonly<{ project: Project; classified: ClassifiedProject; summary: ProjectSummary }>

/** A project as it is told to the renderers: sorted and judged by the real rules. */
export function tell(input: {
  project?: Project
  tasks: readonly Task[]
  histories?: Record<string, Point[]>
  fields?: Fields
}): Told {
  const { project: told = project(), tasks, histories = {}, fields: carried = fields() } = input
  const classified = classifyProject({ project: told, tasks, fields: carried })
  const evaluated = {
    project: told,
    classified,
    fields: carried,
    histories,
    at: MONDAY,
    thresholds: DEFAULT_THRESHOLDS,
  }
  return { project: told, classified, summary: evaluateProject(evaluated) }
}

/** A launch in the middle of its quarter: one number behind, one on track, one that nobody can read. */
export function launch(wishes: Partial<Project> = {}): Told {
  return tell({
    project: project({ description: DESCRIPTION, ...wishes }),
    tasks: [...measures, ...methods, ...obstacles],
    histories: { leads: weekly([0, 6, 12, 20, 25, 31, 36, 41]), mail: weekly([900, 1000, 1150, 1200, 1300, 1380]) },
  })
}

/** One value a week, the last one on the Friday before the update. */
export function weekly(values: readonly number[]): Point[] {
  const friday = Date.parse('2026-11-13T15:00:00.000Z')
  return values.map((value, i) => ({ at: new Date(friday - (values.length - 1 - i) * WEEK_MS).toISOString(), value }))
}

/** The weekly update of that Monday. */
export function update(told: Told, previous?: { week: string; at: string }) {
  return renderProjectUpdate({ week: WEEK, ...told, ...(previous ? { previous } : {}), at: MONDAY })
}

/** A sound measure with room for wishes: 50 of 100. */
export function leads(wishes: Parameters<typeof buildMeasureTask>[0]): Task {
  return buildMeasureTask({ gid: 'leads', ...wishes })
}

export function obstacle(wishes: Partial<Task>): Task {
  return buildTask({ gid: 'obstacle', section: 'Obstacles', ...wishes })
}

export function completed(day: string): Partial<Task> {
  return { completed: true, completedAt: `${day}T10:00:00.000Z` }
}

/** What Olga said about a project on the Thursday before. */
export function reported(type: StatusType) {
  const status = { gid: '1', type, title: 'Fine', html: 'Fine', createdAt: '2026-11-12T08:00:00.000Z', isOurs: false }
  return { status: { ...status, author: person('Olga') } }
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

const DESCRIPTION = `# Vision
Be the source sales trusts for pipeline
# Values
- Selective
- Measured`

const link = (gid: string) => ({ gid, permalinkUrl: `https://app.asana.com/0/1/${gid}` })

const measures = [
  buildMeasureTask({ ...link('leads'), name: 'Qualified leads', target: 120, actual: 41, unit: 'leads', weight: 3 }),
  buildMeasureTask({
    ...link('mail'),
    name: 'Newsletter readers',
    assignee: person('Ben'),
    baseline: 900,
    target: 1800,
    actual: 1380,
  }),
  buildMeasureTask({
    ...link('search'),
    name: 'Searches for our name',
    assignee: person('Ben'),
    target: undefined,
    actual: undefined,
  }),
  buildMeasureTask({ ...link('site'), name: 'Site is up', type: 'Stay above', target: 99, actual: 99.7, unit: '%' }),
]

const methods = [
  buildTask({ ...link('film'), name: 'Cut the film', completed: true, completedAt: '2026-11-12T10:00:00.000Z' }),
  buildTask({
    ...link('brochure'),
    name: 'Approve the brochure',
    completed: true,
    completedAt: '2026-11-12T10:00:00.000Z',
    approval: 'rejected',
    dueOn: '2026-11-12',
  }),
  buildTask({ ...link('old'), name: 'Write the plan', completed: true, completedAt: '2026-11-02T10:00:00.000Z' }),
  buildTask({ ...link('page'), name: 'Landing page', assignee: person('Ana'), dueOn: '2026-11-20' }),
  buildTask({ ...link('fair'), name: 'Book the fair', dueOn: '2026-12-01' }),
]

const obstacles = [
  buildTask({
    ...link('designer'),
    name: 'One designer for two launches',
    section: 'Obstacles',
    assignee: person('Cem'),
    dueOn: '2026-11-12',
  }),
  buildTask({ ...link('facts'), name: 'Late product facts', section: 'Obstacles' }),
]
