import { Temporal } from 'temporal-polyfill'
import type { Day, EvaluationTime, Instant, IsoWeek } from './model.ts'

/** The time of an evaluation: the instant, and the day it falls on for the team. */
export function toEvaluationTime(now: Date, timeZone: string): EvaluationTime {
  const instant = now.toISOString()
  return { now: instant, today: toDay(instant, timeZone), timeZone }
}

/** The calendar day an instant falls on in a time zone. */
export function toDay(instant: Instant, timeZone: string): Day {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

/** The ISO week a day belongs to; around New Year that may be a week of the neighbouring year. */
export function weekOf(day: Day): IsoWeek {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day)
  return `${digits(yearOfWeek, 4)}-W${digits(weekOfYear, 2)}`
}

/** Reads `2026-W47`; a week the year does not have is no week. */
export function parseWeek(text: string): IsoWeek | undefined {
  if (!/^\d{4}-W\d{2}$/.test(text)) return undefined
  return weekOf(firstDay(text)) === text ? text : undefined
}

/** The Monday of a week. */
export function firstDay(week: IsoWeek): Day {
  // By definition, 4 January lies in week 1.
  const inWeekOne = Temporal.PlainDate.from(`${week.slice(0, 4)}-01-04`)
  const monday = inWeekOne.subtract({ days: inWeekOne.dayOfWeek - 1 })
  return monday.add({ weeks: weekNumber(week) - 1 }).toString()
}

/** The number of a week within its year: 47 for `2026-W47`. */
export function weekNumber(week: IsoWeek): number {
  return Number(week.slice(-2))
}

export function addWeeks(week: IsoWeek, weeks: number): IsoWeek {
  return weekOf(addDays(firstDay(week), weeks * 7))
}

/** The instant at which Monday begins in a time zone. */
export function startOfWeek(week: IsoWeek, timeZone: string): Instant {
  return startOfDay(firstDay(week), timeZone)
}

/** The first instant of a day in a time zone: not always midnight, where clocks are changed at night. */
export function startOfDay(day: Day, timeZone: string): Instant {
  const start = Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant()
  // Always three decimals, so that instants compare as text.
  return start.toString({ fractionalSecondDigits: 3 })
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** Calendar days from one day to another; negative when `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days
}

/** Whether a text is an existing calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  if (month < 1 || day < 1) return false
  return Temporal.PlainDate.from({ year, month, day }).toString() === text
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day as people write it: `16 Nov`, with the year on request `16 Nov 2026`. */
export function readableDay(day: Day, options: { year?: boolean } = {}): string {
  const { year, month, day: dayOfMonth } = Temporal.PlainDate.from(day)
  const short = `${dayOfMonth} ${MONTHS[month - 1]}`
  return options.year ? `${short} ${year}` : short
}

/** The ISO calendar knows weeks, so the number is always there. */
function digits(value: number | undefined, length: number): string {
  return String(value).padStart(length, '0')
}
