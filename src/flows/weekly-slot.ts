import { CronExpressionParser } from 'cron-parser'
import type { IsoWeek } from '../domain/model.ts'
import { startOfWeek, toDay, weekOf } from '../domain/week.ts'

export type WeeklySlot = Readonly<{ week: IsoWeek; at: Date }>

/**
 * The weekly rollup that is due by now: the first scheduled time of the running ISO week, if it has passed.
 * Late is fine within the week.
 */
export function dueSlot(cron: string, timeZone: string, now: Date): WeeklySlot | undefined {
  const week = weekOf(toDay(now.toISOString(), timeZone))
  // One millisecond before the week, so that its very first moment can be a scheduled one.
  const at = nextSlot(cron, timeZone, new Date(Date.parse(startOfWeek(week, timeZone)) - 1))
  return at <= now ? { week, at } : undefined
}

/** The next scheduled weekly rollup. Looking ahead, an hour that the clock skips runs at the shifted hour. */
export function nextSlot(cron: string, timeZone: string, now: Date): Date {
  return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: now }).next().toDate()
}
