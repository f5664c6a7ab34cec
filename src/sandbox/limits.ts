export type Limits = Readonly<{
  /** Takes places for so many reads and writes; refused with the seconds to wait. */
  enter(token: string, reads: number, writes: number): { leave: () => void } | { retryAfter: number }
  /** Sets how many reads and writes may be under way at a time; without places, Asana's own numbers again. */
  setPlaces(places?: Places): void
}>

export type Places = Readonly<{ reads: number; writes: number }>

type Use = { starts: number[]; reads: number; writes: number }

const WINDOW_MS = 60_000
const AT_A_TIME: Places = { reads: 50, writes: 15 }

/** Asana's limits, each token on its own: requests a minute (refused ones count), reads and writes at a time. */
export function createLimits(requestsPerMinute: number, now: () => number = Date.now): Limits {
  const uses = new Map<string, Use>()
  let most = AT_A_TIME
  return {
    setPlaces(places = AT_A_TIME) {
      most = places
    },
    enter(token, reads, writes) {
      const use = uses.get(token) ?? { starts: [], reads: 0, writes: 0 }
      uses.set(token, use)
      const retryAfter = countStarts(use, reads + writes, requestsPerMinute, now())
      if (retryAfter > 0) return { retryAfter }
      if (use.reads + reads > most.reads || use.writes + writes > most.writes) return { retryAfter: 1 }
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
