import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRateLimiter } from '../../src/store/rate-limiter.ts'
import { readRateLimiter } from '../../src/store/rate-limiter-stats.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
beforeEach(() => server.wipe())
afterAll(() => server.close())

// So slow that the bucket does not refill during a test: one request in six seconds, two at once.
const OPTIONS = { key: 'limit', requestsPerMinute: 40 }
const SLOW = { key: 'limit', requestsPerMinute: 10 }

describe('the state of the rate limiter', () => {
  it('starts with a full bucket', async () => {
    expect(await readRateLimiter(server.client(), OPTIONS)).toEqual({ tokens: 2, blockedMs: 0, reads: 0, writes: 0 })
  })

  it('lacks a token that was taken, and counts the request as in flight until it is released', async () => {
    const redis = server.client()
    const release = await createRateLimiter(redis, SLOW).acquire('write')
    expect(await readRateLimiter(redis, SLOW)).toEqual({ tokens: 0, blockedMs: 0, reads: 0, writes: 1 })
    await release()
    expect(await readRateLimiter(redis, SLOW)).toMatchObject({ tokens: 0, writes: 0 })
  })

  it('is not changed by reading it', async () => {
    const redis = server.client()
    await createRateLimiter(redis, OPTIONS).acquire('read')
    for (let reads = 0; reads < 5; reads += 1) {
      expect(await readRateLimiter(redis, OPTIONS)).toMatchObject({ tokens: 1, reads: 1 })
    }
  })

  it('frees the slot of a process that died when its lease ends', async () => {
    const redis = server.client()
    await createRateLimiter(redis, { ...OPTIONS, leaseMs: 50 }).acquire('read')
    await expect.poll(async () => (await readRateLimiter(redis, OPTIONS)).reads).toBe(0)
  })

  it('shows how long a pause lasts', async () => {
    const redis = server.client()
    await createRateLimiter(redis, OPTIONS).pauseFor(60_000)
    const { blockedMs } = await readRateLimiter(redis, OPTIONS)
    expect(blockedMs).toBeGreaterThan(50_000)
    expect(blockedMs).toBeLessThanOrEqual(60_000)
  })
})
