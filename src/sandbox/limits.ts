export type Limits = Readonly<{
  /** Takes places for so many reads and writes; refused with the seconds to wait. */
  enter(token: string, reads: number, writes: number): { leave: () => void } | { retryAfter: number }
}>

type Use = { starts: number[]; reads: number; writes: number }

const WINDOW_MS = 60_000
const READS_AT_A_TIME = 50
const WRITES_AT_A_TIME = 15

/** Asana's limits, each token on its own: requests a minute (refused ones count), reads and writes at a time. */
export function createLimits(requestsPerMinute: number, now: () => number = Date.now): Limits {
  const uses = new Map<string, Use>()
  return {
    enter(token, reads, writes) {
      const use = uses.get(token) ?? { starts: [], reads: 0, writes: 0 }
      uses.set(token, use)
      const retryAfter = countStarts(use, reads + writes, requestsPerMinute, now())
      if (retryAfter > 0) return { retryAfter }
      if (use.reads + reads > READS_AT_A_TIME || use.writes + writes > WRITES_AT_A_TIME) return { retryAfter: 1 }
      use.reads += reads
      use.writes += writes
      return { leave: () => leave(use, reads, writes) }
    },
  }
}

/** Counts requests in a sliding window; seconds until there is room again, 0 when there is. */
function countStarts(use: Use, requests: number, most: number, at: number): number {
  if (most === Number.POSITIVE_INFINITY) return 0
  const firstInside = use.starts.findIndex((start) => start > at - WINDOW_MS)
  use.starts.splice(0, firstInside < 0 ? use.starts.length : firstInside)
  for (let n = 0; n < requests; n += 1) use.starts.push(at)
  const oldestInWay = use.starts.at(-most - 1)
  return oldestInWay === undefined ? 0 : Math.max(1, Math.ceil((oldestInWay + WINDOW_MS - at) / 1000))
}

function leave(use: Use, reads: number, writes: number): void {
  use.reads -= reads
  use.writes -= writes
}
