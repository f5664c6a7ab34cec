import { CronExpressionParser } from 'cron-parser'
import type { IsoWeek } from '../domain/model.ts'
import { toDay, weekOf } from '../domain/week.ts'

export type WeeklySlot = Readonly<{ week: IsoWeek; at: Date }>

/**
 * The weekly rollup that is due by now: the newest scheduled time of the running ISO week, if it has passed.
 * Late is fine within the week; the week of a time is the one it lies in for the team.
 */
export function dueSlot(cron: string, timeZone: string, now: Date): WeeklySlot | undefined {
  // One millisecond later, so that the very moment of the schedule counts as passed.
  const currentDate = new Date(now.getTime() + 1)
  const at = CronExpressionParser.parse(cron, { tz: timeZone, currentDate }).prev().toDate()
  const week = weekOf(toDay(now.toISOString(), timeZone))
  return weekOf(toDay(at.toISOString(), timeZone)) === week ? { week, at } : undefined
}

/** The next scheduled weekly rollup. */
export function nextSlot(cron: string, timeZone: string, now: Date): Date {
  return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: now }).next().toDate()
}
