import { setTimeout as sleep } from 'node:timers/promises'
import getPort from 'get-port'
import type { Overrides } from '../../src/app/context.ts'
import { type Role, type Service, startService } from '../../src/app/start-service.ts'
import { type Config, parseConfig } from '../../src/config/config.ts'
import type { LoggedRequest } from '../../src/sandbox/request-log.ts'
import { type Story, seedStory } from '../../src/sandbox/seed/seed.ts'
import type { Listening, Sandbox, SandboxOptions } from '../../src/sandbox/server.ts'
import { collectLog, type LogLines } from './log-lines.ts'
import { startRedis, type TestRedis } from './redis.ts'
import { startSandbox } from './sandbox.ts'

/** A place where the whole service runs against the sandbox Asana and a Redis of its own. */
export type Stage = AsyncDisposable &
  Readonly<{
    sandbox: Sandbox & Listening
    story: Story
    redis: TestRedis
    config: Config
    logs: LogLines
    /** A life of the service: every start is one more process on the same Redis and Asana. */
    start(more?: Overrides & { role?: Role; env?: Env }): Promise<Service>
    /** Resolves when nothing waits, runs or is about to be delivered. */
    quiet(service: Service): Promise<void>
    /** What the service changed in Asana since `sandbox.requests.clear()`; webhooks do not count. */
    writes(): LoggedRequest[]
    /** Moves the time of Asana and the service. */
    travel(ms: number): void
  }>

type Env = Readonly<Record<string, string>>

export type StageOptions = Readonly<{ now?: Date; env?: Env; sandbox?: SandboxOptions; polls?: boolean }>

const REFRESH_DELAY_MS = 40
const ROLLUP_DEBOUNCE_MS = 60
/** Half as long again nobody repeats a write that was not answered. */
const ASANA_TIMEOUT_MS = 2_000

export async function openStage({
  now = new Date('2026-11-18T10:00:00Z'),
  env = {},
  polls = false,
  ...more
}: StageOptions = {}): Promise<Stage> {
  const began = Date.now()
  let travelled = 0
  const clock = () => new Date(now.getTime() + (Date.now() - began) + travelled)
  await using stack = new AsyncDisposableStack()
  const redis = await startRedis()
  stack.defer(() => redis.close())
  const limitless = { requestsPerMinute: Number.POSITIVE_INFINITY }
  const sandbox = await startSandbox({ now: clock, deliverAfterMs: 20, ...limitless, ...more.sandbox })
  stack.defer(() => sandbox.close())
  const story = seedStory(sandbox.world, now)
  const port = await getPort({ host: '127.0.0.1' })
  const base = {
    ...{ ASANA_BASE_URL: sandbox.url, ASANA_ACCESS_TOKEN: story.bot.token, ASANA_PORTFOLIOS: story.portfolio },
    ...{ PORT: String(port), REFRESH_DELAY_MS: String(REFRESH_DELAY_MS), ASANA_REQUESTS_PER_MINUTE: '1000000' },
    ...(polls ? { POLL_EVERY: '1s' } : { PUBLIC_URL: `http://127.0.0.1:${port}` }),
    ...env,
  }
  const logs = collectLog('info')
  const owned = stack.move()
  return {
    ...{ sandbox, story, redis, logs, config: parseConfig(base) },
    start: ({ env: own = {}, ...more } = {}) =>
      startService(parseConfig({ ...base, ...own }), logs.log, {
        redis: redis.target,
        clock,
        asanaTimeoutMs: ASANA_TIMEOUT_MS,
        rollupDebounceMs: ROLLUP_DEBOUNCE_MS,
        ...more,
      }),
    quiet: (service) => quiet(sandbox, service),
    writes: () => sandbox.requests.entries.filter(isWrite),
    travel(ms) {
      travelled += ms
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** Twice in a row nothing may be under way: a job that ends may have started a delivery, and a delivery a job. */
async function quiet(sandbox: Sandbox, { jobs }: Service): Promise<void> {
  const deadline = Date.now() + 30_000
  for (let idle = 0; idle < 2; ) {
    if (Date.now() > deadline) throw new Error('The service did not become idle within 30 seconds')
    await sandbox.settle()
    await sleep(20)
    idle = (await jobs.hasPendingJobs()) ? 0 : idle + 1
  }
}

function isWrite({ method, path }: LoggedRequest): boolean {
  return method !== 'GET' && !path.startsWith('/webhooks')
}
