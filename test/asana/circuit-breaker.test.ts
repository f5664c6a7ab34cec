import { describe, expect, it, vi } from 'vitest'
import { createTokenCircuitBreaker } from '../../src/asana/circuit-breaker.ts'
import type { RequestReport } from '../../src/asana/gateway.ts'
import { PortError } from '../../src/flows/ports/index.ts'
import { createUnlimitedRateLimiter } from '../../src/store/rate-limiter.ts'
import { collectLog } from '../support/log-lines.ts'

const REFUSED: RequestReport = { operation: 'readMe', kind: 'read', status: 401, errorKind: 'unauthorized', ms: 1 }
const FINE: RequestReport = { operation: 'readMe', kind: 'read', status: 200, ms: 1 }
const AWAY: RequestReport = { operation: 'readMe', kind: 'read', status: 503, errorKind: 'transient', ms: 1 }

function open() {
  vi.useFakeTimers()
  const ending = new AbortController()
  const logs = collectLog()
  const gate = createTokenCircuitBreaker(logs.log, ending.signal)
  const rateLimiter = gate.guard(createUnlimitedRateLimiter())
  const ask = () =>
    rateLimiter.acquire('read').then(
      () => 'asked',
      (error: unknown) => (error instanceof PortError ? error.kind : String(error)),
    )
  return { gate, ask, logs, ending, [Symbol.dispose]: () => void vi.useRealTimers() }
}

describe('the gate before Asana', () => {
  it('lets one request in half a minute through after a refused token', async () => {
    using at = open()
    at.gate.hear(REFUSED)
    expect(await at.ask()).toBe('unauthorized')
    vi.advanceTimersByTime(30_000)
    expect([await at.ask(), await at.ask()]).toEqual(['asked', 'unauthorized'])
    at.gate.hear(REFUSED)
    vi.advanceTimersByTime(29_000)
    expect(await at.ask()).toBe('unauthorized')
  })

  it('opens for all when the token works again, and says both once', async () => {
    using at = open()
    for (const report of [REFUSED, REFUSED, REFUSED]) at.gate.hear(report)
    expect(at.gate.isTokenRefused()).toBe(true)
    for (const report of [FINE, FINE]) at.gate.hear(report)
    expect([at.gate.isTokenRefused(), await at.ask()]).toEqual([false, 'asked'])
    expect(at.logs.lines.map(({ level }) => level)).toEqual(['error', 'info'])
  })

  it('learns nothing about the token from an Asana that is away', async () => {
    using at = open()
    at.gate.hear(REFUSED)
    at.gate.hear(AWAY)
    expect(at.gate.isTokenRefused()).toBe(true)
  })

  it('tells those who come during the probe to look again soon', async () => {
    using at = open()
    at.gate.hear(REFUSED)
    vi.advanceTimersByTime(30_000)
    await at.ask()
    const second = at.gate.guard(createUnlimitedRateLimiter()).acquire('write')
    await expect(second).rejects.toMatchObject({ kind: 'unauthorized', retryAfterMs: 1_000 })
  })

  it('lets nobody through once the service is ending', async () => {
    using at = open()
    at.ending.abort(new Error('The service is ending'))
    expect(await at.ask()).toContain('The service is ending')
  })
})
