import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RateLimiter } from '../../src/flows/ports/index.ts'
import { createRateLimiter, createUnlimitedRateLimiter, type RateLimiterOptions } from '../../src/store/rate-limiter.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.close())
beforeEach(() => server.wipe())

/** Rate limiters on connections of their own, which Redis cannot tell from as many processes. */
function createLimiters(count: number, options: Partial<RateLimiterOptions> = {}): RateLimiter[] {
  const all = { requestsPerMinute: 600_000, key: 'limit', ...options }
  return Array.from({ length: count }, () => createRateLimiter(server.client(), all))
}

function first(limiters: readonly RateLimiter[]): RateLimiter {
  const [rateLimiter] = limiters
  if (!rateLimiter) throw new Error('no rate limiter was created')
  return rateLimiter
}

/** Epoch milliseconds by the clock of Redis, which the rate limiter uses. */
async function redisNow(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time()
  return Number(seconds) * 1000 + Number(micros) / 1000
}

const KINDS = ['read', 'write'] as const

describe('the rate limiter', () => {
  it.each([
    ['read', 5],
    ['write', 2],
  ] as const)('never has more %ss in flight than it has slots, over three clients', async (kind, cap) => {
    const limiters = createLimiters(3, { reads: 5, writes: 2 })
    let inFlight = 0
    let most = 0
    async function run(rateLimiter: RateLimiter): Promise<void> {
      const release = await rateLimiter.acquire(kind)
      most = Math.max(most, ++inFlight)
      await new Promise((resolve) => setTimeout(resolve, 2))
      inFlight -= 1
      await release()
    }
    await Promise.all(limiters.flatMap((rateLimiter) => Array.from({ length: 12 }, () => run(rateLimiter))))
    expect(most).toBe(cap)
  })

  it('has separate slots for reads and writes', async () => {
    const rateLimiter = first(createLimiters(1, { reads: 1, writes: 1 }))
    await rateLimiter.acquire('read')
    const release = await rateLimiter.acquire('write')
    await release()
    await expect(rateLimiter.acquire('write')).resolves.toBeTypeOf('function')
  })

  it('never grants more requests than the elapsed time allows plus one burst, over three clients', async () => {
    const perMinute = 2_400
    const burst = 120
    const takes = 150
    const clock = server.client()
    const limiters = createLimiters(3, { requestsPerMinute: perMinute, reads: 1_000 })
    const startedAt = await redisNow(clock)
    await Promise.all(
      limiters.flatMap((rateLimiter) => Array.from({ length: takes / 3 }, () => rateLimiter.acquire('read'))),
    )
    const elapsedMs = (await redisNow(clock)) - startedAt
    expect(takes).toBeLessThanOrEqual(burst + (elapsedMs * perMinute) / 60_000 + 1)
  })

  it('counts reads and writes together against the requests a minute', async () => {
    const stop = new AbortController()
    const [one, other] = createLimiters(2, { requestsPerMinute: 1, signal: stop.signal })
    await one?.acquire('read')
    const second = other?.acquire('write')
    stop.abort(new Error('waited too long'))
    await expect(second).rejects.toThrow('waited too long')
  })

  it.each(KINDS)('makes the %ss of every client wait during a pause', async (kind) => {
    const [one, other] = createLimiters(2)
    const clock = server.client()
    const startedAt = await redisNow(clock)
    await one?.pauseFor(250)
    await other?.acquire(kind)
    expect((await redisNow(clock)) - startedAt).toBeGreaterThan(245)
  })

  it('keeps the longer of two pauses', async () => {
    const [one, other] = createLimiters(2)
    await one?.pauseFor(60_000)
    await other?.pauseFor(10)
    expect(await server.client().pttl('{limit}:blocked')).toBeGreaterThan(10_000)
  })

  it('frees the slot of a process that died when its lease ends', async () => {
    const [dead, alive] = createLimiters(2, { writes: 1, leaseMs: 150 })
    await dead?.acquire('write')
    await expect(alive?.acquire('write')).resolves.toBeTypeOf('function')
  })

  it('keeps a slot taken until it is released or its lease ends', async () => {
    // The second limiter waits beyond the end of this test, so the key is its own.
    const [one, other] = createLimiters(2, { writes: 1, key: 'held' })
    await one?.acquire('write')
    await expect(Promise.race([other?.acquire('write'), tick()])).resolves.toBe('waiting')
  })

  it('rejects waiting callers when its signal aborts, and lets callers pass that need not wait', async () => {
    const stop = new AbortController()
    const rateLimiter = first(createLimiters(1, { writes: 1, signal: stop.signal }))
    const release = await rateLimiter.acquire('write')
    const waiting = [rateLimiter.acquire('write'), rateLimiter.acquire('write')]
    stop.abort(new Error('shutting down'))
    for (const taken of await Promise.allSettled(waiting)) {
      expect(taken).toMatchObject({ status: 'rejected', reason: { message: 'shutting down' } })
    }
    await release()
    await expect(rateLimiter.acquire('write')).resolves.toBeTypeOf('function')
  })

  it('is independent of rate limiters with other keys', async () => {
    const [one] = createLimiters(1, { writes: 1, key: 'one' })
    const [other] = createLimiters(1, { writes: 1, key: 'other' })
    await one?.acquire('write')
    await expect(other?.acquire('write')).resolves.toBeTypeOf('function')
  })

  it('has all keys in one hash slot, and all of them expire', async () => {
    // A key of its own: a call of an earlier test may still wait, and write its keys now.
    const rateLimiter = first(createLimiters(1, { key: 'expiring' }))
    await rateLimiter.acquire('read')
    await rateLimiter.acquire('write')
    await rateLimiter.pauseFor(1_000)
    const redis = server.client()
    const keys = await redis.keys('{expiring}*')
    expect(keys.toSorted()).toEqual(['{expiring}:blocked', '{expiring}:bucket', '{expiring}:read', '{expiring}:write'])
    for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0)
  })
})

describe('the unlimited rate limiter', () => {
  it('grants everything, even during a pause', async () => {
    const rateLimiter = createUnlimitedRateLimiter()
    await rateLimiter.pauseFor(60_000)
    const releases = await Promise.all(Array.from({ length: 200 }, () => rateLimiter.acquire('write')))
    await Promise.all(releases.map((release) => release()))
    expect(releases).toHaveLength(200)
  })
})

/** Resolves after a request that need not wait would have been granted. */
function tick(): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, 100, 'waiting'))
}
