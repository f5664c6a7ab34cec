import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Lock, LockUnavailableError } from '../flows/ports/index.ts'
import { keys } from './keys.ts'
import type { RedisClient } from './redis-client.ts'

/** A holder that dies is succeeded after this long; a living one renews in time. */
const LEASE_MS = 15_000
const RETRY_MS = 100

// A command whose answer was lost is sent again, and must not find its own lock in the way.
const ACQUIRE = `if redis.call('get', KEYS[1]) == ARGV[1] then return 1 end
return redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') and 1 or 0`
const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end`
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end`

/** Runs `work` while no other caller, in any process on this Redis, holds `name`. Throws LockUnavailableError after `waitMs`. */
export async function withLock<T>(
  redis: RedisClient,
  name: string,
  waitMs: number,
  work: (lock: Lock) => Promise<T>,
  leaseMs = LEASE_MS,
): Promise<T> {
  const key = keys.lock(name)
  const holder = randomUUID()
  await acquire(redis, { key, holder, leaseMs }, waitMs)
  const renew = async () => Number(await redis.eval(RENEW, 1, key, holder, leaseMs)) === 1
  const renewal = setInterval(() => {
    renew().catch(() => {}) // a missed renewal shows when the lease runs out
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

type Claim = Readonly<{ key: string; holder: string; leaseMs: number }>

async function acquire(redis: RedisClient, { key, holder, leaseMs }: Claim, waitMs: number): Promise<void> {
  const deadline = performance.now() + waitMs
  while (Number(await redis.eval(ACQUIRE, 1, key, holder, leaseMs)) !== 1) {
    if (performance.now() >= deadline) throw new LockUnavailableError(`Another run holds ${key}; it is tried again`)
    await sleep(RETRY_MS)
  }
}
