import { describe, expect, it } from 'vitest'
import { EMPTY_STATE } from '../../../src/domain/plan/project-state.ts'
import type { Write } from '../../../src/domain/plan/write.ts'
import { clearPending, markPending, mayHaveTakenEffect, pendingForMs } from '../../../src/flows/apply/pending-writes.ts'
import { LockUnavailableError, PortError, type PortErrorKind } from '../../../src/flows/ports/index.ts'

const NOW = '2026-11-18T10:00:00.000Z'
const later = (ms: number) => new Date(Date.parse(NOW) + ms).toISOString()
const UPDATE: Write = { kind: 'status', week: '2026-W47', type: 'on_track', title: '', html: '' }
const FIELDS: Write = { kind: 'project-fields', values: {} }

describe('a pending write', () => {
  it('is pending from when it is sent until it cannot take effect any more', () => {
    const state = markPending(EMPTY_STATE, UPDATE, NOW, 60_000)
    expect(pendingForMs(state, UPDATE, later(20_000), 60_000)).toBe(40_000)
    expect(pendingForMs(state, UPDATE, later(60_000), 60_000)).toBe(0)
  })

  it('is none where sending it twice does no harm', () => {
    expect(markPending(EMPTY_STATE, FIELDS, NOW, 60_000)).toBe(EMPTY_STATE)
  })

  it('is acknowledged by an answer', () => {
    expect(clearPending(markPending(EMPTY_STATE, UPDATE, NOW, 60_000), UPDATE)).toEqual(EMPTY_STATE)
  })

  it('does not stay pending when the clock was set back', () => {
    const state = markPending(EMPTY_STATE, UPDATE, later(3_600_000), 60_000)
    expect(pendingForMs(state, UPDATE, NOW, 60_000)).toBe(0)
  })

  it('drops those whose time is over', () => {
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
  ] as [PortErrorKind, number | undefined, boolean][])(
    'after %s %s may have taken effect: %s',
    (kind, status, isPossible) => {
      expect(mayHaveTakenEffect(new PortError(kind, 'createStatus 1', 'no', { status }))).toBe(isPossible)
    },
  )

  it('cannot have taken effect when the lock was lost before it was sent, and may have when Redis failed on the way', () => {
    expect(mayHaveTakenEffect(new LockUnavailableError('lost'))).toBe(false)
    expect(mayHaveTakenEffect(new Error('Connection is closed'))).toBe(true)
  })
})
