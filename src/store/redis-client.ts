import { once } from 'node:events'
import { Cluster, Redis } from 'ioredis'
import { parseRedisUrl, type RedisTopology, toRedisOptions } from './redis-endpoint.ts'

/** A connection to one Redis, or to all nodes of a cluster. */
export type RedisClient = Redis | Cluster

/** How long a command of the service may take; BullMQ's blocking commands of a worker are not limited. */
const TIMEOUT_MS = 10_000
const CLUSTER_RETRY_MS = 100
/** Within half a minute a replica takes over from a node that died; until then commands for its slots fail. */
const MAX_REDIRECTIONS = 600
/** A node that hangs keeps its connections, so only a look at the slots tells that another node took over. */
const SLOTS_REFRESH_MS = 5_000

/**
 * Connects in the background. A worker's commands wait until Redis is back; those of all other connections reject with
 * ioredis's error after one retry or ten seconds, so that the receiver answers 503 and Asana delivers again.
 */
export function openRedis(topology: RedisTopology, { forWorker }: { forWorker: boolean }): RedisClient {
  const retryOptions = forWorker
    ? { maxRetriesPerRequest: null }
    : { maxRetriesPerRequest: 1, commandTimeout: TIMEOUT_MS }
  const retryStrategy = (times: number) => Math.min(times * 50, 1000)
  // Commands that are issued together go out in one write; a worker's blocking command must not hold up others.
  const pipelining = { enableAutoPipelining: !forWorker }
  const client =
    'nodes' in topology
      ? openCluster(topology.nodes, { ...retryOptions, retryStrategy })
      : new Redis({ ...toRedisOptions(topology), ...retryOptions, ...pipelining, retryStrategy })
  client.on('error', () => {}) // each failed command rejects to its caller
  return client
}

type RetryOptions = Readonly<{
  maxRetriesPerRequest: number | null
  commandTimeout?: number
  retryStrategy: (times: number) => number
}>

function openCluster(nodes: readonly string[], { retryStrategy, ...retryOptions }: RetryOptions): Cluster {
  const hosts = nodes.map(parseRedisUrl)
  // Nodes that the cluster names later are reached with the credentials of the first.
  const { host: _host, port: _port, db: _db, ...credentials } = hosts[0] ?? { host: '', port: 0 }
  return new Cluster(
    hosts.map(({ host, port }) => ({ host, port })),
    {
      redisOptions: { ...retryOptions, ...credentials },
      clusterRetryStrategy: retryStrategy,
      maxRedirections: MAX_REDIRECTIONS,
      retryDelayOnFailover: CLUSTER_RETRY_MS,
      retryDelayOnClusterDown: CLUSTER_RETRY_MS,
      retryDelayOnMoved: CLUSTER_RETRY_MS,
      slotsRefreshInterval: SLOTS_REFRESH_MS,
      // A certificate names the host, not the address that it resolves to.
      ...(credentials.tls && { dnsLookup: (name, done) => done(null, name) }),
    },
  )
}

/** Resolves when Redis answers. Throws, with the next step, when it does not, or when it is one node of a cluster. */
export async function awaitRedis(redis: RedisClient): Promise<void> {
  const answer = redis instanceof Cluster ? awaitCluster(redis) : redis.info('cluster')
  const info = await answer.catch((error: Error) => {
    throw new Error(`Redis does not answer (${error.message}). Start it, or correct REDIS_URL.`)
  })
  if (!/^cluster_enabled:1/m.test(info)) return
  throw new Error('REDIS_URL is one node of a cluster: name several of its nodes there, separated by commas.')
}

/** The client retries a cluster that is down for ever, so this takes its first error, or the timeout. */
async function awaitCluster(cluster: Cluster): Promise<string> {
  try {
    await once(cluster, 'ready', { signal: AbortSignal.timeout(TIMEOUT_MS) })
    return ''
  } catch (thrown) {
    const error = thrown as Error & { lastNodeError?: Error }
    if (error.name !== 'AbortError') throw error.lastNodeError ?? error
    throw new Error(`the cluster is not ready after ${TIMEOUT_MS / 1000} s: see CLUSTER INFO`)
  }
}

/** Whether Redis answers; of a cluster, whether all slots are served. Throws the client's error when nothing answers. */
export async function isAnswering(redis: RedisClient): Promise<boolean> {
  if (redis instanceof Cluster) return /^cluster_state:ok/m.test(String(await redis.cluster('INFO')))
  return (await redis.ping()) === 'PONG'
}

/** The INFO texts of all servers: one, or one for each master of a cluster. */
export function readInfos(redis: RedisClient): Promise<string[]> {
  const servers = redis instanceof Cluster ? redis.nodes('master') : [redis]
  return Promise.all(servers.map((server) => server.info()))
}
