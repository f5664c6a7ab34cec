import { describe, expect, test } from 'vitest'
import { appendPoint, isUpToDate, reconcileWithCurrent } from '../../../src/domain/history/append-point.ts'
import type { Point } from '../../../src/domain/model.ts'

const CREATED = '2026-09-01T09:00:00.000Z'
const TYPED = '2026-10-01T09:00:00.000Z'
const NOW = '2026-11-16T09:00:00.000Z'
const current = (value?: number) => ({
  createdAt: CREATED,
  modifiedAt: NOW,
  ...(value === undefined ? {} : { value }),
})

describe('a history from stories, reconciled with the current value', () => {
  test.each<[string, Point[], number | undefined, Point[]]>([
    ['stories that end in it', [{ at: TYPED, value: 7 }], 7, [{ at: TYPED, value: 7 }]],
    ['no story and no number', [], undefined, []],
    ['no story: it stood there from the beginning', [], 7, [{ at: CREATED, value: 7 }]],
    [
      'a story that went missing',
      [{ at: TYPED, value: 7 }],
      9,
      [
        { at: TYPED, value: 7 },
        { at: NOW, value: 9 },
      ],
    ],
    ['a number emptied without a story', [{ at: TYPED, value: 7 }], undefined, [{ at: TYPED, value: 7 }, { at: NOW }]],
    ['a fraction told as an integer', [{ at: TYPED, value: 0 }], 0.42, [{ at: TYPED, value: 0.42 }]],
    [
      'a fraction told as another fraction',
      [{ at: TYPED, value: 0.3 }],
      0.42,
      [
        { at: TYPED, value: 0.3 },
        { at: NOW, value: 0.42 },
      ],
    ],
    ['a number typed again after it was emptied', [{ at: TYPED }], 7, [{ at: TYPED }, { at: NOW, value: 7 }]],
  ])('%s', (_, told, value, history) => {
    const reconciled = reconcileWithCurrent(told, current(value))
    expect(reconciled).toEqual(history)
    expect(isUpToDate(reconciled, current(value))).toBe(true)
  })
})

test('the current value is appended, dated by the last modification of the task', () => {
  const history = [{ at: TYPED, value: 7 }]
  expect(appendPoint(history, current(8))).toEqual([...history, { at: NOW, value: 8 }])
  expect(appendPoint(history, current())).toEqual([...history, { at: NOW }])
  expect(isUpToDate(history, current(8))).toBe(false)
  expect(isUpToDate(history, current(7))).toBe(true)
  expect(isUpToDate([], current())).toBe(true)
})
