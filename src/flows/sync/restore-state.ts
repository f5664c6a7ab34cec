import type { ClassifiedProject, Point, Task } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import { classifyProject } from '../../domain/v2mom/classify-project.ts'
import { type AsanaPort, type FetchedTask, RetryLaterError, type StorePort } from '../ports/index.ts'
import { type Histories, readHistories } from './actual-history.ts'
import { findHealthTask, type HealthTaskDeps, isHealthTask } from './find-health-task.ts'
import type { LoadedProject } from './load-project.ts'
import type { ProjectInAsana } from './read-project.ts'
import { pruneComments, restoreComments, takeOverComments } from './restore-comments.ts'
import { findTasksOwnedByOtherProjects } from './shared-tasks.ts'

export type RestoredState = Readonly<{
  classified: ClassifiedProject
  state: ProjectState
  histories: Readonly<Record<string, readonly Point[]>>
  /** Measures whose past Asana does not show. */
  forbiddenHistories: ReadonlySet<string>
  managedElsewhere: ReadonlySet<string>
}>

export type RestoreDeps = HealthTaskDeps &
  Readonly<{
    asana: Pick<AsanaPort, 'readStories'>
    store: Pick<StorePort, 'saveState' | 'saveHistory' | 'readSummaries' | 'readInaccessibleProjects'>
  }>

/**
 * Connects what Asana shows with what Redis holds: the service's own texts, the V2MOM places, the past of every measure.
 * Throws RetryLaterError while some of that past is still to be read: without it a number may look older than it is.
 */
export async function restoreState(
  deps: RestoreDeps,
  { gid, stored, tracked, botManagedGids }: LoadedProject,
  { project, tasks, fields }: ProjectInAsana,
): Promise<RestoredState> {
  const { asana, botGid } = deps
  const isFirstSight = stored.summary === undefined
  const carded = await findHealthTask(deps, tasks, { projectGid: gid, tracked, state: stored.state, isFirstSight })
  const own = { state: carded, botGid, botManagedGids }
  const classified = classifyProject({ project, tasks: toTasks(tasks, own), fields })
  const { measures } = classified.tasks
  const verifiedAt = stored.summary?.verifiedAt
  const histories = await readHistories(asana, {
    measures,
    fields,
    known: stored.histories,
    forbidden: stored.state.forbiddenStories,
    verifiedAt,
  })
  const { stories } = histories
  const commented = restoreComments(carded, measures, stories, botGid)
  const pruned = await pruneComments(asana, commented, { tasks, tracked })
  const managedElsewhere = await findTasksOwnedByOtherProjects(deps.store, { gid, tasks: classified.tasks, tracked })
  const shared = { measures, known: stored.summary?.measures ?? [], ownedElsewhere: managedElsewhere, stories }
  const taken = await takeOverComments(deps, pruned, shared)
  const { forbiddenStories: _, status: __, ...rest } = taken
  const state = {
    ...rest,
    ...(histories.forbidden.length > 0 ? { forbiddenStories: histories.forbidden } : {}),
    ...(project.status ? { status: project.status } : taken.status ? { status: taken.status } : {}),
  }
  await persist(deps.store, { gid, state, histories, known: stored.histories })
  if (!histories.isComplete) throw new RetryLaterError('More of the past of its measures is still to be read', 0)
  return {
    classified,
    state,
    histories: histories.points,
    forbiddenHistories: new Set(histories.forbidden),
    managedElsewhere,
  }
}

/** What was read is never read again. The state comes first: a known history keeps our comment from being looked for. */
async function persist(
  store: Pick<StorePort, 'saveState' | 'saveHistory'>,
  project: { gid: string; state: ProjectState; histories: Histories; known: Histories['points'] },
): Promise<void> {
  const { gid, state, histories, known } = project
  if (Object.keys(histories.stories).length + histories.forbidden.length > 0) await store.saveState(gid, state)
  for (const [taskGid, history] of Object.entries(histories.points)) {
    if (history !== known[taskGid]) await store.saveHistory(gid, taskGid, history)
  }
}

/** Tasks as the domain knows them; health tasks are marked. */
function toTasks(tasks: readonly FetchedTask[], own: Parameters<typeof isHealthTask>[1]): Task[] {
  return tasks.map((fetched) => {
    const { createdBy: _, ...task } = fetched
    return { ...task, isHealthTask: isHealthTask(fetched, own) }
  })
}
