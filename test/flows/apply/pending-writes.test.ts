import { describe, expect, it } from 'vitest'
import { EMPTY_STATE } from '../../../src/domain/plan/project-state.ts'
import type { Write } from '../../../src/domain/plan/write.ts'
import { clearPending, markPending, mayHaveTakenEffect, pendingForMs } from '../../../src/flows/apply/pending-writes.ts'
import { LockUnavailableError, PortError, type PortErrorKind } from '../../../src/flows/ports/index.ts'

const NOW = '2026-11-18T10:00:00.000Z'
const later = (ms: number) => new Date(Date.parse(NOW) + ms).toISOString()
const UPDATE: Write = { kind: 'status', week: '2026-W47', type: 'on_track', title: '', html: '' }
const FIELDS: Write = { kind: 'project-fields', values: {} }

describe('doubt about a write', () => {
  it('begins when it is sent and ends when it can take effect no more', () => {
    const state = markPending(EMPTY_STATE, UPDATE, NOW, 60_000)
    expect(pendingForMs(state, UPDATE, later(20_000), 60_000)).toBe(40_000)
    expect(pendingForMs(state, UPDATE, later(60_000), 60_000)).toBe(0)
  })

  it('is none where doing it twice does no harm', () => {
    expect(markPending(EMPTY_STATE, FIELDS, NOW, 60_000)).toBe(EMPTY_STATE)
  })

  it('ends with an answer', () => {
    expect(clearPending(markPending(EMPTY_STATE, UPDATE, NOW, 60_000), UPDATE)).toEqual(EMPTY_STATE)
  })

  it('does not last for ever when the clock was set back', () => {
    const state = markPending(EMPTY_STATE, UPDATE, later(3_600_000), 60_000)
    expect(pendingForMs(state, UPDATE, NOW, 60_000)).toBe(0)
  })

  it('forgets what is long over', () => {
    const state = markPending({ ...EMPTY_STATE, pendingWrites: { 'comment 1': NOW } }, UPDATE, later(1), 60_000)
    expect(Object.keys(state.pendingWrites)).toEqual(['status'])
  })

  it.each([
    ['transient', undefined, true],
    ['transient', 500, true],
    ['transient', 502, true],
    ['transient', 503, false],
    ['rate-limited', 429, false],
    ['unauthorized', 401, false],
    ['bad-request', 400, false],
  ] as [PortErrorKind, number | undefined, boolean][])('remains after %s %s: %s', (failure, status, remains) => {
    expect(mayHaveTakenEffect(new PortError(failure, 'createStatus 1', 'no', { status }))).toBe(remains)
  })

  it('is none when the lock was lost before anything was sent, and some when Redis failed on the way', () => {
    expect(mayHaveTakenEffect(new LockUnavailableError('lost'))).toBe(false)
    expect(mayHaveTakenEffect(new Error('Connection is closed'))).toBe(true)
  })
})
