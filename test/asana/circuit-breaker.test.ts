import { describe, expect, it, vi } from 'vitest'
import { createTokenCircuitBreaker } from '../../src/asana/circuit-breaker.ts'
import type { RequestReport } from '../../src/asana/gateway.ts'
import { PortError } from '../../src/flows/ports/index.ts'
import { collectLog } from '../support/log-lines.ts'

const REFUSED: RequestReport = { operation: 'readMe', kind: 'read', status: 401, errorKind: 'unauthorized', ms: 1 }
const FINE: RequestReport = { operation: 'readMe', kind: 'read', status: 200, ms: 1 }
const AWAY: RequestReport = { operation: 'readMe', kind: 'read', status: 503, errorKind: 'transient', ms: 1 }

function open() {
  vi.useFakeTimers()
  const logs = collectLog()
  const breaker = createTokenCircuitBreaker(logs.log)
  function ask(): string {
    try {
      breaker.assertClosed()
      return 'passed'
    } catch (error) {
      return error instanceof PortError ? error.kind : String(error)
    }
  }
  return { breaker, ask, logs, [Symbol.dispose]: () => void vi.useRealTimers() }
}

describe('the circuit breaker of the token', () => {
  it('lets one request in half a minute through after a refused token', () => {
    using at = open()
    at.breaker.onResponse(REFUSED)
    expect(at.ask()).toBe('unauthorized')
    vi.advanceTimersByTime(30_000)
    expect([at.ask(), at.ask()]).toEqual(['passed', 'unauthorized'])
    at.breaker.onResponse(REFUSED)
    vi.advanceTimersByTime(29_000)
    expect(at.ask()).toBe('unauthorized')
  })

  it('closes when Asana accepts the token, and logs both once', () => {
    using at = open()
    for (const report of [REFUSED, REFUSED, REFUSED]) at.breaker.onResponse(report)
    expect(at.breaker.isTokenRejected()).toBe(true)
    for (const report of [FINE, FINE]) at.breaker.onResponse(report)
    expect([at.breaker.isTokenRejected(), at.ask()]).toEqual([false, 'passed'])
    expect(at.logs.lines.map(({ level }) => level)).toEqual(['error', 'info'])
  })

  it('learns nothing about the token from an Asana that is down', () => {
    using at = open()
    at.breaker.onResponse(REFUSED)
    at.breaker.onResponse(AWAY)
    expect(at.breaker.isTokenRejected()).toBe(true)
  })

  it('tells calls during the probe to retry soon', () => {
    using at = open()
    at.breaker.onResponse(REFUSED)
    vi.advanceTimersByTime(30_000)
    at.ask()
    expect(() => at.breaker.assertClosed()).toThrow(
      expect.objectContaining({ kind: 'unauthorized', retryAfterMs: 1_000 }),
    )
  })
})
