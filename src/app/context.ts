import { createTokenCircuitBreaker } from '../asana/circuit-breaker.ts'
import { createAsanaGateway, type RequestReport } from '../asana/gateway.ts'
import { memoizeAsync } from '../asana/memoize-async.ts'
import type { Config } from '../config/config.ts'
import { type AsanaPort, PortError, type StorePort, type WebhookStore } from '../flows/ports/index.ts'
import { checkFieldOverrides } from '../flows/setup/check-field-overrides.ts'
import type { SyncDeps } from '../flows/sync/sync-project.ts'
import type { Jobs } from '../jobs/queue.ts'
import { startLocalRedis } from '../local-redis/local-redis.ts'
import type { Log } from '../logging/logger.ts'
import { keys } from '../store/keys.ts'
import { createRateLimiter } from '../store/rate-limiter.ts'
import { awaitRedis, openRedis, type RedisClient } from '../store/redis-client.ts'
import { type RedisTopology, toRedisTopology } from '../store/redis-endpoint.ts'
import { createRedisStore } from '../store/redis-store.ts'
import { createSecretBox } from '../store/secret-box.ts'
import { createWebhookStore } from '../store/webhook-store.ts'

/** What tests and the demo put in place of the ordinary. */
export type Overrides = Readonly<{
  clock?: () => Date
  redis?: RedisTopology
  /** Directory of our own redis-server, where no Redis is configured. */
  dataDir?: string
  onRequest?: (report: RequestReport) => void
  /** For one whole request to Asana; default 30 s. */
  asanaTimeoutMs?: number
  /** How long the locks of a process that died stand; default 15 s. */
  leaseMs?: number
  /** How long after a refused token one request asks again; default 30 s. */
  probeIntervalMs?: number
  /** How long the changes of a portfolio's projects are gathered into one rollup; default 500. */
  rollupDebounceMs?: number
  /** How many tasks of a project are read whole each time; default 100. */
  fullReadLimit?: number
  /** Puts something around a port: a test counts its writes there. */
  decoratePort?: DecoratePort
}>

export type WrappedPorts = { asana: AsanaPort; store: StorePort; webhooks: WebhookStore; jobs: Jobs }
export type DecoratePort = <Name extends keyof WrappedPorts>(name: Name, port: WrappedPorts[Name]) => WrappedPorts[Name]

const ASANA_TIMEOUT_MS = 30_000

/** What the service and the command line share: Redis, Asana, and who we are there. */
export type Context = Readonly<{
  config: Config
  log: Log
  clock: () => Date
  redis: RedisClient
  asana: AsanaPort
  store: StorePort
  webhooks: WebhookStore
  /** Asana refuses the token at present. */
  isTokenRejected(): boolean
  /** Aborted, it keeps new requests from Asana: what is not finished by then is given back. */
  shutdown: AbortController
  /** How long a request that was not answered may still take effect in Asana. */
  unackedWriteTtlMs: number
  overrides: Overrides
  /** Connects once more to the same Redis; closed with the context. */
  connect(options: { forWorker: boolean }): RedisClient
  /** What the flows need; asks Asana once who the token belongs to. */
  resolveFlowDeps(): Promise<SyncDeps>
}>

/** Builds the context; everything that must be closed is pushed onto `stack`. */
export async function createContext(
  config: Config,
  log: Log,
  stack: AsyncDisposableStack,
  overrides: Overrides = {},
): Promise<Context> {
  const place = overrides.redis ?? (await findRedis(config, stack, overrides.dataDir ?? '.data'))
  const connect = (options: { forWorker: boolean }) =>
    stack.adopt(openRedis(place, options), (opened) => opened.disconnect())
  const redis = connect({ forWorker: false })
  await awaitRedis(redis)
  const shutdown = new AbortController()
  stack.defer(() => shutdown.abort(new Error('The service is ending')))
  const clock = overrides.clock ?? (() => new Date())
  const decoratePort: DecoratePort = overrides.decoratePort ?? ((_name, port) => port)
  const timeoutMs = overrides.asanaTimeoutMs ?? ASANA_TIMEOUT_MS
  const breaker = createTokenCircuitBreaker(log, overrides)
  const gateway = createAsanaGateway({
    token: config.asana.token,
    baseUrl: config.asana.baseUrl,
    timeoutMs,
    shutdown: shutdown.signal,
    breaker,
    rateLimiter: createRateLimiter(redis, {
      requestsPerMinute: config.asana.requestsPerMinute,
      // A slot outlives its request, and little more: a process that died must not keep it.
      leaseMs: timeoutMs + 5_000,
      key: keys.rateLimiter,
      signal: shutdown.signal,
    }),
    onRequest: overrides.onRequest,
  })
  const asana = decoratePort('asana', gateway)
  const store = decoratePort('store', createRedisStore(redis, overrides))
  const webhooks = decoratePort('webhooks', createWebhookStore(redis, createSecretBox(config.secretKey)))
  // Asana may perform a request for a while after the client has given it up.
  const unackedWriteTtlMs = 1.5 * timeoutMs
  return {
    config,
    log,
    clock,
    redis,
    asana,
    store,
    webhooks,
    shutdown,
    unackedWriteTtlMs,
    overrides,
    connect,
    resolveFlowDeps: memoizeAsync(() =>
      readFlowDeps({ config, log, clock, asana, store, unackedWriteTtlMs, overrides }),
    ),
    isTokenRejected: breaker.isTokenRejected,
  }
}

type FlowInputs = Pick<Context, 'config' | 'log' | 'clock' | 'asana' | 'store' | 'unackedWriteTtlMs' | 'overrides'>

/** What flows need beside the ports: who the token belongs to, and the settings. Throws PortError. */
async function readFlowDeps({ config, overrides, ...ports }: FlowInputs): Promise<SyncDeps> {
  const identity = await resolveIdentity(ports.asana, config)
  const deps = {
    ...ports,
    ...identity,
    pins: config.asana.fieldPins,
    timeZone: config.timeZone,
    thresholds: config.thresholds,
    observeOnly: config.observeOnly,
    scope: { projects: config.asana.projectGids, portfolios: config.asana.portfolioGids },
    ...(overrides.fullReadLimit ? { fullReadLimit: overrides.fullReadLimit } : {}),
  }
  await checkFieldOverrides(deps)
  return deps
}

async function findRedis(config: Config, stack: AsyncDisposableStack, dir: string): Promise<RedisTopology> {
  const named = toRedisTopology(config.redisUrls)
  if (named) return named
  const local = await startLocalRedis({ dir, appendOnly: true })
  stack.defer(() => local.close())
  return local.target
}

/** Who the token belongs to, and the workspace to work in. */
async function resolveIdentity(asana: AsanaPort, config: Config): Promise<{ botGid: string; workspaceGid: string }> {
  const me = await asana.readMe()
  const wanted = config.asana.workspaceGid
  const [only, ...others] = me.workspaces.filter(({ gid }) => !wanted || gid === wanted)
  if (only && others.length === 0) return { botGid: me.gid, workspaceGid: only.gid }
  const names = me.workspaces.map(({ gid, name }) => `${gid} (${name})`).join(', ')
  const trouble = wanted ? `ASANA_WORKSPACE=${wanted} is not one of them` : 'set ASANA_WORKSPACE to one of them'
  throw new PortError('bad-request', 'ASANA_WORKSPACE', `the token sees the workspaces ${names}: ${trouble}`)
}
