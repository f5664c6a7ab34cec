import type { Overrides } from '../../src/app/context.ts'
import { runProcess } from '../../src/app/process.ts'
import type { RedisTopology } from '../../src/store/redis-endpoint.ts'
import { shiftClock } from './child-clock.ts'
import { watchLocks } from './lock-monitor.ts'
import { type Death, watchSteps } from './steps.ts'

/** What a test tells the process it starts. */
export type ChildOptions = Readonly<{
  redis: RedisTopology
  shiftMs: number
  asanaTimeoutMs?: number
  leaseMs?: number
  probeIntervalMs?: number
  fullReadLimit?: number
  /** Where it is to die; without it the steps are only told. */
  death?: Death
}>

/** The real process of the service, but for its clock, its patience and a hand on its writes. */
const { shiftMs, death, ...options } = JSON.parse(process.env['CHILD_OPTIONS'] ?? '') as ChildOptions
shiftClock(shiftMs)
const decoratePort = watchLocks(
  (held) => process.send?.({ held }),
  watchSteps((label) => process.send?.({ step: label }), death),
)
process.channel?.unref()
await runProcess(process.env, { ...options, decoratePort } satisfies Overrides)
