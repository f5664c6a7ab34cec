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

/** As many processes as asked for, as far as Redis can tell. */
function clients(count: number, options: Partial<RateLimiterOptions> = {}): RateLimiter[] {
  const all = { requestsPerMinute: 600_000, key: 'budget', ...options }
  return Array.from({ length: count }, () => createRateLimiter(server.client(), all))
}

function first(limiters: readonly RateLimiter[]): RateLimiter {
  const [rateLimiter] = limiters
  if (!rateLimiter) throw new Error('no budget was made')
  return rateLimiter
}

/** Milliseconds on Redis's clock, the one the budget goes by. */
async function redisNow(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time()
  return Number(seconds) * 1000 + Number(micros) / 1000
}

const KINDS = ['read', 'write'] as const

describe('the shared budget', () => {
  it.each([
    ['read', 5],
    ['write', 2],
  ] as const)('never lets more %ss fly than allowed, over three clients', async (kind, cap) => {
    const limiters = clients(3, { reads: 5, writes: 2 })
    let inFlight = 0
    let most = 0
    async function fly(rateLimiter: RateLimiter): Promise<void> {
      const release = await rateLimiter.acquire(kind)
      most = Math.max(most, ++inFlight)
      await new Promise((resolve) => setTimeout(resolve, 2))
      inFlight -= 1
      await release()
    }
    await Promise.all(limiters.flatMap((rateLimiter) => Array.from({ length: 12 }, () => fly(rateLimiter))))
    expect(most).toBe(cap)
  })

  it('counts reads and writes apart', async () => {
    const rateLimiter = first(clients(1, { reads: 1, writes: 1 }))
    await rateLimiter.acquire('read')
    const release = await rateLimiter.acquire('write')
    await release()
    await expect(rateLimiter.acquire('write')).resolves.toBeTypeOf('function')
  })

  it('never grants more than the allowance of the time passed and one burst, over three clients', async () => {
    const perMinute = 2_400
    const burst = 120
    const takes = 150
    const clock = server.client()
    const limiters = clients(3, { requestsPerMinute: perMinute, reads: 1_000 })
    const startedAt = await redisNow(clock)
    await Promise.all(
      limiters.flatMap((rateLimiter) => Array.from({ length: takes / 3 }, () => rateLimiter.acquire('read'))),
    )
    const elapsedMs = (await redisNow(clock)) - startedAt
    expect(takes).toBeLessThanOrEqual(burst + (elapsedMs * perMinute) / 60_000 + 1)
  })

  it('counts reads and writes together against the minute', async () => {
    const stop = new AbortController()
    const [one, other] = clients(2, { requestsPerMinute: 1, signal: stop.signal })
    await one?.acquire('read')
    const second = other?.acquire('write')
    stop.abort(new Error('waited too long'))
    await expect(second).rejects.toThrow('waited too long')
  })

  it.each(KINDS)('makes every client wait with its %ss while it is blocked', async (kind) => {
    const [one, other] = clients(2)
    const clock = server.client()
    const startedAt = await redisNow(clock)
    await one?.pauseFor(250)
    await other?.acquire(kind)
    expect((await redisNow(clock)) - startedAt).toBeGreaterThan(245)
  })

  it('keeps the longer of two blocks', async () => {
    const [one, other] = clients(2)
    await one?.pauseFor(60_000)
    await other?.pauseFor(10)
    expect(await server.client().pttl('{budget}:blocked')).toBeGreaterThan(10_000)
  })

  it('frees the place of a process that died, when its lease ends', async () => {
    const [dead, alive] = clients(2, { writes: 1, leaseMs: 150 })
    await dead?.acquire('write')
    await expect(alive?.acquire('write')).resolves.toBeTypeOf('function')
  })

  it('keeps a place that is held until its lease ends', async () => {
    const [one, other] = clients(2, { writes: 1 })
    await one?.acquire('write')
    await expect(Promise.race([other?.acquire('write'), tick()])).resolves.toBe('waiting')
  })

  it('ends waiting when its signal aborts, and lets those go on who need not wait', async () => {
    const stop = new AbortController()
    const rateLimiter = first(clients(1, { writes: 1, signal: stop.signal }))
    const release = await rateLimiter.acquire('write')
    const waiting = [rateLimiter.acquire('write'), rateLimiter.acquire('write')]
    stop.abort(new Error('shutting down'))
    for (const taken of await Promise.allSettled(waiting)) {
      expect(taken).toMatchObject({ status: 'rejected', reason: { message: 'shutting down' } })
    }
    await release()
    await expect(rateLimiter.acquire('write')).resolves.toBeTypeOf('function')
  })

  it('shares nothing between different keys', async () => {
    const [one] = clients(1, { writes: 1, key: 'one' })
    const [other] = clients(1, { writes: 1, key: 'other' })
    await one?.acquire('write')
    await expect(other?.acquire('write')).resolves.toBeTypeOf('function')
  })

  it('keeps all keys in one slot and lets all of them expire', async () => {
    const rateLimiter = first(clients(1))
    await rateLimiter.acquire('read')
    await rateLimiter.acquire('write')
    await rateLimiter.pauseFor(1_000)
    const redis = server.client()
    const keys = await redis.keys('*')
    expect(keys.toSorted()).toEqual(['{budget}:blocked', '{budget}:bucket', '{budget}:read', '{budget}:write'])
    for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0)
  })
})

describe('the budget without limits', () => {
  it('grants everything, even while blocked', async () => {
    const rateLimiter = createUnlimitedRateLimiter()
    await rateLimiter.pauseFor(60_000)
    const places = await Promise.all(Array.from({ length: 200 }, () => rateLimiter.acquire('write')))
    await Promise.all(places.map((release) => release()))
    expect(places).toHaveLength(200)
  })
})

/** Long enough for a grant that needs no waiting. */
function tick(): Promise<string> {
  return new Promise((resolve) => setTimeout(resolve, 100, 'waiting'))
}
