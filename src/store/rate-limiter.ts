import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RateLimiter } from '../flows/ports/index.ts'
import { ACQUIRE, PAUSE } from './rate-limiter-lua.ts'
import type { RedisClient } from './redis-client.ts'

export type RateLimiterOptions = Readonly<{
  /** Spread evenly over the minute; a pause may be made up for by a burst of 5 % of it. */
  requestsPerMinute: number
  /** Reads in flight at a time, over all processes. */
  reads?: number
  /** Writes in flight at a time, over all processes. */
  writes?: number
  /** Processes with the same key share one budget. */
  key: string
  /** A place that was not given back, because its process died, is free again after this. */
  leaseMs?: number
  /** Aborted, calls that have to wait reject with the signal's reason; the others go on. */
  signal?: AbortSignal
}>

type Kind = 'read' | 'write'

const LEASE_MS = 60_000
/** Requests and bursts of one minute stay below Asana's limit: 1,400 and 70 below 1,500. */
const BURST_SHARE = 0.05
const JITTER_SHARE = 0.25

/** The budget all processes share through Redis. */
export function createRateLimiter(redis: RedisClient, options: RateLimiterOptions): RateLimiter {
  const caps = { read: options.reads ?? 50, write: options.writes ?? 15 }
  const perMinute = options.requestsPerMinute
  const burst = burstOf(perMinute)
  const leaseMs = options.leaseMs ?? LEASE_MS
  const keys = toRateLimiterKeys(options.key)
  // In a process only the first in line asks Redis, however many wait.
  const queues: Record<Kind, Promise<unknown>> = { read: Promise.resolve(), write: Promise.resolve() }

  async function waitForSlot(kind: Kind): Promise<string> {
    const lease = randomUUID()
    for (;;) {
      const args = [lease, caps[kind], perMinute, burst, leaseMs]
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
        // If this fails the place is free when its lease ends; a request that went well must not fail for it.
        await redis.zrem(keys[kind], lease).catch(() => {})
      }
    },
    async pauseFor(ms) {
      if (ms > 0) await redis.eval(PAUSE, 1, keys.blocked, Math.ceil(ms))
    },
  }
}

/** Where a budget stands in Redis. The braces keep all keys in one slot of a cluster. */
export function toRateLimiterKeys(key: string): Readonly<Record<'bucket' | 'blocked' | Kind, string>> {
  const keyOf = (part: string) => `{${key}}:${part}`
  return { bucket: keyOf('bucket'), blocked: keyOf('blocked'), read: keyOf('read'), write: keyOf('write') }
}

/** How many requests may start at once after a pause. */
export function burstOf(requestsPerMinute: number): number {
  return Math.max(1, Math.floor(requestsPerMinute * BURST_SHARE))
}

/** A budget without limits, for tests and one-off tools. */
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
