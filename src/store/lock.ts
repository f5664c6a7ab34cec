import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { LockBusy } from '../flows/ports.ts'
import { keys } from './keys.ts'

/** A holder that dies is succeeded after this long; a living one renews in time. */
const LEASE_MS = 15_000
const RENEW_MS = 5_000
const RETRY_MS = 100

const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end`
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end`

/** Runs `work` while nobody else, in any process on this Redis, holds `name`. Throws LockBusy after `waitMs`. */
export async function withLock<T>(redis: Redis, name: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const key = keys.lock(name)
  const holder = randomUUID()
  await acquire(redis, key, holder, waitMs)
  const renewal = setInterval(() => {
    redis.eval(RENEW, 1, key, holder, LEASE_MS).catch(() => {}) // a missed renewal shows when the lease runs out
  }, RENEW_MS)
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    await redis.eval(RELEASE, 1, key, holder).catch(() => {}) // the lease ends by itself
  }
}

async function acquire(redis: Redis, key: string, holder: string, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs
  while ((await redis.set(key, holder, 'PX', LEASE_MS, 'NX')) === null) {
    if (Date.now() >= deadline) throw new LockBusy(`Another run holds ${key}; it is tried again`)
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}
