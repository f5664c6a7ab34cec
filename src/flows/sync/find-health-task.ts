import { HEALTH_TASK_NAME } from '../../domain/plan/plan-health.ts'
import type { HealthTaskState, ProjectState } from '../../domain/plan/project-state.ts'
import { dismissHealthTask } from '../../domain/plan/update-state.ts'
import { parseHealthComment } from '../../domain/text/health-comment.ts'
import { isScorecardOf, parseScorecardHealth } from '../../domain/text/scorecard.ts'
import { isSigned } from '../../domain/text/signature.ts'
import { findOurLatestComment } from '../apply/write-comment.ts'
import { type AsanaPort, type FetchedTask, ignoreNotFound, type StorePort, type TaskContent } from '../ports/index.ts'

export type HealthTaskDeps = Readonly<{
  asana: Pick<AsanaPort, 'readTaskContent' | 'readStories'>
  store: Pick<StorePort, 'readProject'>
  botGid: string
}>

type Search = Readonly<{
  projectGid: string
  /** The gids of all tracked projects. */
  tracked: readonly string[]
  state: ProjectState
  isFirstSight: boolean
}>

/** Whether a task is a health task of the service: the project's own, or one that a person put here from another project. */
export function isHealthTask(
  { gid, name, createdBy }: FetchedTask,
  { state, botGid, botManagedGids }: { state: ProjectState; botGid: string; botManagedGids: ReadonlySet<string> },
): boolean {
  return gid === state.healthTask?.gid || botManagedGids.has(gid) || (createdBy === botGid && name === HEALTH_TASK_NAME)
}

/**
 * Finds the health task again, whatever people did to it: by its gid, also after it was renamed or moved to another
 * project; when its gid is not known, by its text among the tasks that may be it. Where the project was copied, the copy
 * of the other project's health task becomes its own. Throws PortError.
 */
export async function findHealthTask(
  deps: HealthTaskDeps,
  tasks: readonly FetchedTask[],
  search: Search,
): Promise<ProjectState> {
  const { state } = search
  const known = state.healthTask
  if (!known) {
    const healthTask = await restoreHealthTask(deps, candidates(tasks, deps.botGid, search), search)
    return healthTask ? { ...state, healthTask } : state
  }
  const task = tasks.find((task) => task.gid === known.gid)
  const isOpen = task ? !task.completed : !known.isDismissed && (await isOpenElsewhere(deps, known.gid))
  if (!isOpen) return known.isDismissed ? state : dismissHealthTask(state)
  const { isDismissed, ...reopened } = known
  return isDismissed ? { ...state, healthTask: reopened } : state
}

/** Removed from every project it is as good as deleted. */
async function isOpenElsewhere({ asana }: HealthTaskDeps, gid: string): Promise<boolean> {
  const task = await ignoreNotFound(asana.readTaskContent(gid), undefined)
  return task !== undefined && !task.completed && task.projectGids.length > 0
}

/**
 * After a crash its name tells; after a loss of Redis a person may have renamed it meanwhile. A copy bears the name too,
 * and its creator is the person who copied the project. Open ones come first.
 */
function candidates(tasks: readonly FetchedTask[], botGid: string, { isFirstSight }: Search): FetchedTask[] {
  const possible = tasks.filter(({ isSubtask }) => !isSubtask)
  const byBot = possible.filter(({ createdBy }) => createdBy === botGid)
  const isNamed = ({ name }: FetchedTask) => name === HEALTH_TASK_NAME
  const renamed = isFirstSight ? byBot.filter((task) => !isNamed(task)) : []
  const byOthers = possible.filter((task) => isNamed(task) && !byBot.includes(task))
  return [...byBot.filter(isNamed), ...renamed, ...byOthers].toSorted(
    (a, b) => Number(a.completed) - Number(b.completed),
  )
}

/** The first one that is the project's own, else the first copy. */
async function restoreHealthTask(
  deps: HealthTaskDeps,
  tasks: readonly FetchedTask[],
  search: Search,
): Promise<HealthTaskState | undefined> {
  let copy: HealthTaskState | undefined
  for (const { gid } of tasks) {
    const content = await ignoreNotFound(deps.asana.readTaskContent(gid), undefined)
    if (!content || !isSigned(content.html)) continue
    if (isScorecardOf(search.projectGid, content.html)) return toHealthTaskState(deps, gid, content)
    if (!copy && (await isCopy(deps, gid, content, search))) {
      copy = { gid, html: content.html, health: 'Needs data', isCopy: true }
    }
  }
  return copy
}

/** The health told last stands in the last comment, else in the scorecard. */
async function toHealthTaskState(
  { asana, botGid }: HealthTaskDeps,
  gid: string,
  { html, completed }: TaskContent,
): Promise<HealthTaskState> {
  const last = findOurLatestComment((await asana.readStories(gid, undefined)).comments, botGid)
  const told = last && parseHealthComment(last.html)
  return {
    gid,
    html,
    health: told?.to ?? parseScorecardHealth(html) ?? 'Needs data',
    ...(last && told ? { comment: { gid: last.gid, from: told.from, at: last.createdAt } } : {}),
    ...(completed ? { isDismissed: true } : {}),
  }
}

/** Another project's scorecard on a task which that project neither holds nor remembers as its own. */
async function isCopy(
  { store }: HealthTaskDeps,
  gid: string,
  { html, completed, projectGids }: TaskContent,
  { tracked }: Search,
): Promise<boolean> {
  if (completed || projectGids.some((projectGid) => isScorecardOf(projectGid, html))) return false
  const owners = tracked.filter((projectGid) => isScorecardOf(projectGid, html))
  const stored = await Promise.all(owners.map((projectGid) => store.readProject(projectGid)))
  return stored.every(({ state }) => state.healthTask?.gid !== gid)
}
