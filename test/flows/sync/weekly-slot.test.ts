import { describe, expect, it } from 'vitest'
import { dueSlot, nextSlot } from '../../../src/flows/sync/weekly-slot.ts'

const MONDAY_EIGHT = '0 8 * * 1'

const rows: [string, string, string, string, string | undefined][] = [
  ['before the hour', MONDAY_EIGHT, 'UTC', '2026-11-16T07:59:59Z', undefined],
  ['at the very hour', MONDAY_EIGHT, 'UTC', '2026-11-16T08:00:00Z', '2026-W47'],
  ['late on Sunday', MONDAY_EIGHT, 'UTC', '2026-11-22T23:59:59Z', '2026-W47'],
  ['on the next Monday before the hour', MONDAY_EIGHT, 'UTC', '2026-11-23T00:00:00Z', undefined],
  ['eight in Berlin is seven in UTC in winter', MONDAY_EIGHT, 'Europe/Berlin', '2026-11-16T07:00:00Z', '2026-W47'],
  ['eight in Berlin is six in UTC in summer', MONDAY_EIGHT, 'Europe/Berlin', '2026-07-06T06:00:00Z', '2026-W28'],
  ['Sunday evening in UTC is Monday in Auckland', MONDAY_EIGHT, 'Pacific/Auckland', '2026-11-15T19:00:00Z', '2026-W47'],
  ['the last week of a long year', MONDAY_EIGHT, 'UTC', '2026-12-28T08:00:00Z', '2026-W53'],
  ['the new year lies in the old week', MONDAY_EIGHT, 'UTC', '2027-01-01T12:00:00Z', '2026-W53'],
  ['Friday is not reached', '0 16 * * 5', 'UTC', '2026-11-18T12:00:00Z', undefined],
  ['Friday is reached', '0 16 * * 5', 'UTC', '2026-11-20T16:00:00Z', '2026-W47'],
  [
    'an hour that the clock skips runs an hour later',
    '30 2 * * 0',
    'Europe/Berlin',
    '2026-03-29T01:30:00Z',
    '2026-W13',
  ],
]

describe('the weekly update that is due', () => {
  it.each(rows)('%s', (_what, cron, timeZone, now, week) => {
    expect(dueSlot(cron, timeZone, new Date(now))?.week).toBe(week)
  })

  it('is scheduled next', () => {
    expect(nextSlot(MONDAY_EIGHT, 'UTC', new Date('2026-11-16T08:00:00Z')).toISOString()).toBe(
      '2026-11-23T08:00:00.000Z',
    )
  })
})
