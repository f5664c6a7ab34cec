import { nextSlot } from '../sync/weekly-slot.ts'
import { type CheckResult, ok, problem, warning } from './check-result.ts'

const SKEW_WARNING_MS = 30_000
const SKEW_PROBLEM_MS = 10 * 60_000

/** `clockSkewMs` is positive when this machine is ahead of Asana. */
export function checkClock(clockSkewMs: number): CheckResult {
  const seconds = Math.round(Math.abs(clockSkewMs) / 1000)
  if (Math.abs(clockSkewMs) < SKEW_WARNING_MS) return ok('Clock', 'Agrees with Asana’s.')
  const message = `This machine is ${seconds} s ${clockSkewMs > 0 ? 'ahead of' : 'behind'} Asana.`
  const fix = 'Let the machine set its clock by the network (NTP).'
  return Math.abs(clockSkewMs) < SKEW_PROBLEM_MS ? warning('Clock', message, fix) : problem('Clock', message, fix)
}

/** `isSet`: TIMEZONE has a value, the default is not used. */
export function checkTimeZone(timeZone: string, isSet: boolean, now: Date): CheckResult {
  const message = `${timeZone}, where it is ${readable(now, timeZone)}.`
  if (isSet) return ok('Time zone', message)
  return warning('Time zone', `TIMEZONE is not set: ${message}`, 'Set it to the team’s, such as Europe/Berlin.')
}

export function checkWeeklySchedule(cron: string, timeZone: string, now: Date): CheckResult {
  return ok('Weekly rollup', `Next on ${readable(nextSlot(cron, timeZone, now), timeZone)} (${timeZone}).`)
}

function readable(at: Date, timeZone: string): string {
  const style = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }
  return new Intl.DateTimeFormat('en-GB', { ...style, timeZone } as Intl.DateTimeFormatOptions).format(at)
}
