import { setTimeout as sleep } from 'node:timers/promises'
import type { Role } from '../../../src/app/start-service.ts'
import { findFreePort } from '../../../src/sandbox/demo/free-port.ts'
import type { AsanaFunctions } from '../processes/asana.ts'
import type { ServiceFunctions } from '../processes/service.ts'
import type { Planted, WorldSize } from '../world.ts'
import { type Child, startChild } from './child.ts'
import { type BenchRedis, startRedis } from './redis.ts'
import { startOptions } from './start-options.ts'
import { until } from './until.ts'

export type Service = Child<ServiceFunctions>

/** A sandbox Asana with a planted world, a Redis, and as many processes of the service as are started. */
export type Stage = AsyncDisposable &
  Readonly<{
    redis: BenchRedis
    asana: Child<AsanaFunctions>['call']
    planted: Planted & { url: string }
    /** Where the receiver listens, once it is started. */
    port: number
    start(role?: Role, env?: Readonly<Record<string, string>>): Promise<Service>
    /** Resolves when nothing waits, runs or is about to be delivered; tells when the last request was made. */
    rest(service: Service): Promise<number>
    /** Puts the time of Asana and of these services forward. */
    travel(ms: number, services: readonly Service[]): Promise<void>
  }>

/** Quiet time of the service and gathering time of the sandbox: both are taken off where freshness is judged. */
export const REFRESH_DELAY_MS = 500
export const DELIVER_AFTER_MS = 20

/** Monday morning before the weekly hour: nothing is owed yet, and no day begins while it is measured. */
const NOW = '2026-11-16T05:00:00.000Z'
const REST_WITHIN_MS = 10 * 60_000
const CALM_LOOKS = 3

export async function openStage(size: WorldSize): Promise<Stage> {
  await using stack = new AsyncDisposableStack()
  const redis = stack.use(await startRedis())
  const clock = { now: NOW, began: Date.now() }
  const sandbox = stack.use(
    await startChild<AsanaFunctions>('asana', { clock, size, deliverAfterMs: DELIVER_AFTER_MS }),
  )
  const asana = sandbox.call
  const planted = await asana.planted()
  const port = await findFreePort(0)
  const env = {
    ...{ ASANA_BASE_URL: planted.url, ASANA_ACCESS_TOKEN: planted.bot.token, ASANA_PORTFOLIOS: planted.portfolio },
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, REDIS_URL: redis.url },
    ...{ REFRESH_DELAY_MS: String(REFRESH_DELAY_MS), ASANA_REQUESTS_PER_MINUTE: '1000000' },
  }
  const owned = stack.move()
  return {
    ...{ redis, asana, planted, port },
    async start(role = 'all', own = {}) {
      const all = { ...env, ...own }
      const service = await startChild<ServiceFunctions>('service', { role, clock, env: all }, startOptions())
      owned.use(service)
      return service
    },
    async rest(service) {
      await rest(asana, service)
      return asana.lastRequestAt()
    },
    async travel(ms, services) {
      await asana.travel(ms)
      for (const { call } of services) await call.travel(ms)
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** Several looks in a row must find nothing to do: a delivery may be under way between two of them. */
async function rest(asana: Stage['asana'], { call }: Service): Promise<void> {
  let calm = 0
  const isCalm = async () => {
    await asana.settle()
    calm = (await call.hasPendingJobs()) ? 0 : calm + 1
    if (calm < CALM_LOOKS) await sleep(DELIVER_AFTER_MS * 2)
    return calm >= CALM_LOOKS
  }
  await until('the service has come to rest', isCalm, REST_WITHIN_MS, DELIVER_AFTER_MS)
}
