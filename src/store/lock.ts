import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Lock, LockUnavailableError } from '../flows/ports/index.ts'
import { keys } from './keys.ts'
import type { RedisClient } from './redis-client.ts'

/** The lock of a process that died is free after this time; a living holder renews in time. */
const LEASE_MS = 15_000
const RETRY_MS = 100

// ioredis sends a command again whose answer was lost, and the repeated one must not find its own lock in the way.
const ACQUIRE = `if redis.call('get', KEYS[1]) == ARGV[1] then return 1 end
return redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') and 1 or 0`
const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end`
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end`

/**
 * Runs `work` while no other process on this Redis holds the lock `name`. Throws LockUnavailableError when it is not free
 * within `waitMs`, and what `work` throws.
 */
export async function withLock<T>(
  redis: RedisClient,
  { name, waitMs, leaseMs = LEASE_MS }: Readonly<{ name: string; waitMs: number; leaseMs?: number | undefined }>,
  work: (lock: Lock) => Promise<T>,
): Promise<T> {
  const key = keys.lock(name)
  const holder = randomUUID()
  await acquire(redis, { key, holder, leaseMs, waitMs })
  const renew = async () => Number(await redis.eval(RENEW, 1, key, holder, leaseMs)) === 1
  const renewal = setInterval(() => {
    renew().catch(() => {}) // after too many of these the lease ends, which assertHeld notices
  }, leaseMs / 3)
  try {
    return await work({
      async assertHeld() {
        if (!(await renew())) throw new LockUnavailableError(`${key} was lost to another run; it is tried again`)
      },
    })
  } finally {
    clearInterval(renewal)
    await redis.eval(RELEASE, 1, key, holder).catch(() => {}) // the lease ends by itself
  }
}

type Claim = Readonly<{ key: string; holder: string; leaseMs: number; waitMs: number }>

async function acquire(redis: RedisClient, { key, holder, leaseMs, waitMs }: Claim): Promise<void> {
  const deadline = performance.now() + waitMs
  while (Number(await redis.eval(ACQUIRE, 1, key, holder, leaseMs)) !== 1) {
    if (performance.now() >= deadline) throw new LockUnavailableError(`Another run holds ${key}; it is tried again`)
    await sleep(RETRY_MS)
  }
}
