import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { type Service, startService } from '../../app/start-service.ts'
import { waitAtMost } from '../../app/timeout.ts'
import { parseConfig } from '../../config/config.ts'
import { type RedisEndpoint, startLocalRedis, toRedisOptions } from '../../local-redis/local-redis.ts'
import { createLog } from '../../logging/logger.ts'
import { mountPage } from '../page/page.ts'
import { type Story, seedStory } from '../seed/seed.ts'
import { createSandbox, type Sandbox } from '../server.ts'
import type { ActivityLog } from './activity-log.ts'
import { findFreePort } from './free-port.ts'
import { ensureRedisBinary } from './install-redis.ts'

export type Demo = Readonly<{
  sandbox: Sandbox
  story: Story
  service: Service
  /** Where a person plays the team. */
  origin: string
  /** Aborted when the demo is to end. */
  ending: AbortSignal
}>

export type DemoOptions = Readonly<{
  stack: AsyncDisposableStack
  activityLog: ActivityLog
  clock: () => Date
  rollupCron: string
  /** Wanted port of the page; another one is taken when it is not free. */
  port: number
  ending: AbortSignal
}>

const ENDS_WITHIN_SECONDS = 1

/** The sandbox with its story and page, a Redis of its own, and the whole service, all on this machine. */
export async function startDemo({ stack, activityLog, clock, rollupCron, port, ending }: DemoOptions): Promise<Demo> {
  const redis = await startRedis(stack, activityLog)
  const sandbox = createSandbox({ now: clock, observe: activityLog.exchange, deliverAfterMs: 300 })
  const story = seedStory(sandbox.world, clock())
  const page = mountPage(sandbox.app, sandbox.world, activityLog.entry)
  const listening = await sandbox.listen(await findFreePort(port))
  stack.defer(() => listening.close())
  stack.defer(() => page.close())
  activityLog.watch(sandbox)

  const servicePort = await findFreePort(port + 1)
  const config = parseConfig({
    ASANA_BASE_URL: listening.url,
    ASANA_ACCESS_TOKEN: story.bot.token,
    ASANA_PORTFOLIOS: story.portfolio,
    PORT: String(servicePort),
    PUBLIC_URL: `http://127.0.0.1:${servicePort}`,
    ROLLUP_CRON: rollupCron,
    REFRESH_DELAY_MS: '700',
  })
  // What a service says whose Redis is being taken away is of no interest.
  const write = (line: string) => void (ending.aborted || activityLog.log(line))
  const log = createLog({ level: 'warn', stream: { write }, pretty: false })
  const service = await startService(config, log, { redis, clock })
  const end = async () => service[Symbol.asyncDispose]()
  stack.defer(() => waitAtMost(ENDS_WITHIN_SECONDS, end()))
  return { sandbox, story, service, origin: listening.origin, ending }
}

/** In a directory that is gone with the demo, so that each one starts without memory. */
async function startRedis(stack: AsyncDisposableStack, { say }: ActivityLog): Promise<RedisEndpoint> {
  const dir = await mkdtemp(join(tmpdir(), 'asana-v2mom-demo-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const redis = await startLocalRedis({ dir, appendOnly: false, findBinary: () => ensureRedisBinary({ say }) })
  stack.defer(() => redis.close())
  stack.defer(() => stopRedis(redis.target))
  return redis.target
}

/** Only this demo uses it, so it goes even while a job that was cut short still holds on to it. */
async function stopRedis(target: RedisEndpoint): Promise<void> {
  const client = new Redis({ ...toRedisOptions(target), retryStrategy: () => null })
  await client.shutdown('NOSAVE').catch(() => {}) // its answer is the end of the connection
  client.disconnect()
}
