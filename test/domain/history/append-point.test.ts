import { describe, expect, test } from 'vitest'
import { isUpToDate, observe, settle } from '../../../src/domain/history/append-point.ts'
import type { Point } from '../../../src/domain/model.ts'

const CREATED = '2026-09-01T09:00:00.000Z'
const TYPED = '2026-10-01T09:00:00.000Z'
const NOW = '2026-11-16T09:00:00.000Z'
const shown = (value?: number) => ({
  createdAt: CREATED,
  modifiedAt: NOW,
  ...(value === undefined ? {} : { value }),
})

describe('the past as stories tell it, settled with what is shown', () => {
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
    const settled = settle(told, shown(value))
    expect(settled).toEqual(history)
    expect(isUpToDate(settled, shown(value))).toBe(true)
  })
})

test('what is seen is added, dated by the last change of the task', () => {
  const history = [{ at: TYPED, value: 7 }]
  expect(observe(history, shown(8))).toEqual([...history, { at: NOW, value: 8 }])
  expect(observe(history, shown())).toEqual([...history, { at: NOW }])
  expect(isUpToDate(history, shown(8))).toBe(false)
  expect(isUpToDate(history, shown(7))).toBe(true)
  expect(isUpToDate([], shown())).toBe(true)
})
