import type { HealthTaskState, ProjectState } from '../../domain/plan/project-state.ts'
import { dismissHealthTask } from '../../domain/plan/update-state.ts'
import { parseHealthComment } from '../../domain/text/health-comment.ts'
import { isScorecardOf, parseScorecardHealth } from '../../domain/text/scorecard.ts'
import { ignoreNotFound } from '../ports/ignore-not-found.ts'
import type { AsanaPort, FetchedTask } from '../ports/index.ts'
import { findOurLatestComment } from './find-comment.ts'

export const HEALTH_TASK_NAME = 'V2MOM health'

type Deps = Readonly<{ asana: AsanaPort; botGid: string }>

/** A task of ours that carries the scorecard, or did until a person completed it. */
export function isHealthTask(task: FetchedTask, state: ProjectState, botGid: string): boolean {
  return task.gid === state.healthTask?.gid || (task.createdBy === botGid && task.name === HEALTH_TASK_NAME)
}

/**
 * Finds the health task again, whatever people did to it: by its gid, also after it was renamed or moved to another
 * project; with memory lost, among the tasks the bot made.
 */
export async function findHealthTask(
  deps: Deps,
  tasks: readonly FetchedTask[],
  { projectGid, state, isFirstSight }: { projectGid: string; state: ProjectState; isFirstSight: boolean },
): Promise<ProjectState> {
  const known = state.healthTask
  if (!known) return restoreHealthTask(deps, projectGid, candidates(tasks, deps.botGid, isFirstSight), state)
  const task = tasks.find((task) => task.gid === known.gid)
  const isOpen = task ? !task.completed : !known.isDismissed && (await isOpenElsewhere(deps, known.gid))
  if (!isOpen) return known.isDismissed ? state : dismissHealthTask(state)
  const { isDismissed, ...awake } = known
  return isDismissed ? { ...state, healthTask: awake } : state
}

/** Taken out of every project it is as good as deleted. */
async function isOpenElsewhere({ asana }: Deps, gid: string): Promise<boolean> {
  const task = await ignoreNotFound(asana.readTaskContent(gid), undefined)
  return task !== undefined && !task.completed && task.projectGids.length > 0
}

/** After a crash the name tells; with all memory lost a person may have renamed it. Open ones come first. */
function candidates(tasks: readonly FetchedTask[], botGid: string, isFirstSight: boolean): FetchedTask[] {
  const ours = tasks.filter((task) => task.createdBy === botGid && !task.isSubtask)
  const isLikely = ({ name }: FetchedTask) => name === HEALTH_TASK_NAME
  const likely = isFirstSight
    ? [...ours.filter(isLikely), ...ours.filter((task) => !isLikely(task))]
    : ours.filter(isLikely)
  return likely.toSorted((a, b) => Number(a.completed) - Number(b.completed))
}

async function restoreHealthTask(
  deps: Deps,
  projectGid: string,
  tasks: readonly FetchedTask[],
  state: ProjectState,
): Promise<ProjectState> {
  for (const { gid } of tasks) {
    const healthTask = await adopt(deps, projectGid, gid)
    if (healthTask) return { ...state, healthTask }
  }
  return state
}

/** What it told last stands in its last comment, else in the scorecard. */
async function adopt({ asana, botGid }: Deps, projectGid: string, gid: string): Promise<HealthTaskState | undefined> {
  const task = await ignoreNotFound(asana.readTaskContent(gid), undefined)
  if (!task || !isScorecardOf(projectGid, task.html)) return undefined
  const last = findOurLatestComment((await asana.readStories(gid, undefined)).comments, botGid)
  const told = last && parseHealthComment(last.text)
  return {
    gid,
    html: task.html,
    health: told?.to ?? parseScorecardHealth(task.notes) ?? 'Needs data',
    ...(last && told ? { comment: { gid: last.gid, from: told.from, at: last.createdAt } } : {}),
    ...(task.completed ? { isDismissed: true } : {}),
  }
}
