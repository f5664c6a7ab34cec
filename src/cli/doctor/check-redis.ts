import pTimeout from 'p-timeout'
import { type Context, createContext } from '../../app/context.ts'
import type { Config } from '../../config/config.ts'
import { checkQueue, type QueueStats } from '../../flows/doctor/check-queue.ts'
import { checkRateLimiter } from '../../flows/doctor/check-rate-limit.ts'
import { checkRedisInfo, type RedisInfo } from '../../flows/doctor/check-redis.ts'
import { type CheckResult, notChecked, problem } from '../../flows/doctor/check-result.ts'
import { openQueue } from '../../jobs/queue.ts'
import { createLog } from '../../logging/logger.ts'
import { keys } from '../../store/keys.ts'
import { readRateLimiter } from '../../store/rate-limiter-stats.ts'
import { readInfos } from '../../store/redis-client.ts'

/** `context` is undefined when Redis cannot be reached. */
type RedisCheck = Readonly<{ context: Context | undefined; results: readonly CheckResult[] }>

const TIMEOUT = { milliseconds: 10_000, message: 'no answer within 10 s' }

/** The servers, the queue and the rate limiter. */
export async function checkRedis(config: Config, stack: AsyncDisposableStack): Promise<RedisCheck> {
  const log = createLog({ level: 'silent', stream: process.stderr })
  const context = await pTimeout(createContext(config, log, stack), TIMEOUT).catch(toReason)
  if (typeof context === 'string') return { context: undefined, results: toDownResults(context, config.redisUrls) }
  const infos = await pTimeout(readInfos(context.redis), TIMEOUT)
  const queue = await pTimeout(readQueue(context, stack), TIMEOUT).then(checkQueue, (error: unknown) => [
    notChecked('Queue', toReason(error)),
  ])
  const { requestsPerMinute } = config.asana
  const rateLimiter = await readRateLimiter(context.redis, { key: keys.rateLimiter, requestsPerMinute })
  return { context, results: [...checkServers(infos), ...queue, checkRateLimiter(rateLimiter)] }
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The nodes of a cluster mostly give the same results: each message is kept once. */
function checkServers(infos: readonly string[]): CheckResult[] {
  const results = infos.flatMap((info) => checkRedisInfo(toInfo(info)))
  return [...new Map(results.map((result) => [result.message, result])).values()]
}

/** The reply to INFO as name → value. */
export function toInfo(text: string): RedisInfo {
  const pairs = text.split('\r\n').flatMap((line) => {
    const at = line.indexOf(':')
    return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : []
  })
  return Object.fromEntries(pairs)
}

async function readQueue(context: Context, stack: AsyncDisposableStack): Promise<QueueStats> {
  const queue = stack.adopt(openQueue(context.connect({ forWorker: false })), (opened) => opened.close())
  const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = await queue.getJobCounts()
  const [last] = failed > 0 ? await queue.getFailed(0, 0) : []
  // A hosted Redis may forbid CLIENT LIST.
  const workers = await queue.getWorkersCount().catch(() => undefined)
  return { waiting: waiting + prioritized, active, delayed, failed, workers, lastFailure: last?.failedReason }
}

function toDownResults(reason: string, redisUrls: readonly string[]): CheckResult[] {
  const where = redisUrls.length > 0 ? ` at ${redisUrls.map((url) => new URL(url).host).join(', ')}` : ''
  // ioredis reports the number of retries instead of the reason.
  const why = /max retries|Connection is closed/.test(reason) ? 'nobody listens there' : reason
  const fix = 'Start Redis, or correct REDIS_URL; without REDIS_URL the service starts a redis-server of its own.'
  return [problem('Redis', `Redis cannot be used${where}: ${why}.`, fix), notChecked('Queue', 'Redis is away')]
}
