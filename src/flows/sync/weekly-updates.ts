import type { ClassifiedProject, IsoWeek, Project, StatusUpdate } from '../../domain/model.ts'
import type { DueUpdate } from '../../domain/plan/plan.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import type { PreviousUpdate } from '../../domain/text/weekly-facts.ts'
import { parseWeeklyUpdate } from '../../domain/text/weekly-parse.ts'
import { addWeeks, startOfWeek } from '../../domain/week.ts'
import { skipsWeeklyUpdate } from '../../domain/weekly-update-rules.ts'
import type { AsanaPort } from '../ports/index.ts'
import type { LoadedProject } from './load-project.ts'

/** A project may have rested for months; a year is two pages at most. */
const WEEKS_BACK = 52

export type WeeklyUpdates = Readonly<{
  /** gid of the update that stands for the week. */
  posted?: string
  previous?: PreviousUpdate
  /** The newest status update, of the service or a person. */
  newest?: StatusUpdate
}>

/** The service's weekly updates in Asana: the one that stands for `week`, if any, and the last one before it. */
export async function findWeeklyUpdates(
  asana: Pick<AsanaPort, 'readStatuses'>,
  parentGid: string,
  week: IsoWeek,
  timeZone: string,
): Promise<WeeklyUpdates> {
  const since = startOfWeek(addWeeks(week, -WEEKS_BACK), timeZone)
  const statuses = await asana.readStatuses(parentGid, since)
  const found: { -readonly [Key in keyof WeeklyUpdates]: WeeklyUpdates[Key] } = {}
  if (statuses[0]) found.newest = statuses[0]
  for (const status of statuses) {
    const update = status.isOurs ? parseWeeklyUpdate(status) : undefined
    if (!update) continue
    if (update.week === week) found.posted ??= status.gid
    if (update.week < week && update.week > (found.previous?.week ?? '')) found.previous = update
  }
  return found
}

type DueUpdateRead = Readonly<{ state: ProjectState; project: Project; dueUpdate?: DueUpdate }>

/**
 * The weekly update that is due for a project. Asana itself tells whether it stands already, and which status update is
 * the newest: a person may have paused the project a moment ago.
 */
export async function fetchDueUpdate(
  { asana, timeZone }: { asana: Pick<AsanaPort, 'readStatuses'>; timeZone: string },
  read: {
    loaded: LoadedProject
    project: Project
    classified: ClassifiedProject
    state: ProjectState
    dueWeek: IsoWeek | undefined
  },
): Promise<DueUpdateRead> {
  const { loaded, project, classified, state, dueWeek: week } = read
  if (week === undefined || skipsWeeklyUpdate(project, classified)) return { state, project }
  // Posted, but not in the summary: the sync that posted it was cut short, and the portfolio still waits for it.
  const isInSummary = (loaded.stored.summary?.weekly?.week ?? '') >= week
  if (state.weeklyUpdateGids[week] && isInSummary) return { state, project }
  const {
    posted = state.weeklyUpdateGids[week],
    previous,
    newest,
  } = await findWeeklyUpdates(asana, loaded.gid, week, timeZone)
  return {
    state: posted ? { ...state, weeklyUpdateGids: { ...state.weeklyUpdateGids, [week]: posted } } : state,
    project: newest ? { ...project, status: newest } : project,
    dueUpdate: previous ? { week, previous } : { week },
  }
}
