/** What a typed weight counts: a negative one 0, and one of absurd size no more than sums can hold. */
export function toWeight(typed: number): number {
  return Math.min(MOST, Math.max(0, typed))
}

const MOST = 1e100
