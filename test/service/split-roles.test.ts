import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { QUEUE_NAME, QUEUE_PREFIX } from '../../src/jobs/queue.ts'
import { burstOf } from '../../src/store/rate-limiter.ts'
import type { RedisTopology } from '../../src/store/redis-endpoint.ts'
import type { Held } from '../faults/lock-monitor.ts'
import type { Running } from '../faults/process.ts'
import { type Apart, startApart } from '../support/multi-process.ts'
import { commentsBy, shown, statusesBy } from '../support/queries.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { type ClusterNode, startRedisCluster, type TestCluster } from '../support/redis-cluster.ts'

const NOW = new Date('2026-11-18T10:00:00Z')
/** So few that two workers would exceed them at once if each had its own. */
const REQUESTS_PER_MINUTE = 900

let redis: TestRedis
let cluster: TestCluster
let onRedis: Apart
let onCluster: Apart
beforeAll(async () => {
  ;[redis, cluster] = await Promise.all([startRedis(), startRedisCluster()])
  ;[onRedis, onCluster] = await Promise.all([open(redis.target), open(cluster.target)])
}, 60_000)
afterAll(async () => {
  await Promise.all([onRedis, onCluster].map((apart) => apart?.[Symbol.asyncDispose]()))
  await Promise.all([redis, cluster].map((running) => running?.close()))
})

async function open(place: RedisTopology): Promise<Apart> {
  const apart = await startApart({ redis: place, now: NOW, requestsPerMinute: REQUESTS_PER_MINUTE })
  await apart.quiet()
  return apart
}

describe.each([
  ['one Redis', () => onRedis],
  ['a Redis Cluster of three nodes', () => onCluster],
])('a server and two workers, each a process of its own, on %s', (_name, on) => {
  it('post one weekly update for each project and portfolio, one comment for each task, one webhook for each', () => {
    const apart = on()
    const { sandbox, story } = apart
    const { fairs, ...open } = story.projects
    for (const gid of [...Object.values(open), story.portfolio]) expect(updates(apart, gid)).toBe(1)
    // Its status says On hold.
    expect(updates(apart, fairs)).toBe(0)
    expect(commentsBy(sandbox.world, story.bot.gid, story.tasks.recall)).toHaveLength(1)
    const webhooks = [...sandbox.world.state.tables.webhook.values()].map(({ resource }) => resource)
    expect(webhooks.toSorted()).toEqual([...Object.values(story.projects), story.portfolio].toSorted())
  })

  it('take what people change to the written fields, the last change of a storm too, and say no week twice', async () => {
    const apart = on()
    const { sandbox, story } = apart
    const tasks = [story.tasks.preorders, story.tasks['waiting-list'], story.tasks.visitors, story.tasks.meetings]
    const type = (task: string, value: number) =>
      sandbox.world.setValues(task, { [story.fields.actual]: value }, { by: story.people.jonas })
    for (let n = 1; n <= 25; n += 1) {
      for (const task of tasks) type(task, n)
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    for (const task of tasks) type(task, Number(shown(sandbox.world, task, 'Target')))
    await apart.quiet()
    for (const task of tasks) expect(shown(sandbox.world, task, 'Attainment')).toBe(1)
    for (const gid of [story.projects.launch, story.portfolio]) expect(updates(apart, gid)).toBe(1)
  }, 30_000)

  it('share the work, and never refresh one project at the same time', () => {
    const [first = [], second = []] = on().workers.map(refreshes)
    expect(Math.min(first.length, second.length)).toBeGreaterThan(0)
    const all = [...first, ...second].sort((a, b) => a.from - b.from)
    const overlaps = all.filter((one, at) =>
      all.slice(at + 1).some((other) => other.lock === one.lock && other.from < one.to),
    )
    expect(overlaps).toEqual([])
  })

  it('stay within one budget together: never more than its burst and what the time passed allows', () => {
    const { entries, count } = on().sandbox.requests
    expect(count({ status: 429 })).toBe(0)
    const at = entries.map((entry) => entry.at.getTime()).sort((a, b) => a - b)
    // A request arrives a little later than it was allowed.
    const allowed = (ms: number) => burstOf(REQUESTS_PER_MINUTE) + 1 + ((ms + 250) * REQUESTS_PER_MINUTE) / 60_000
    const excess = at.map((from, n) => Math.max(...at.slice(n).map((to, more) => more + 1 - allowed(to - from))))
    expect(at.length).toBeGreaterThan(2 * burstOf(REQUESTS_PER_MINUTE))
    expect(Math.max(...excess)).toBeLessThanOrEqual(0)
  })
})

describe('a node of the cluster that dies and comes back', () => {
  it('ends no process, loses no change and doubles nothing, not even when the queue stood on it', async () => {
    const { sandbox, story, server, workers, url, quiet } = onCluster
    const isReady = async () => (await fetch(`${url}/readyz`)).status
    const task = story.tasks.preorders
    const type = (value: number) =>
      sandbox.world.setValues(task, { [story.fields.actual]: value }, { by: story.people.jonas })
    const node = await nodeOf(cluster, `${QUEUE_PREFIX}:${QUEUE_NAME}:meta`)
    await node.kill()
    type(1)
    await expect.poll(isReady, { timeout: 10_000 }).toBe(503)
    await node.restart()
    type(Number(shown(sandbox.world, task, 'Target')))
    await expect.poll(isReady, { timeout: 10_000 }).toBe(200)
    await quiet()
    await expect.poll(() => shown(sandbox.world, task, 'Attainment'), { timeout: 20_000 }).toBe(1)
    expect([server, ...workers].map((running) => running.isAlive())).toEqual([true, true, true])
    for (const gid of [story.projects.launch, story.portfolio]) expect(updates(onCluster, gid)).toBe(1)
  }, 60_000)
})

describe('the processes', () => {
  it('end with code 0 when asked to', async () => {
    const all = [onRedis, onCluster].flatMap(({ server, workers }) => [server, ...workers])
    expect(await Promise.all(all.map((running) => running.end()))).toEqual(all.map(() => 0))
  })
})

async function nodeOf({ nodes }: TestCluster, key: string): Promise<ClusterNode> {
  const held = await Promise.all(nodes.map(async ({ client }) => (await client.keys(key)).length > 0))
  const node = nodes[held.indexOf(true)]
  if (node === undefined) throw new Error(`No node holds ${key}`)
  return node
}

function updates({ sandbox, story }: Apart, gid: string): number {
  return statusesBy(sandbox.world, story.bot.gid, gid).length
}

/** From when to when a worker refreshed which project. */
function refreshes({ held }: Running): Held[] {
  return held.filter(({ lock }) => lock.startsWith('project:'))
}
