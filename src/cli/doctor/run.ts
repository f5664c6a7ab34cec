import { checkClock, checkTimeZone, checkWeeklySchedule } from '../../flows/doctor/check-clock.ts'
import { checkPublicUrl } from '../../flows/doctor/check-public-url.ts'
import { type CheckResult, notChecked } from '../../flows/doctor/check-result.ts'
import type { Env } from '../env-file.ts'
import { stripControlChars } from '../format.ts'
import { checkAsana } from './check-asana.ts'
import { checkEnvFile, type LenientConfig, parseLeniently } from './check-config.ts'
import { measureClockSkew, probePublicUrl } from './check-net.ts'
import { checkRedis } from './check-redis.ts'

/** Checks everything that the service depends on. A failed check hides no other. */
export async function runChecks(env: Env): Promise<CheckResult[]> {
  await using stack = new AsyncDisposableStack()
  const lenient = parseLeniently(env)
  const { config, hasToken, hasRedis } = lenient
  const redis = hasRedis ? await checkRedis(config, stack) : { context: undefined, results: [REDIS_UNKNOWN] }
  const [asana, net] = await Promise.all([
    hasToken ? checkAsana(config, redis.context) : [ASANA_UNKNOWN],
    checkEnvironment(lenient, env),
  ])
  const file = await checkEnvFile()
  return [...lenient.results, ...(file ? [file] : []), ...asana, ...net, ...redis.results]
}

const REDIS_UNKNOWN = notChecked('Redis', 'REDIS_URL is wrong')
const ASANA_UNKNOWN = notChecked('Asana', 'there is no token')

async function checkEnvironment({ config }: LenientConfig, env: Env): Promise<CheckResult[]> {
  const { timeZone, rollupCron, http, asana } = config
  const now = new Date()
  const [clockSkewMs, probe] = await Promise.all([
    measureClockSkew(asana.baseUrl),
    http.publicUrl ? probePublicUrl(http.publicUrl) : undefined,
  ])
  return [
    ...(http.publicUrl && probe ? [checkPublicUrl(http.publicUrl, probe)] : []),
    clockSkewMs === undefined ? notChecked('Clock', 'Asana does not answer') : checkClock(clockSkewMs),
    checkTimeZone(timeZone, Boolean(env['TIMEZONE']?.trim()), now),
    checkWeeklySchedule(rollupCron, timeZone, now),
  ]
}

const MARKS: Readonly<Record<CheckResult['state'], string>> = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' }

/** The results as aligned lines, with a total at the end. */
export function renderResults(results: readonly CheckResult[]): string[] {
  const width = Math.max(...results.map(({ subject }) => subject.length))
  const count = (state: CheckResult['state']) => results.filter((result) => result.state === state).length
  return [
    ...results.flatMap(({ state, subject, message, fix }) => [
      `${MARKS[state]}  ${subject.padEnd(width)}  ${stripControlChars(message)}`,
      ...(fix ? [`${' '.repeat(width + 11)}→ ${stripControlChars(fix)}`] : []),
    ]),
    '',
    `${count('ok')} ok, ${count('warning')} warnings, ${count('problem')} problems`,
  ]
}

/** With warnings alone the service works. */
export function isHealthy(results: readonly CheckResult[]): boolean {
  return results.every(({ state }) => state !== 'problem')
}
