import type { IsoWeek, StatusUpdate } from '../../domain/model.ts'
import type { PreviousUpdate } from '../../domain/text/weekly-facts.ts'
import { parseWeeklyUpdate } from '../../domain/text/weekly-parse.ts'
import { addWeeks, startOfWeek } from '../../domain/week.ts'
import type { AsanaPort } from '../ports/index.ts'

/** A project may have rested for months; a year is two pages at most. */
const WEEKS_BACK = 52

export type WeeklyUpdates = Readonly<{
  /** gid of the update that stands for the week. */
  posted?: string
  previous?: PreviousUpdate
  /** The newest status update, whoever wrote it. */
  newest?: StatusUpdate
}>

/** What Asana shows of our weekly updates: the one that stands for `week`, if any, and the last one before it. */
export async function findWeeklyUpdates(
  asana: AsanaPort,
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
