import type { Day } from '../state.ts'
import type { Days } from './seed-story.ts'

const MS_PER_DAY = 86_400_000
const DESK_OPENS_MINUTE = 8 * 60
const DESK_MINUTES = 8 * 60

/** The calendar day so many days from now. */
export function toDay(now: Date, days: Days): Day {
  return new Date(now.getTime() + days * MS_PER_DAY).toISOString().slice(0, 10)
}

/** A moment of that day within office hours; `salt` spreads things over the day, always in the same way. */
export function toMoment(now: Date, days: Days, salt: number): Date {
  const minute = DESK_OPENS_MINUTE + ((salt * 37) % DESK_MINUTES)
  return new Date(Date.parse(toDay(now, days)) + minute * 60_000)
}
