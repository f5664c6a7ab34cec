import type { ClassifiedProject, ProjectSummary, Task } from '../../domain/model.ts'
import type { StorePort } from '../ports/index.ts'

type Claim = (taskGid: string) => boolean

/**
 * The tasks of this project whose fields and comment another tracked project writes. The dates of two projects differ,
 * so two writers would overwrite each other at every sync: the oldest project in which the task is a measure writes it.
 * Archived and completed projects write nothing; one that was not synced yet counts as if the task were a measure there.
 */
export async function findTasksOwnedByOtherProjects(
  store: Pick<StorePort, 'readSummaries' | 'readInaccessibleProjects'>,
  project: { gid: string; tasks: ClassifiedProject['tasks']; tracked: readonly string[] },
): Promise<ReadonlySet<string>> {
  const others = new Set(project.tracked.filter((gid) => gid !== project.gid))
  const othersOf = ({ projectGids }: Task) => projectGids.filter((gid) => others.has(gid))
  const shared = Object.values(project.tasks)
    .flat()
    .filter((task) => othersOf(task).length > 0)
  if (shared.length === 0) return new Set()
  const claims = await readClaims(store, [...new Set(shared.flatMap(othersOf))])
  const measures = new Set(project.tasks.measures)
  const isOwnedByOther = (task: Task) =>
    othersOf(task).some((gid) => (!measures.has(task) || isOlder(gid, project.gid)) && claims.get(gid)?.(task.gid))
  return new Set(shared.filter(isOwnedByOther).map(({ gid }) => gid))
}

/** The other tracked projects to sync, because a task that they hold became or ceased to be a measure here. */
export function findAffectedProjects(
  { gid: projectGid, tasks, tracked }: { gid: string; tasks: ClassifiedProject['tasks']; tracked: readonly string[] },
  before: ProjectSummary | undefined,
  after: ProjectSummary,
): string[] {
  const [had, has] = [toClaim(before), toClaim(after)]
  const changed = Object.values(tasks)
    .flat()
    .filter(({ gid }) => had(gid) !== has(gid))
  const holders = new Set(changed.flatMap(({ projectGids }) => projectGids))
  return tracked.filter((gid) => gid !== projectGid && holders.has(gid))
}

async function readClaims(
  store: Pick<StorePort, 'readSummaries' | 'readInaccessibleProjects'>,
  gids: readonly string[],
): Promise<ReadonlyMap<string, Claim>> {
  const [summaries, inaccessible] = await Promise.all([store.readSummaries(gids), store.readInaccessibleProjects()])
  const known = new Map(summaries.map((summary) => [summary.gid, summary]))
  return new Map(gids.flatMap((gid) => (inaccessible.has(gid) ? [] : [[gid, toClaim(known.get(gid))] as const])))
}

/** Tells of a task whether the project would write it as a measure. */
function toClaim(summary: ProjectSummary | undefined): Claim {
  if (!summary) return () => true
  if (summary.archived || summary.completed) return () => false
  const measures = new Set(summary.measures.map(({ gid }) => gid))
  return (taskGid) => measures.has(taskGid)
}

/** Asana's gids are numbers that grow with time. */
function isOlder(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length
}
