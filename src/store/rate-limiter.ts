import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RateLimiter } from '../flows/ports/index.ts'
import { ACQUIRE, PAUSE } from './rate-limiter-lua.ts'
import type { RedisClient } from './redis-client.ts'

export type RateLimiterOptions = Readonly<{
  /** Spread evenly over the minute; after a pause a burst of 5 % of them may start at once. */
  requestsPerMinute: number
  /** Reads in flight at a time, over all processes; default 50. */
  reads?: number
  /** Writes in flight at a time, over all processes; default 15. */
  writes?: number
  /** Prefix of its Redis keys; processes with the same one share the limit. */
  key: string
  /** The slot of a process that died is free after this time; default 60,000. */
  leaseMs?: number
  /** Aborted: callers that would have to wait are rejected with its reason; those that need not wait still pass. */
  signal?: AbortSignal
}>

type Kind = 'read' | 'write'

const LEASE_MS = 60_000
/** Requests and burst of one minute stay below Asana's limit: 1,400 + 70 < 1,500. */
const BURST_SHARE = 0.05
const JITTER_SHARE = 0.25

/** A token bucket for requests a minute and a semaphore for requests in flight, shared by all processes through Redis. */
export function createRateLimiter(redis: RedisClient, options: RateLimiterOptions): RateLimiter {
  const slots = { read: options.reads ?? 50, write: options.writes ?? 15 }
  const perMinute = options.requestsPerMinute
  const leaseMs = options.leaseMs ?? LEASE_MS
  const keys = toRateLimiterKeys(options.key)
  // Only the first caller of a process polls Redis, however many wait.
  const queues: Record<Kind, Promise<unknown>> = { read: Promise.resolve(), write: Promise.resolve() }

  async function waitForSlot(kind: Kind): Promise<string> {
    const lease = randomUUID()
    for (;;) {
      const args = [lease, slots[kind], perMinute, burstOf(perMinute), leaseMs]
      const waitMs = Number(await redis.eval(ACQUIRE, 3, keys.bucket, keys.blocked, keys[kind], ...args))
      if (waitMs === 0) return lease
      await pause(waitMs, options.signal)
    }
  }

  return {
    async acquire(kind) {
      const turn = queues[kind].then(() => waitForSlot(kind))
      queues[kind] = turn.catch(() => {})
      const lease = await turn
      return async () => {
        // The lease ends by itself, so a request that succeeded does not fail for this.
        await redis.zrem(keys[kind], lease).catch(() => {})
      }
    },
    async pauseFor(ms) {
      if (ms > 0) await redis.eval(PAUSE, 1, keys.blocked, Math.ceil(ms))
    },
  }
}

/** The Redis keys of a rate limiter; the hash tag keeps them on one node of a cluster. */
export function toRateLimiterKeys(key: string): Readonly<Record<'bucket' | 'blocked' | Kind, string>> {
  const keyOf = (part: string) => `{${key}}:${part}`
  return { bucket: keyOf('bucket'), blocked: keyOf('blocked'), read: keyOf('read'), write: keyOf('write') }
}

/** How many requests may start at once after a pause. */
export function burstOf(requestsPerMinute: number): number {
  return Math.max(1, Math.floor(requestsPerMinute * BURST_SHARE))
}

/** For tests, and for commands that send one request after the other. */
export function createUnlimitedRateLimiter(): RateLimiter {
  return { acquire: async () => async () => {}, pauseFor: async () => {} }
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  const jittered = Math.ceil(ms * (1 + Math.random() * JITTER_SHARE))
  try {
    await sleep(jittered, undefined, signal ? { signal } : {})
  } finally {
    signal?.throwIfAborted()
  }
}
