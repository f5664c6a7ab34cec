import type { ClassifiedProject, Point, Task } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import { classifyProject } from '../../domain/v2mom/tag.ts'
import {
  type AsanaPort,
  type FetchedTask,
  RetryLaterError,
  type StoredProject,
  type StorePort,
} from '../ports/index.ts'
import { type Histories, readHistories } from './actual-history.ts'
import { restoreComments, takeOverComments } from './find-comment.ts'
import { findHealthTask, isHealthTask } from './find-health-task.ts'
import { pruneComments } from './prune-comments.ts'
import type { Snapshot } from './read-project.ts'
import { findTasksOwnedByOtherProjects } from './shared-tasks.ts'

export type RestoredState = Readonly<{
  classified: ClassifiedProject
  state: ProjectState
  histories: Readonly<Record<string, readonly Point[]>>
  /** Tasks whose fields and comment another project writes. */
  managedElsewhere: ReadonlySet<string>
}>

type Deps = Readonly<{ asana: AsanaPort; store: StorePort; botGid: string }>

/**
 * Connects what was read with what is remembered: our own texts, the V2MOM places, the past of every measure. Throws
 * NotYet while some of that past is still to be read: without it a number may look old that is not.
 */
export async function restoreState(
  deps: Deps,
  { project, tasks, fields, tracked }: Snapshot,
  stored: StoredProject,
): Promise<RestoredState> {
  const isFirstSight = stored.summary === undefined
  const health = await findHealthTask(deps, tasks, { projectGid: project.gid, state: stored.state, isFirstSight })
  const classified = classifyProject({ project, tasks: toTasks(tasks, health, deps.botGid), fields })
  const measures = classified.tasks.measures
  const verifiedAt = stored.summary?.verifiedAt
  const histories = await readHistories(deps.asana, { measures, fields, known: stored.histories, verifiedAt })
  const adopted = restoreComments(health, measures, histories.stories, deps.botGid)
  const pruned = await pruneComments(deps.asana, adopted, { tasks, tracked })
  const shared = { gid: project.gid, tasks: classified.tasks, tracked }
  const managedElsewhere = await findTasksOwnedByOtherProjects(deps.store, shared)
  const taken = await takeOverComments(deps, pruned, {
    measures,
    known: stored.summary?.measures ?? [],
    ownedElsewhere: managedElsewhere,
    stories: histories.stories,
  })
  const state = { ...taken, ...statusNote(project.status) }
  await keep(deps.store, project.gid, { state, histories, known: stored.histories })
  if (!histories.isComplete) throw new RetryLaterError('More of the past of its measures is still to be read', 0)
  return { classified, state, histories: histories.points, managedElsewhere }
}

/** What was read is never read again. The notes come first: a known history keeps our comment from being looked for. */
async function keep(
  store: StorePort,
  projectGid: string,
  { state, histories, known }: { state: ProjectState; histories: Histories; known: StoredProject['histories'] },
): Promise<void> {
  const { points, stories } = histories
  if (Object.keys(stories).length > 0) await store.saveState(projectGid, state)
  for (const [taskGid, history] of Object.entries(points)) {
    if (history !== known[taskGid]) await store.saveHistory(projectGid, taskGid, history)
  }
}

/** Tasks as the domain knows them; the service's own health task is told apart. */
function toTasks(tasks: readonly FetchedTask[], state: ProjectState, botGid: string): Task[] {
  return tasks.map(({ createdBy, ...task }) => ({
    ...task,
    isHealthTask: isHealthTask({ ...task, ...(createdBy ? { createdBy } : {}) }, state, botGid),
  }))
}

function statusNote(status: ProjectState['status']): Pick<ProjectState, 'status'> {
  return status ? { status } : {}
}
