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

  it('lets one at a time work, over several connections', async () => {
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
      Array.from({ length: 12 }, (_, n) => withLock(clients[n % 3] ?? server.client(), 'a', 30_000, work)),
    )
    expect(most).toBe(1)
  })

  it('tells who would not wait that it is taken', async () => {
    const redis = server.client()
    await withLock(redis, 'b', 0, async () => {
      await expect(withLock(redis, 'b', 0, async () => 'never')).rejects.toBeInstanceOf(LockUnavailableError)
    })
    expect(await withLock(redis, 'b', 0, async () => 'free again')).toBe('free again')
  })

  it('is given back when the work fails, and hands the failure on', async () => {
    const redis = server.client()
    const failing = withLock(redis, 'c', 0, async () => Promise.reject(new Error('broken')))
    await expect(failing).rejects.toThrow('broken')
    expect(await redis.exists(keys.lock('c'))).toBe(0)
  })

  it('does not give back what somebody else took over meanwhile', async () => {
    const redis = server.client()
    await withLock(redis, 'd', 0, () => redis.set(keys.lock('d'), 'another holder'))
    expect(await redis.get(keys.lock('d'))).toBe('another holder')
  })

  it('ends by itself when its holder dies', async () => {
    const redis = server.client()
    await withLock(redis, 'e', 0, async () => {
      expect(await redis.pttl(keys.lock('e'))).toBeGreaterThan(0)
    })
  })

  it('tells its holder whether it is still theirs, and lengthens the lease with it', async () => {
    const redis = server.client()
    await withLock(redis, 'f', 0, async (lock) => {
      await redis.pexpire(keys.lock('f'), 50)
      await lock.assertHeld()
      expect(await redis.pttl(keys.lock('f'))).toBeGreaterThan(1_000)
      await redis.set(keys.lock('f'), 'somebody else')
      await expect(lock.assertHeld()).rejects.toBeInstanceOf(LockUnavailableError)
    })
  })

  it('is lost with the memory of Redis', async () => {
    const redis = server.client()
    await withLock(redis, 'g', 0, async (lock) => {
      await server.wipe()
      await expect(lock.assertHeld()).rejects.toBeInstanceOf(LockUnavailableError)
    })
  })
})
