import type { ClassifiedProject, IsoWeek, Point } from '../../domain/model.ts'
import type { DueUpdate } from '../../domain/plan/plan.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import type { AsanaPort } from '../ports/index.ts'
import type { LoadedProject } from './load-project.ts'
import { type ProjectInAsana, type ReadProjectDeps, readProject } from './read-project.ts'
import { type RestoreDeps, restoreState } from './restore-state.ts'
import { fetchDueUpdate } from './weekly-updates.ts'

/** Everything that a sync knows when it begins to decide. */
export type ProjectSnapshot = ProjectInAsana &
  Readonly<{
    classified: ClassifiedProject
    /** The past of Actual, by task gid. */
    histories: Readonly<Record<string, readonly Point[]>>
    /** Measures whose past Asana does not show. */
    forbiddenHistories: ReadonlySet<string>
    state: ProjectState
    /** Tasks whose fields and comment another project writes. */
    managedElsewhere: ReadonlySet<string>
    dueUpdate?: DueUpdate
  }>

export type FetchDeps = ReadProjectDeps &
  RestoreDeps &
  Readonly<{ asana: Pick<AsanaPort, 'readStatuses'>; timeZone: string }>

/**
 * The second step of a sync: every read request that its decisions need. `dueWeek` is the week whose weekly update is
 * due by now. Throws RetryLaterError while more of the measures' past is still to be read.
 */
export async function fetchProject(
  deps: FetchDeps,
  loaded: LoadedProject,
  dueWeek: IsoWeek | undefined,
): Promise<ProjectSnapshot> {
  const inAsana = await readProject(deps, loaded)
  const restored = await restoreState(deps, loaded, inAsana)
  const weekly = await fetchDueUpdate(deps, { ...restored, loaded, project: inAsana.project, dueWeek })
  return { ...inAsana, ...restored, ...weekly }
}
