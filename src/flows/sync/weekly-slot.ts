import { CronExpressionParser } from 'cron-parser'
import type { IsoWeek } from '../../domain/model.ts'
import { startOfWeek, toDay, weekOf } from '../../domain/week.ts'

export type WeeklySlot = Readonly<{ week: IsoWeek; at: Date }>

/**
 * The weekly update that is due by now: the first scheduled time of the running ISO week, if it has passed. Within the week
 * it may be late.
 */
export function dueSlot(cron: string, timeZone: string, now: Date): WeeklySlot | undefined {
  const week = weekOf(toDay(now.toISOString(), timeZone))
  const at = firstSlot(cron, timeZone, week)
  return at <= now ? { week, at } : undefined
}

let cached: Readonly<{ key: string; at: Date }> | undefined

/** Every sync asks, and the answer is the same all week: the last one is kept. */
function firstSlot(cron: string, timeZone: string, week: IsoWeek): Date {
  const key = `${week} ${timeZone} ${cron}`
  // One millisecond before the week, so that its very first moment can be a scheduled one.
  const before = () => new Date(Date.parse(startOfWeek(week, timeZone)) - 1)
  if (cached?.key !== key) cached = { key, at: nextSlot(cron, timeZone, before()) }
  return cached.at
}

/** The next scheduled weekly update. Looking ahead, an hour that the clock skips runs at the shifted hour. */
export function nextSlot(cron: string, timeZone: string, now: Date): Date {
  return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: now }).next().toDate()
}
