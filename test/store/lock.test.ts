import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LockUnavailableError } from '../../src/flows/ports/index.ts'
import { keys } from '../../src/store/keys.ts'
import { withLock } from '../../src/store/lock.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'

describe('the lock', () => {
  let server: TestRedis
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.close())

  it('runs one piece of work at a time, over several connections', async () => {
    const clients = [server.client(), server.client(), server.client()]
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside -= 1
    }
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        withLock(clients[n % 3] ?? server.client(), { name: 'a', waitMs: 30_000 }, work),
      ),
    )
    expect(most).toBe(1)
  })

  it('rejects a caller that would wait longer than it may', async () => {
    const redis = server.client()
    await withLock(redis, { name: 'b', waitMs: 0 }, async () => {
      await expect(withLock(redis, { name: 'b', waitMs: 0 }, async () => 'never')).rejects.toBeInstanceOf(
        LockUnavailableError,
      )
    })
    expect(await withLock(redis, { name: 'b', waitMs: 0 }, async () => 'free again')).toBe('free again')
  })

  it('is released when the work fails, and throws the error of the work', async () => {
    const redis = server.client()
    const failing = withLock(redis, { name: 'c', waitMs: 0 }, async () => Promise.reject(new Error('broken')))
    await expect(failing).rejects.toThrow('broken')
    expect(await redis.exists(keys.lock('c'))).toBe(0)
  })

  it('does not release a lock that another holder has acquired meanwhile', async () => {
    const redis = server.client()
    await withLock(redis, { name: 'd', waitMs: 0 }, () => redis.set(keys.lock('d'), 'another holder'))
    expect(await redis.get(keys.lock('d'))).toBe('another holder')
  })

  it('ends by itself when its holder dies', async () => {
    const redis = server.client()
    await withLock(redis, { name: 'e', waitMs: 0 }, async () => {
      expect(await redis.pttl(keys.lock('e'))).toBeGreaterThan(0)
    })
  })

  it('tells its holder whether it is still held, and renews the lease with that', async () => {
    const redis = server.client()
    await withLock(redis, { name: 'f', waitMs: 0 }, async (lock) => {
      await redis.pexpire(keys.lock('f'), 50)
      await lock.assertHeld()
      expect(await redis.pttl(keys.lock('f'))).toBeGreaterThan(1_000)
      await redis.set(keys.lock('f'), 'another holder')
      await expect(lock.assertHeld()).rejects.toBeInstanceOf(LockUnavailableError)
    })
  })

  it('is lost with the data of Redis', async () => {
    const redis = server.client()
    await withLock(redis, { name: 'g', waitMs: 0 }, async (lock) => {
      await server.wipe()
      await expect(lock.assertHeld()).rejects.toBeInstanceOf(LockUnavailableError)
    })
  })
})
