import { findFields, findRivals, type Pins } from '../../domain/fields/find-fields.ts'
import { findNearMisses, type NearMiss } from '../../domain/fields/near-misses.ts'
import type { Fields, Project, StatusUpdate } from '../../domain/model.ts'
import { type AsanaPort, type FetchedProject, type FetchedTask, ignoreNotFound } from '../ports/index.ts'
import type { LoadedProject } from './load-project.ts'
import { readProjectWithBrief } from './read-brief.ts'
import { readTasks, type TaskReadDeps } from './read-tasks.ts'

/** A project and its tasks as Asana shows them now. */
export type ProjectInAsana = Readonly<{
  response: FetchedProject
  /** With the newest status update. */
  project: Project
  tasks: readonly FetchedTask[]
  /** Fields its tasks carry. */
  fields: Fields
  /** Fields the project itself carries, through a configured portfolio. */
  projectFields: Fields
  /** The project's share in its portfolios, as a person set it. */
  weight?: number
  /** Fields that look like Target or Actual and are not. */
  nearMisses: readonly NearMiss[]
  /** Names of fields that the project has twice. */
  rivals: readonly string[]
}>

export type ReadProjectDeps = TaskReadDeps &
  Readonly<{ asana: Pick<AsanaPort, 'readProject' | 'readProjectBrief' | 'readStatus'>; pins: Pins }>

/** Reads the project with its brief, unless its copy is still good, its newest status update and its tasks. */
export async function readProject(
  deps: ReadProjectDeps,
  { gid, stored, cache, portfolioFields }: LoadedProject,
): Promise<ProjectInAsana> {
  const { asana, pins } = deps
  const [response, tasks] = await Promise.all([readProjectWithBrief(asana, gid, cache.value), readTasks(deps, gid)])
  const status = await readNewestStatus(asana, response.statusGid, stored.state.status)
  const projectFields = carriedFields(response, portfolioFields)
  const weight = projectFields.weight && response.project.values[projectFields.weight.gid]
  const countValues = (fieldGid: string) => tasks.filter(({ values }) => values[fieldGid] !== undefined).length
  const fields = findFields(response.taskFields, pins, stored.state.fields, countValues)
  return {
    response,
    project: status ? { ...response.project, status } : response.project,
    tasks,
    fields,
    projectFields,
    ...(typeof weight === 'number' ? { weight } : {}),
    nearMisses: findNearMisses(response.taskFields),
    rivals: findRivals(response.taskFields, fields, pins),
  }
}

/** Status updates cannot be edited in Asana: one that is known need not be read again. */
async function readNewestStatus(
  asana: Pick<AsanaPort, 'readStatus'>,
  gid: string | undefined,
  known: StatusUpdate | undefined,
): Promise<StatusUpdate | undefined> {
  if (!gid) return undefined
  return known?.gid === gid ? known : ignoreNotFound(asana.readStatus(gid), undefined)
}

/** A portfolio gives fields to its direct projects; only what the project shows it carries can be written. */
function carriedFields({ projectFieldGids }: FetchedProject, given: readonly Fields[]): Fields {
  // The first portfolio that gives a field wins.
  const all = Object.assign({}, ...[...given].reverse()) as Fields
  const carried = new Set(projectFieldGids)
  return Object.fromEntries(Object.entries(all).filter(([, field]) => field && carried.has(field.gid)))
}
