import { DELIVERY_FAULT_KINDS } from '../../src/sandbox/faults.ts'
import { createRandom, type Random } from './random.ts'
import { SCENARIOS } from './scenarios.ts'

/** Answers that go wrong. */
const ANSWERS = ['429', '429-no-retry-after', '500', '503', '502-html', 'bad-json', 'cut-before', 'cut-after'] as const

/** One thing that goes wrong, and when: plain data, so that a failing run can print it. */
export type Mishap = Readonly<{ atMs: number }> &
  (
    | Readonly<{ kind: 'answer'; fault: (typeof ANSWERS)[number]; method?: string; times: number }>
    | Readonly<{ kind: 'slow'; method?: string; delayMs: number; times: number }>
    | Readonly<{ kind: 'delivery'; fault: (typeof DELIVERY_FAULT_KINDS)[number]; times: number }>
    | Readonly<{ kind: 'kill' | 'freeze' | 'end'; process: number; forMs: number }>
    | Readonly<{ kind: 'redis-stop' | 'redis-full'; forMs: number }>
    | Readonly<{ kind: 'redis-wipe' | 'webhook-deleted' }>
    | Readonly<{ kind: 'token-revoked' | 'asana-away' | 'one-at-a-time'; forMs: number }>
  )

export type Schedule = Readonly<{
  seed: number
  plot: number
  /** When each edit of the plot is made. */
  editsAtMs: readonly number[]
  mishaps: readonly Mishap[]
}>

const LENGTH_MS = 6_000

/** The same schedule for the same seed. */
export function createSchedule(seed: number): Schedule {
  const random = createRandom(seed)
  const plot = seed % SCENARIOS.length
  const edits = SCENARIOS[plot]?.edits ?? []
  const editsAtMs = edits.map(() => random.int(0, LENGTH_MS)).sort((a, b) => a - b)
  const count = random.int(3, 9)
  const mishaps = Array.from({ length: count }, () => toMishap(random, random.int(0, LENGTH_MS)))
  return { seed, plot, editsAtMs, mishaps: withoutTripleTrouble(mishaps).sort((a, b) => a.atMs - b.atMs) }
}

function toMishap(random: Random, atMs: number): Mishap {
  const method = random.pick([undefined, 'GET', 'POST', 'POST', 'PUT'] as const)
  const where = method ? { method } : {}
  const make: readonly [() => Mishap, ...(() => Mishap)[]] = [
    () => ({ atMs, kind: 'answer', fault: random.pick(ANSWERS), ...where, times: random.int(1, 4) }),
    () => ({
      atMs,
      kind: 'answer',
      fault: random.pick(['cut-after', 'bad-json']),
      method: 'POST',
      times: random.int(1, 3),
    }),
    () => ({ atMs, kind: 'slow', ...where, delayMs: random.pick([300, 1_500, 2_200, 2_700]), times: random.int(1, 3) }),
    () => ({ atMs, kind: 'delivery', fault: random.pick(DELIVERY_FAULT_KINDS), times: random.int(1, 3) }),
    () => ({ atMs, kind: 'kill', process: random.int(0, 1), forMs: random.int(0, 1_500) }),
    () => ({ atMs, kind: 'kill', process: random.int(0, 1), forMs: random.int(0, 200) }),
    () => ({ atMs, kind: 'freeze', process: random.int(0, 1), forMs: random.int(500, 2_800) }),
    () => ({ atMs, kind: 'end', process: random.int(0, 1), forMs: random.int(0, 500) }),
    () => ({ atMs, kind: 'redis-stop', forMs: random.int(100, 2_000) }),
    () => ({ atMs, kind: 'redis-full', forMs: random.int(100, 2_000) }),
    () => ({ atMs, kind: 'redis-wipe' }),
    () => ({ atMs, kind: 'webhook-deleted' }),
    () => ({ atMs, kind: 'token-revoked', forMs: random.int(200, 3_000) }),
    () => ({ atMs, kind: 'asana-away', forMs: random.int(500, 4_000) }),
    () => ({ atMs, kind: 'one-at-a-time', forMs: random.int(1_000, 4_000) }),
  ]
  return random.pick(make)()
}

/**
 * What was sent and not answered is remembered in Redis and in the process. With both gone at the same moment, while
 * Asana still works on the request, nobody can know of it: no service can do better, so the suite does not ask for it.
 */
function withoutTripleTrouble(mishaps: readonly Mishap[]): Mishap[] {
  const isWiped = mishaps.some(({ kind }) => kind === 'redis-wipe')
  const without = isWiped ? ['slow', 'freeze', 'kill'] : []
  return mishaps.filter(({ kind }) => !without.includes(kind))
}
