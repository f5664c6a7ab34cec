import { describe, expect, it } from 'vitest'
import { NO_NOTES } from '../../../src/domain/plan/project-state.ts'
import type { Write } from '../../../src/domain/plan/write.ts'
import { doubtLeft, enterDoubt, leaveDoubt, leavesDoubt } from '../../../src/flows/apply/pending-writes.ts'
import { type Failure, LockBusy, PortError } from '../../../src/flows/ports/index.ts'

const NOW = '2026-11-18T10:00:00.000Z'
const later = (ms: number) => new Date(Date.parse(NOW) + ms).toISOString()
const UPDATE: Write = { kind: 'status', week: '2026-W47', type: 'on_track', title: '', html: '' }
const FIELDS: Write = { kind: 'project-fields', values: {} }

describe('doubt about a write', () => {
  it('begins when it is sent and ends when it can take effect no more', () => {
    const notes = enterDoubt(NO_NOTES, UPDATE, NOW, 60_000)
    expect(doubtLeft(notes, UPDATE, later(20_000), 60_000)).toBe(40_000)
    expect(doubtLeft(notes, UPDATE, later(60_000), 60_000)).toBe(0)
  })

  it('is none where doing it twice does no harm', () => {
    expect(enterDoubt(NO_NOTES, FIELDS, NOW, 60_000)).toBe(NO_NOTES)
  })

  it('ends with an answer', () => {
    expect(leaveDoubt(enterDoubt(NO_NOTES, UPDATE, NOW, 60_000), UPDATE)).toEqual(NO_NOTES)
  })

  it('does not last for ever when the clock was set back', () => {
    const notes = enterDoubt(NO_NOTES, UPDATE, later(3_600_000), 60_000)
    expect(doubtLeft(notes, UPDATE, NOW, 60_000)).toBe(0)
  })

  it('forgets what is long over', () => {
    const notes = enterDoubt({ ...NO_NOTES, doubts: { 'comment 1': NOW } }, UPDATE, later(1), 60_000)
    expect(Object.keys(notes.doubts)).toEqual(['status'])
  })

  it.each([
    ['later', undefined, true],
    ['later', 500, true],
    ['later', 502, true],
    ['later', 503, false],
    ['rate-limited', 429, false],
    ['unauthorized', 401, false],
    ['invalid', 400, false],
  ] as [Failure, number | undefined, boolean][])('remains after %s %s: %s', (failure, status, remains) => {
    expect(leavesDoubt(new PortError(failure, 'createStatus 1', 'no', { status }))).toBe(remains)
  })

  it('is none when the lock was lost before anything was sent, and some when Redis failed on the way', () => {
    expect(leavesDoubt(new LockBusy('lost'))).toBe(false)
    expect(leavesDoubt(new Error('Connection is closed'))).toBe(true)
  })
})
