import { nextSlot } from '../sync/weekly-slot.ts'
import { type Line, ok, problem, warning } from './check-result.ts'

const NOTICEABLE_MS = 30_000
const WRONG_MS = 10 * 60_000

/** This machine's clock beside Asana's. */
export function checkClock(aheadMs: number): Line {
  const seconds = Math.round(Math.abs(aheadMs) / 1000)
  if (Math.abs(aheadMs) < NOTICEABLE_MS) return ok('Clock', 'Agrees with Asana’s.')
  const message = `This machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} Asana.`
  const fix = 'Let the machine set its clock by the network (NTP).'
  return Math.abs(aheadMs) < WRONG_MS ? warning('Clock', message, fix) : problem('Clock', message, fix)
}

/** The team's time zone, and the hour it is there. */
export function checkTimeZone(timeZone: string, isSet: boolean, now: Date): Line {
  const message = `${timeZone}, where it is ${readable(now, timeZone)}.`
  if (isSet) return ok('Time zone', message)
  return warning('Time zone', `TIMEZONE is not set: ${message}`, 'Set it to the team’s, such as Europe/Berlin.')
}

/** When the next weekly update is posted. */
export function checkRollup(cron: string, timeZone: string, now: Date): Line {
  return ok('Weekly rollup', `Next on ${readable(nextSlot(cron, timeZone, now), timeZone)} (${timeZone}).`)
}

function readable(at: Date, timeZone: string): string {
  const style = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }
  return new Intl.DateTimeFormat('en-GB', { ...style, timeZone } as Intl.DateTimeFormatOptions).format(at)
}
