import { checkClock, checkRollup, checkTimeZone } from '../../flows/doctor/check-clock.ts'
import { checkReach } from '../../flows/doctor/check-public-url.ts'
import { type Line, notChecked } from '../../flows/doctor/check-result.ts'
import { plain } from '../format.ts'
import type { Env } from '../setup/sign-in.ts'
import { lookAtAsana } from './check-asana.ts'
import { lookAtEnvFile, type Readable, readUsable } from './check-config.ts'
import { compareClocks, probePublicUrl } from './check-net.ts'
import { lookAtRedis } from './check-redis.ts'

/** Looks at everything the service needs; one thing that is wrong does not hide the others. */
export async function examine(env: Env): Promise<Line[]> {
  await using stack = new AsyncDisposableStack()
  const usable = readUsable(env)
  const { config, hasToken, hasRedis } = usable
  const redis = hasRedis ? await lookAtRedis(config, stack) : { context: undefined, lines: [REDIS_UNKNOWN] }
  const [asana, net] = await Promise.all([
    hasToken ? lookAtAsana(config, redis.context) : [ASANA_UNKNOWN],
    lookAround(usable, env),
  ])
  const file = await lookAtEnvFile()
  return [...usable.lines, ...(file ? [file] : []), ...asana, ...net, ...redis.lines]
}

const REDIS_UNKNOWN = notChecked('Redis', 'REDIS_URL is wrong')
const ASANA_UNKNOWN = notChecked('Asana', 'there is no token')

async function lookAround({ config }: Readable, env: Env): Promise<Line[]> {
  const { timeZone, rollupCron, http, asana } = config
  const now = new Date()
  const [aheadMs, reached] = await Promise.all([
    compareClocks(asana.baseUrl),
    http.publicUrl ? probePublicUrl(http.publicUrl) : undefined,
  ])
  return [
    ...(http.publicUrl && reached ? [checkReach(http.publicUrl, reached)] : []),
    aheadMs === undefined ? notChecked('Clock', 'Asana does not answer') : checkClock(aheadMs),
    checkTimeZone(timeZone, Boolean(env['TIMEZONE']?.trim()), now),
    checkRollup(rollupCron, timeZone, now),
  ]
}

const MARKS: Readonly<Record<Line['state'], string>> = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' }

/** One screen for a person. */
export function renderLines(lines: readonly Line[]): string[] {
  const width = Math.max(...lines.map(({ subject }) => subject.length))
  const count = (state: Line['state']) => lines.filter((line) => line.state === state).length
  return [
    ...lines.flatMap(({ state, subject, message, fix }) => [
      `${MARKS[state]}  ${subject.padEnd(width)}  ${plain(message)}`,
      ...(fix ? [`${' '.repeat(width + 11)}→ ${plain(fix)}`] : []),
    ]),
    '',
    `${count('ok')} ok, ${count('warning')} warnings, ${count('problem')} problems`,
  ]
}

/** Warnings do not keep the service from working. */
export function isHealthy(lines: readonly Line[]): boolean {
  return lines.every(({ state }) => state !== 'problem')
}
