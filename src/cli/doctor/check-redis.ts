import pTimeout from 'p-timeout'
import { type Context, createContext } from '../../app/context.ts'
import type { Config } from '../../config/config.ts'
import { checkQueue, type QueueLook } from '../../flows/doctor/check-queue.ts'
import { checkBudget } from '../../flows/doctor/check-rate-limit.ts'
import { checkRedis, type RedisInfo } from '../../flows/doctor/check-redis.ts'
import { type Line, notChecked, problem } from '../../flows/doctor/check-result.ts'
import { openQueue } from '../../jobs/queue.ts'
import { createLog } from '../../logging/logger.ts'
import { keys } from '../../store/keys.ts'
import { readRateLimiter } from '../../store/rate-limiter-stats.ts'
import { readInfos } from '../../store/redis-client.ts'

/** Everything that is kept in Redis: itself, the queue and the budget. Without a context when Redis is away. */
export type RedisLook = Readonly<{ context: Context | undefined; lines: readonly Line[] }>

const TIMEOUT = { milliseconds: 10_000, message: 'no answer within 10 s' }

export async function lookAtRedis(config: Config, stack: AsyncDisposableStack): Promise<RedisLook> {
  const log = createLog({ level: 'silent', stream: process.stderr })
  const context = await pTimeout(createContext(config, log, stack), TIMEOUT).catch(toReason)
  if (typeof context === 'string') return { context: undefined, lines: toDown(context, config.redisUrls) }
  const infos = await pTimeout(readInfos(context.redis), TIMEOUT)
  const queue = await pTimeout(lookAtQueue(context, stack), TIMEOUT).then(checkQueue, (error: unknown) => [
    notChecked('Queue', toReason(error)),
  ])
  const { requestsPerMinute } = config.asana
  const rateLimiter = await readRateLimiter(context.redis, { key: keys.rateLimiter, requestsPerMinute })
  return { context, lines: [...checkServers(infos), ...queue, checkBudget(rateLimiter)] }
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What holds for every node of a cluster is said once. */
function checkServers(infos: readonly string[]): Line[] {
  const lines = infos.flatMap((info) => checkRedis(toInfo(info)))
  return [...new Map(lines.map((line) => [line.message, line])).values()]
}

/** The answer to INFO, by name. */
export function toInfo(text: string): RedisInfo {
  const pairs = text.split('\r\n').flatMap((line) => {
    const at = line.indexOf(':')
    return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : []
  })
  return Object.fromEntries(pairs)
}

async function lookAtQueue(context: Context, stack: AsyncDisposableStack): Promise<QueueLook> {
  const queue = stack.adopt(openQueue(context.connect({ forWorker: false })), (opened) => opened.close())
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = await queue.getJobCounts()
  const [last] = failed > 0 ? await queue.getFailed(0, 0) : []
  // A hosted Redis may not tell who is connected.
  const workers = await queue.getWorkersCount().catch(() => undefined)
  return { waiting: waiting + prioritized, active, delayed, failed, workers, lastFailure: last?.failedReason }
}

function toDown(reason: string, redisUrls: readonly string[]): Line[] {
  const where = redisUrls.length > 0 ? ` at ${redisUrls.map((url) => new URL(url).host).join(', ')}` : ''
  // ioredis tells how often it tried, or how that ended, in place of why.
  const why = /max retries|Connection is closed/.test(reason) ? 'nobody listens there' : reason
  const fix = 'Start Redis, or correct REDIS_URL; without REDIS_URL the service starts a redis-server of its own.'
  return [problem('Redis', `Redis cannot be used${where}: ${why}.`, fix), notChecked('Queue', 'Redis is away')]
}
