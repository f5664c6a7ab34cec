import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FetchedProject, StorePort } from '../../../src/flows/ports/index.ts'
import { openProjectCache } from '../../../src/flows/sync/project-cache.ts'
import { createRedisStore } from '../../../src/store/redis-store.ts'
import { project } from '../../support/builders.ts'
import { startRedis, type TestRedis } from '../../support/redis.ts'

let redis: TestRedis
let store: StorePort
beforeAll(async () => {
  redis = await startRedis()
  store = createRedisStore(redis.client())
})
beforeEach(() => redis.wipe())
afterAll(() => redis.close())

const GID = '1'
const named = (name: string): FetchedProject => ({ project: project({ name }), taskFields: [], projectFieldGids: [] })
const open = async () => openProjectCache(store, GID, await store.readProject(GID))
const cached = async () => (await store.readProject(GID)).cachedProject?.project.name

describe('the cached copy of a project', () => {
  it('is what was committed, and is left alone while it is good', async () => {
    const first = await open()
    expect(first.value).toBeUndefined()
    await first.commit(named('read'))
    const second = await open()
    expect(second.value?.project.name).toBe('read')
    await second.commit(named('ignored'))
    expect(await cached()).toBe('read')
  })

  it('of a listing is good to be used, and is replaced by the one with the text of its brief', async () => {
    await (await open()).commit({ ...named('listed'), briefGid: '6' })
    const cache = await open()
    expect(cache.value?.project.name).toBe('listed')
    const read = named('read')
    await cache.commit({ ...read, briefGid: '6', project: { ...read.project, brief: '' } })
    expect(await cached()).toBe('read')
    await (await open()).commit(named('ignored'))
    expect(await cached()).toBe('read')
  })

  it('is gone from the first write on, until the result is committed', async () => {
    await (await open()).commit(named('before'))
    const cache = await open()
    await cache.invalidate()
    expect(await cached()).toBeUndefined()
    await cache.commit(named('after'))
    expect(await cached()).toBe('after')
  })

  it('is none when only Asana can tell what the writes made of it', async () => {
    await (await open()).commit(named('before'))
    const cache = await open()
    await cache.invalidate()
    await cache.commit(undefined)
    expect(await cached()).toBeUndefined()
  })

  it.each(['before', 'after'] as const)('is not committed when an event invalidates it %s the write', async (when) => {
    await (await open()).commit(named('before'))
    const cache = await open()
    if (when === 'before') await store.invalidateProject(GID)
    await cache.invalidate()
    if (when === 'after') await store.invalidateProject(GID)
    await cache.commit(named('outdated'))
    expect(await cached()).toBeUndefined()
  })

  it('that another process has read in the middle of the writes is dropped', async () => {
    const cache = await open()
    await cache.invalidate()
    const version = await store.invalidateProject(GID)
    await store.cacheProject(GID, named('half written'), version)
    await cache.commit(named('outdated'))
    expect(await cached()).toBeUndefined()
  })
})
