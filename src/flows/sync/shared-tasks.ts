import type { ClassifiedProject, ProjectSummary, Task } from '../../domain/model.ts'
import type { StorePort } from '../ports/index.ts'

/**
 * Tasks of this project whose fields and comment are looked after from another mirrored project. A task may stand in
 * several projects, whose dates differ: one of them speaks for it, or two would overwrite each other for ever.
 */
export async function findTasksOwnedByOtherProjects(
  store: StorePort,
  projectGid: string,
  tasks: ClassifiedProject['tasks'],
): Promise<ReadonlySet<string>> {
  const measures = tasks.measures.filter(isShared)
  const others = Object.entries(tasks).flatMap(([component, tasks]) => (component === 'measures' ? [] : tasks))
  const managedElsewhere = new Set(others.filter(isShared).map(({ gid }) => gid))
  if (measures.length === 0) return managedElsewhere
  const earlier = new Set(measures.flatMap((task) => task.projectGids ?? []).filter((gid) => isBefore(gid, projectGid)))
  for (const summary of await store.readSummaries([...earlier])) addMeasures(managedElsewhere, summary, measures)
  return managedElsewhere
}

function addMeasures(managedElsewhere: Set<string>, summary: ProjectSummary, measures: readonly Task[]): void {
  const theirs = new Set(summary.measures.map(({ gid }) => gid))
  for (const { gid } of measures) if (theirs.has(gid)) managedElsewhere.add(gid)
}

function isShared(task: Task): boolean {
  return (task.projectGids?.length ?? 0) > 1
}

/** The oldest project speaks for a shared measure. */
function isBefore(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length
}
