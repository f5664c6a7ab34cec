import { Cluster, Redis } from 'ioredis'
import { parseRedisUrl, type RedisPlace, toRedisOptions } from './redis-target.ts'

/** A connection to one Redis, or to all nodes of a cluster. */
export type RedisClient = Redis | Cluster

/** How long all connections but a worker's wait for an answer. */
const TIMEOUT_MS = 10_000
const SOON_MS = 100
/** A replica takes over from a node that died within half a minute; until then its slots do not answer. */
const TRIES = 600
/** A node that stands still while another one takes over would keep its connections for ever. */
const LOOK_AGAIN_MS = 5_000

/** A worker waits for Redis to come back; all other connections fail fast, so that Asana is told to try again. */
export function openRedis(place: RedisPlace, { forWorker }: { forWorker: boolean }): RedisClient {
  const retryOptions = forWorker
    ? { maxRetriesPerRequest: null }
    : { maxRetriesPerRequest: 1, commandTimeout: TIMEOUT_MS }
  const retryStrategy = (times: number) => Math.min(times * 50, 1000)
  const client =
    'nodes' in place
      ? openCluster(place.nodes, { ...retryOptions, retryStrategy })
      : // What is asked at the same time goes to Redis in one write.
        new Redis({ ...toRedisOptions(place), ...retryOptions, retryStrategy, enableAutoPipelining: !forWorker })
  client.on('error', () => {}) // each failed command tells its caller
  return client
}

type RetryOptions = Readonly<{
  maxRetriesPerRequest: number | null
  commandTimeout?: number
  retryStrategy: (times: number) => number
}>

function openCluster(nodes: readonly string[], { retryStrategy, ...retryOptions }: RetryOptions): Cluster {
  const hosts = nodes.map(parseRedisUrl)
  // The other nodes are asked by whom and how the first one is.
  const { host: _host, port: _port, db: _db, ...credentials } = hosts[0] ?? { host: '', port: 0 }
  return new Cluster(
    hosts.map(({ host, port }) => ({ host, port })),
    {
      redisOptions: { ...retryOptions, ...credentials },
      clusterRetryStrategy: retryStrategy,
      ...{ maxRedirections: TRIES, retryDelayOnFailover: SOON_MS, retryDelayOnClusterDown: SOON_MS },
      retryDelayOnMoved: SOON_MS,
      slotsRefreshInterval: LOOK_AGAIN_MS,
      // A certificate names the host, not the address it resolves to.
      ...(credentials.tls && { dnsLookup: (name, done) => done(null, name) }),
    },
  )
}

/** Resolves when Redis answers, and is what its address says it is. */
export async function awaitRedis(redis: RedisClient): Promise<void> {
  const answer = redis instanceof Cluster ? awaitCluster(redis) : redis.info('cluster')
  const info = await answer.catch((error: Error) => {
    throw new Error(`Redis does not answer (${error.message}). Start it, or correct REDIS_URL.`)
  })
  if (!/^cluster_enabled:1/m.test(info)) return
  throw new Error('REDIS_URL is one node of a cluster: name several of its nodes there, separated by commas.')
}

/** A cluster that is not there is looked for again and again, so ask it how the first look ended. */
async function awaitCluster(cluster: Cluster): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const unready = `the cluster is not ready after ${TIMEOUT_MS / 1000} s: see CLUSTER INFO`
  const timer = setTimeout(() => reject(new Error(unready)), TIMEOUT_MS)
  const ready = () => resolve('')
  const fail = (error: Error & { lastNodeError?: Error }) => reject(error.lastNodeError ?? error)
  cluster.once('ready', ready).once('error', fail)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    cluster.off('ready', ready).off('error', fail)
  }
}

/** True while Redis answers; a cluster answers while every slot of it does. */
export async function isAnswering(redis: RedisClient): Promise<boolean> {
  if (redis instanceof Cluster) return /^cluster_state:ok/m.test(String(await redis.cluster('INFO')))
  return (await redis.ping()) === 'PONG'
}

/** The answers of every server to INFO: one, or one for each master of a cluster. */
export function readInfos(redis: RedisClient): Promise<string[]> {
  const servers = redis instanceof Cluster ? redis.nodes('master') : [redis]
  return Promise.all(servers.map((server) => server.info()))
}
