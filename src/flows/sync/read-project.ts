import { findFields, type Pins } from '../../domain/fields/find-fields.ts'
import type { Fields, Finding, Project, StatusUpdate } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import { listTrackedProjects, type Scope } from '../portfolios/tracked-projects.ts'
import { ignoreNotFound } from '../ports/ignore-not-found.ts'
import type { AsanaPort, FetchedProject, FetchedTask, PortfolioContents } from '../ports/index.ts'
import { type ItemDeps, readTasks } from './read-tasks.ts'

export type Snapshot = Readonly<{
  read: FetchedProject
  project: Project
  tasks: readonly FetchedTask[]
  /** Fields its tasks carry. */
  fields: Fields
  /** Fields the project itself carries, through a configured portfolio. */
  projectFields: Fields
  /** The project's share in its portfolios, as a person set it. */
  weight?: number
  portfolioGids: readonly string[]
  /** Every project that is tracked, this one included or not. */
  tracked: readonly string[]
  /** What keeps its portfolios from giving it fields. */
  portfolioFindings: readonly Finding[]
}>

/** Reads a project whole: itself, its fields, its newest status and its tasks. */
export async function readSnapshot(
  deps: ItemDeps,
  projectGid: string,
  known: {
    state: ProjectState
    members: Readonly<Record<string, PortfolioContents>>
    pins: Pins
    scope: Scope
    /** The project as it is known to be, without its tasks. */
    details?: FetchedProject | undefined
  },
): Promise<Snapshot> {
  const { asana } = deps
  const [read, tasks] = await Promise.all([known.details ?? asana.readProject(projectGid), readTasks(deps, projectGid)])
  const status = await readNewestStatus(asana, read.statusGid, known.state)
  const portfolios = Object.entries(known.members).filter(([, { projectGids }]) => projectGids.includes(projectGid))
  const projectFields = attachedFields(
    read,
    portfolios.map(([, members]) => members.fields),
  )
  const weight = projectFields.weight && read.project.values[projectFields.weight.gid]
  return {
    read,
    project: status ? { ...read.project, status } : read.project,
    tasks,
    fields: findFields(read.taskFields, known.pins, known.state.fields),
    projectFields,
    ...(typeof weight === 'number' ? { weight } : {}),
    portfolioGids: portfolios.map(([gid]) => gid),
    tracked: listTrackedProjects(known.members, known.scope),
    portfolioFindings: portfolios.flatMap(([, { findings }]) => findings),
  }
}

/** Status updates cannot be edited in Asana: one that is known need not be read again. */
async function readNewestStatus(
  asana: AsanaPort,
  gid: string | undefined,
  state: ProjectState,
): Promise<StatusUpdate | undefined> {
  if (!gid) return undefined
  return state.status?.gid === gid ? state.status : ignoreNotFound(asana.readStatus(gid), undefined)
}

/** A portfolio gives fields to its direct projects; only what the project shows it carries can be written. */
function attachedFields({ projectFieldGids }: FetchedProject, fieldSets: readonly Fields[]): Fields {
  const all = Object.assign({}, ...[...fieldSets].reverse()) as Fields
  const carried = new Set(projectFieldGids)
  return Object.fromEntries(Object.entries(all).filter(([, field]) => field && carried.has(field.gid)))
}
