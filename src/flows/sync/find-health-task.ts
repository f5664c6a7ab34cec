import { HEALTH_TASK_NAME } from '../../domain/plan/plan-health.ts'
import type { HealthTaskState, ProjectState } from '../../domain/plan/project-state.ts'
import { dismissHealthTask } from '../../domain/plan/update-state.ts'
import { parseHealthComment } from '../../domain/text/health-comment.ts'
import { isScorecardOf, parseScorecardHealth } from '../../domain/text/scorecard.ts'
import { findOurLatestComment } from '../apply/write-comment.ts'
import { type AsanaPort, type FetchedTask, ignoreNotFound } from '../ports/index.ts'

type Deps = Readonly<{ asana: Pick<AsanaPort, 'readTaskContent' | 'readStories'>; botGid: string }>

/** Whether a task is the project's health task, or was until a person completed it. */
export function isHealthTask(task: FetchedTask, state: ProjectState, botGid: string): boolean {
  return task.gid === state.healthTask?.gid || (task.createdBy === botGid && task.name === HEALTH_TASK_NAME)
}

/**
 * Finds the health task again, whatever people did to it: by its gid, also after it was renamed or moved to another
 * project; when its gid is not known, among the tasks that the bot created.
 */
export async function findHealthTask(
  deps: Deps,
  tasks: readonly FetchedTask[],
  { projectGid, state, isFirstSight }: { projectGid: string; state: ProjectState; isFirstSight: boolean },
): Promise<ProjectState> {
  const known = state.healthTask
  if (!known) {
    for (const { gid } of candidates(tasks, deps.botGid, isFirstSight)) {
      const healthTask = await restoreHealthTask(deps, projectGid, gid)
      if (healthTask) return { ...state, healthTask }
    }
    return state
  }
  const task = tasks.find((task) => task.gid === known.gid)
  const isOpen = task ? !task.completed : !known.isDismissed && (await isOpenElsewhere(deps, known.gid))
  if (!isOpen) return known.isDismissed ? state : dismissHealthTask(state)
  const { isDismissed, ...reopened } = known
  return isDismissed ? { ...state, healthTask: reopened } : state
}

/** Removed from every project it is as good as deleted. */
async function isOpenElsewhere({ asana }: Deps, gid: string): Promise<boolean> {
  const task = await ignoreNotFound(asana.readTaskContent(gid), undefined)
  return task !== undefined && !task.completed && task.projectGids.length > 0
}

/** After a crash its name tells; after a loss of Redis a person may have renamed it meanwhile. Open ones come first. */
function candidates(tasks: readonly FetchedTask[], botGid: string, isFirstSight: boolean): FetchedTask[] {
  const created = tasks.filter((task) => task.createdBy === botGid && !task.isSubtask)
  const isNamed = ({ name }: FetchedTask) => name === HEALTH_TASK_NAME
  const renamed = isFirstSight ? created.filter((task) => !isNamed(task)) : []
  return [...created.filter(isNamed), ...renamed].toSorted((a, b) => Number(a.completed) - Number(b.completed))
}

/** The health told last stands in the last comment, else in the scorecard. */
async function restoreHealthTask(
  { asana, botGid }: Deps,
  projectGid: string,
  gid: string,
): Promise<HealthTaskState | undefined> {
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
