/** 1 s, 2 s, 4 s … up to 40 s, spread by a quarter: many do not return at once, and all within a minute. */
export function backoffDelayMs(attemptsMade: number): number {
  const delayMs = Math.min(1_000 * 2 ** (attemptsMade - 1), 40_000)
  return Math.round(delayMs * (1 + Math.random() / 4))
}
