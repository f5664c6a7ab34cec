import { type CheckResult, ok, problem, warning } from './check-result.ts'

/** The reply to INFO as name → value. */
export type RedisInfo = Readonly<Record<string, string>>

/** Version, persistence and memory policy. */
export function checkRedisInfo(info: RedisInfo): CheckResult[] {
  return [checkVersion(info['redis_version'] ?? 'unknown'), checkPersistence(info), checkMemoryPolicy(info)]
}

function checkVersion(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 6 || (major === 6 && minor >= 2)) return ok('Redis', `Version ${version} answers.`)
  const fix = 'Run Redis 7; version 6.2 is the oldest the queue is made for.'
  if (major < 5) return problem('Redis', `Version ${version} is too old for the queue.`, fix)
  return warning('Redis', `Version ${version} is older than the queue is made for.`, fix)
}

function checkPersistence(info: RedisInfo): CheckResult {
  if (info['aof_last_write_status'] === 'err') {
    return problem('Persistence', 'Redis cannot write its append-only file.', 'Look at its disk and its log.')
  }
  if (info['aof_enabled'] === '1') return ok('Persistence', 'The append-only file is on.')
  return warning(
    'Persistence',
    'The append-only file is off: after a crash of Redis everything is read again and webhooks are made anew.',
    'Start Redis with: --appendonly yes',
  )
}

function checkMemoryPolicy({ maxmemory_policy: policy = 'unknown' }: RedisInfo): CheckResult {
  if (policy === 'noeviction') return ok('Memory policy', 'noeviction: Redis throws nothing away.')
  return problem(
    'Memory policy',
    `maxmemory-policy is ${policy}: Redis may throw jobs away when its memory is full.`,
    'Start Redis with: --maxmemory-policy noeviction',
  )
}
