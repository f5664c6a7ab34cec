import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createRateLimiter } from '../../src/store/rate-limiter.ts'
import { readRateLimiter } from '../../src/store/rate-limiter-stats.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
beforeEach(() => server.wipe())
afterAll(() => server.close())

// So slow that the bucket does not fill up while we look: one request in six seconds, two at once.
const OPTIONS = { key: 'budget', requestsPerMinute: 40 }
const SLOW = { key: 'budget', requestsPerMinute: 10 }

it('an untouched budget is full', async () => {
  expect(await readRateLimiter(server.client(), OPTIONS)).toEqual({ left: 2, blockedMs: 0, reads: 0, writes: 0 })
})

it('what is taken is missing, and under way until it is given back', async () => {
  const redis = server.client()
  const release = await createRateLimiter(redis, SLOW).acquire('write')
  expect(await readRateLimiter(redis, SLOW)).toEqual({ left: 0, blockedMs: 0, reads: 0, writes: 1 })
  await release()
  expect(await readRateLimiter(redis, SLOW)).toMatchObject({ left: 0, writes: 0 })
})

it('looking takes nothing', async () => {
  const redis = server.client()
  await createRateLimiter(redis, OPTIONS).acquire('read')
  for (let look = 0; look < 5; look += 1) {
    expect(await readRateLimiter(redis, OPTIONS)).toMatchObject({ left: 1, reads: 1 })
  }
})

it('a place whose process died is free when its lease has ended', async () => {
  const redis = server.client()
  await createRateLimiter(redis, { ...OPTIONS, leaseMs: 50 }).acquire('read')
  await expect.poll(async () => (await readRateLimiter(redis, OPTIONS)).reads).toBe(0)
})

it('a block shows how long it stands', async () => {
  const redis = server.client()
  await createRateLimiter(redis, OPTIONS).pauseFor(60_000)
  const { blockedMs } = await readRateLimiter(redis, OPTIONS)
  expect(blockedMs).toBeGreaterThan(50_000)
  expect(blockedMs).toBeLessThanOrEqual(60_000)
})
