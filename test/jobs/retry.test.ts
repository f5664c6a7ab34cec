import { describe, expect, it } from 'vitest'
import { backoffDelayMs } from '../../src/jobs/retry.ts'

describe('the wait after a failed attempt', () => {
  it('begins with about a second and doubles', () => {
    for (const [attempt, least] of [
      [1, 1_000],
      [2, 2_000],
      [4, 8_000],
    ] as const) {
      expect(backoffDelayMs(attempt)).toBeGreaterThanOrEqual(least)
      expect(backoffDelayMs(attempt)).toBeLessThanOrEqual(least * 1.25)
    }
  })

  it('never grows beyond a minute, so that work goes on within a minute of the end of any outage', () => {
    for (let attempt = 1; attempt < 2_000; attempt += 1) expect(backoffDelayMs(attempt)).toBeLessThan(60_000)
  })
})
