import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runChecks } from '../../src/cli/doctor/run.ts'
import { parseConfig } from '../../src/config/config.ts'
import { EMPTY_STATE } from '../../src/domain/plan/project-state.ts'
import { createJobs, openQueue } from '../../src/jobs/queue.ts'
import { keys } from '../../src/store/keys.ts'
import { createRateLimiter } from '../../src/store/rate-limiter.ts'
import { readRateLimiter } from '../../src/store/rate-limiter-stats.ts'
import { awaitRedis, isAnswering, openRedis, type RedisClient } from '../../src/store/redis-client.ts'
import { type RedisTopology, toRedisTopology } from '../../src/store/redis-endpoint.ts'
import { createRedisStore } from '../../src/store/redis-store.ts'
import { createSecretBox } from '../../src/store/secret-box.ts'
import { readVerifiedAts } from '../../src/store/sync-timestamps.ts'
import { createWebhookStore } from '../../src/store/webhook-store.ts'
import { type ClusterNode, startRedisCluster, type TestCluster } from '../support/redis-cluster.ts'
import { projectSummary } from '../support/summaries.ts'

const LEAST = { ASANA_ACCESS_TOKEN: 't', ASANA_PROJECTS: '1' }
const GIDS = Array.from({ length: 12 }, (_, n) => String(1200 + n))

let cluster: TestCluster
const clients: RedisClient[] = []
beforeAll(async () => {
  cluster = await startRedisCluster()
})
afterAll(async () => {
  for (const client of clients) client.disconnect()
  await cluster?.close()
})

function connect(topology?: RedisTopology): RedisClient {
  const client = openRedis(topology ?? cluster.target, { forWorker: false })
  clients.push(client)
  return client
}

/** How many nodes hold keys of this pattern. */
async function spread(pattern: string): Promise<number> {
  const held = await Promise.all(cluster.nodes.map(({ client }) => client.keys(pattern)))
  return held.filter((found) => found.length > 0).length
}

describe('on a cluster of three nodes', () => {
  it('spreads projects over the nodes, and saves and deletes each as a whole', async () => {
    const store = createRedisStore(connect())
    const summaries = GIDS.map((gid) => projectSummary({ gid }))
    for (const summary of summaries) {
      await store.saveProject(summary.gid, { summary, records: [], state: EMPTY_STATE })
      await store.saveHistory(summary.gid, 't1', [{ at: '2026-11-01T00:00:00.000Z', value: 4 }])
      await store.saveEventsCursor(summary.gid, 'token')
      await store.setInaccessible(summary.gid, true)
    }
    expect(await store.readSummaries(GIDS)).toEqual(summaries)
    expect((await store.readProjectGids()).toSorted()).toEqual(GIDS)
    expect(await readVerifiedAts(connect(), GIDS)).toEqual(summaries.map(({ verifiedAt }) => verifiedAt))
    expect(await spread('v2mom:project:*')).toBe(3)
    for (const gid of GIDS) await store.deleteProject(gid)
    expect(await store.readProjectGids()).toEqual([])
    expect(await spread('v2mom:*{12??}')).toBe(0)
  })

  it('runs one piece of work at a time under a lock, on any node', async () => {
    const stores = [createRedisStore(connect()), createRedisStore(connect())]
    const inside = new Map<string, number>()
    let most = 0
    const work = (name: string) => async () => {
      inside.set(name, (inside.get(name) ?? 0) + 1)
      most = Math.max(most, inside.get(name) ?? 0)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside.set(name, (inside.get(name) ?? 0) - 1)
    }
    await Promise.all(stores.flatMap((store) => GIDS.map((gid) => store.withLock(gid, 20_000, work(gid)))))
    expect(most).toBe(1)
  })

  it('creates webhooks, saves one secret each, confirms and deletes them', async () => {
    const webhooks = createWebhookStore(connect(), createSecretBox(undefined))
    const tokens = GIDS.map((gid) => `v2mom-${gid}`)
    const at = '2026-11-21T08:00:00.000Z'
    for (const token of tokens) {
      await webhooks.create({ token, resourceGid: '1', kind: 'project', at })
      expect(await webhooks.saveSecret(token, 'secret')).toBe(true)
      expect(await webhooks.saveSecret(token, 'other')).toBe(false)
      await webhooks.confirm(token, 'w1')
      expect(await webhooks.read(token)).toMatchObject({ secret: 'secret', webhookGid: 'w1', awaitingHandshake: false })
    }
    expect(await spread('v2mom:webhook:*')).toBe(3)
    for (const token of tokens) await webhooks.delete(token)
    expect((await webhooks.readTokens()).size).toBe(0)
  })

  it('has no more requests in flight than slots, over three clients, and reads them by the clock of Redis', async () => {
    const options = { requestsPerMinute: 600_000, key: keys.rateLimiter, reads: 5, writes: 2 }
    const redis = connect()
    let inFlight = 0
    let most = 0
    const run = async (rateLimiter: ReturnType<typeof createRateLimiter>) => {
      const release = await rateLimiter.acquire('write')
      most = Math.max(most, ++inFlight)
      expect((await readRateLimiter(redis, options)).writes).toBeGreaterThan(0)
      inFlight -= 1
      await release()
    }
    const limiters = [redis, connect(), connect()].map((client) => createRateLimiter(client, options))
    await Promise.all(limiters.flatMap((rateLimiter) => Array.from({ length: 8 }, () => run(rateLimiter))))
    expect(most).toBe(2)
    expect(await readRateLimiter(redis, options)).toMatchObject({ blockedMs: 0, reads: 0, writes: 0 })
  })

  it('grants no more requests than the elapsed time allows plus one burst, over three clients', async () => {
    const options = { requestsPerMinute: 2_400, key: 'slow', reads: 1_000 }
    const limiters = [connect(), connect(), connect()].map((client) => createRateLimiter(client, options))
    const from = performance.now()
    await Promise.all(limiters.flatMap((rateLimiter) => Array.from({ length: 50 }, () => rateLimiter.acquire('read'))))
    expect(150).toBeLessThanOrEqual(120 + 1 + ((performance.now() - from) * 2_400) / 60_000)
  })

  it('keeps one job of a kind for a project in the queue', async () => {
    const queue = openQueue(connect())
    const jobs = createJobs(queue, { debounceMs: 60_000 })
    for (const gid of [...GIDS, ...GIDS]) await jobs.enqueueProjectSync(gid)
    expect(await jobs.counts()).toMatchObject({ delayed: GIDS.length })
    await queue.obliterate({ force: true })
    await queue.close()
  })
})

describe('a cluster that changes', () => {
  it('is followed while a slot is moved, and after it', async () => {
    const store = createRedisStore(connect())
    await store.saveEventsCursor('moving', 'before')
    const [from, to] = await nodesAround(keys.eventsCursor('moving'))
    const slot = await from.client.cluster('KEYSLOT', keys.eventsCursor('moving'))
    await to.client.cluster('SETSLOT', slot, 'IMPORTING', await idOf(from))
    await from.client.cluster('SETSLOT', slot, 'MIGRATING', await idOf(to))
    await from.client.migrate('127.0.0.1', new URL(to.url).port, keys.eventsCursor('moving'), 0, 5_000)
    // The old node redirects with ASK for this key alone.
    expect(await store.readEventsCursor('moving')).toBe('before')
    for (const { client } of [to, ...cluster.nodes]) await client.cluster('SETSLOT', slot, 'NODE', await idOf(to))
    expect(await store.readEventsCursor('moving')).toBe('before')
    await store.saveEventsCursor('moving', 'after')
    expect(await to.client.get(keys.eventsCursor('moving'))).toBe('after')
  })

  it('waits for a node that restarts', async () => {
    const redis = connect()
    const store = createRedisStore(redis)
    await Promise.all(GIDS.map((gid) => store.saveEventsCursor(gid, 'before')))
    const [node] = cluster.nodes
    await node?.kill()
    const reading = Promise.all(GIDS.map((gid) => store.readEventsCursor(gid)))
    await expect.poll(() => isAnswering(redis).catch(() => false), { timeout: 5_000 }).toBe(false)
    await node?.restart()
    expect(await reading).toEqual(GIDS.map(() => 'before'))
    await expect.poll(() => isAnswering(redis).catch(() => false), { timeout: 5_000 }).toBe(true)
  })
})

describe('a cluster with a password', () => {
  it('sends it to every node, also to those that REDIS_URL does not name', async () => {
    const setPassword = (word: string) =>
      Promise.all(cluster.nodes.map(({ client }) => client.config('SET', 'requirepass', word)))
    await setPassword('pass,word')
    const [first = '', second = ''] = cluster.target.nodes.slice(0, 2).map((url) => url.replace('//', '//:pass,word@'))
    const { redisUrls } = parseConfig({ ...LEAST, REDIS_URL: `${first}, ${second}` })
    const redis = connect(toRedisTopology(redisUrls))
    await awaitRedis(redis)
    const store = createRedisStore(redis)
    for (const gid of GIDS) await store.saveEventsCursor(gid, 'told')
    expect(await spread('v2mom:events-cursor:*')).toBe(3)
    redis.disconnect()
    await setPassword('')
  })
})

describe('the doctor', () => {
  it('checks every node, and prints what holds for all of them once', async () => {
    const env = { ...LEAST, ASANA_BASE_URL: 'http://127.0.0.1:9', REDIS_URL: cluster.target.nodes.join() }
    const lines = (await runChecks(env)).filter(({ subject }) => ['Redis', 'Persistence', 'Queue'].includes(subject))
    expect(lines.map(({ subject, message }) => `${subject}: ${message}`)).toEqual([
      expect.stringMatching(/^Redis: Version .* answers\.$/),
      'Persistence: The append-only file is on.',
      'Queue: No worker is running.',
    ])
  })
})

describe('awaitRedis', () => {
  it('rejects one node of a cluster that is named alone', async () => {
    const [url = ''] = cluster.target.nodes
    await expect(awaitRedis(connect({ url }))).rejects.toThrow(
      'REDIS_URL is one node of a cluster: name several of its nodes there, separated by commas.',
    )
  })

  it('rejects nodes that do not answer', async () => {
    await expect(awaitRedis(connect({ nodes: ['redis://127.0.0.1:9', 'redis://127.0.0.1:10'] }))).rejects.toThrow(
      /^Redis does not answer \(.*\)\. Start it, or correct REDIS_URL\.$/,
    )
  })
})

describe('a cluster with a replica', () => {
  it('is followed when a node hangs and the replica takes over, by workers and all other connections', async () => {
    const redis = openRedis(cluster.target, { forWorker: true })
    clients.push(redis)
    const store = createRedisStore(redis)
    await Promise.all(GIDS.map((gid) => store.saveEventsCursor(gid, 'before')))
    const [node] = await nodesAround(keys.eventsCursor(GIDS[0] ?? ''))
    await cluster.addReplica(node)
    node.freeze()
    expect(await Promise.all(GIDS.map((gid) => store.readEventsCursor(gid)))).toEqual(GIDS.map(() => 'before'))
    await store.saveEventsCursor(GIDS[0] ?? '', 'after')
    expect(await createRedisStore(connect()).readEventsCursor(GIDS[0] ?? '')).toBe('after')
  }, 30_000)
})

/** The node that holds a key, and another one. */
async function nodesAround(key: string): Promise<readonly [ClusterNode, ClusterNode]> {
  const held = await Promise.all(cluster.nodes.map(async ({ client }) => (await client.keys(key)).length > 0))
  const [from] = cluster.nodes.filter((_, n) => held[n])
  const [to] = cluster.nodes.filter((_, n) => !held[n])
  if (from === undefined || to === undefined) throw new Error(`No node holds ${key}`)
  return [from, to]
}

async function idOf({ client }: ClusterNode): Promise<string> {
  return String(await client.cluster('MYID'))
}
