import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clamp, computeAttainment, computeExpected, computePace } from '../../../src/domain/measure/attainment.ts'
import type { MeasureType } from '../../../src/domain/model.ts'

const RUNS = { numRuns: 500 }
const amount = fc.double({ min: -1e12, max: 1e12, noNaN: true })

describe('attainment', () => {
  test.each<[string, MeasureType, number | undefined, number | undefined, number | undefined, number | undefined]>([
    // why, type, origin, target, actual, attainment
    ['half of the way', 'Reach', 0, 100, 50, 0.5],
    ['half of the way from a baseline', 'Reach', 100, 200, 150, 0.5],
    ['where the way begins is not known', 'Reach', undefined, 200, 150, undefined],
    ['falling from 100 to 20', 'Reach', 100, 20, 60, 0.5],
    ['falling, not moved', 'Reach', 100, 20, 100, 0],
    ['falling, reached', 'Reach', 100, 20, 20, 1],
    ['falling, the wrong way', 'Reach', 100, 20, 140, -0.5],
    ['more than promised stays unclamped', 'Reach', 0, 100, 130, 1.3],
    ['below the baseline stays unclamped', 'Reach', 100, 200, 50, -0.5],
    ['a target of 0 fallen to', 'Reach', 40, 0, 10, 0.75],
    ['below zero', 'Reach', -40, -20, -30, 0.5],
    ['no way to go', 'Reach', 100, 100, 100, undefined],
    ['from 0 to 0', 'Reach', 0, 0, 5, undefined],
    ['no target', 'Reach', 0, undefined, 50, undefined],
    ['no actual', 'Reach', 0, 100, undefined, undefined],
    ['kept above', 'Stay above', undefined, 90, 95, 1],
    ['kept exactly', 'Stay above', undefined, 90, 90, 1],
    ['missed from below', 'Stay above', undefined, 90, 45, 0.5],
    ['missed, actual 0', 'Stay above', undefined, 90, 0, 0],
    ['missed, actual negative', 'Stay above', undefined, 90, -5, 0],
    ['missed, both negative', 'Stay above', undefined, -5, -10, 0],
    ['missed, target 0', 'Stay above', undefined, 0, -10, 0],
    ['above a target of 0', 'Stay above', undefined, 0, 0, 1],
    ['the origin plays no part above', 'Stay above', 90, 90, 45, 0.5],
    ['no target above', 'Stay above', undefined, undefined, 95, undefined],
    ['no actual above', 'Stay above', undefined, 90, undefined, undefined],
    ['kept below', 'Stay below', undefined, 5, 3, 1],
    ['kept below exactly', 'Stay below', undefined, 5, 5, 1],
    ['missed from above', 'Stay below', undefined, 5, 10, 0.5],
    ['target 0, kept', 'Stay below', undefined, 0, 0, 1],
    ['target 0, missed', 'Stay below', undefined, 0, 10, 0],
    ['target negative, missed', 'Stay below', undefined, -5, 10, 0],
    ['both negative, missed', 'Stay below', undefined, -5, -2, 0],
    ['no target below', 'Stay below', undefined, undefined, 3, undefined],
  ])('%s', (_, type, origin, target, actual, attainment) => {
    expect(computeAttainment({ type, origin, target, actual, done: false })).toBe(attainment)
  })

  test.each([
    [true, 1],
    [false, 0],
  ])('of Yes/No, done %s, is %d whatever the numbers say', (done, attainment) => {
    expect(computeAttainment({ type: 'Yes/No', done })).toBe(attainment)
    expect(computeAttainment({ type: 'Yes/No', origin: 0, target: 10, actual: 5, done })).toBe(attainment)
  })

  test('of what is to be kept up lies between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Stay above' as const, 'Stay below' as const),
        amount,
        amount,
        (type, target, actual) => {
          const attainment = computeAttainment({ type, target, actual, done: false })
          expect(attainment).toBeGreaterThanOrEqual(0)
          expect(attainment).toBeLessThanOrEqual(1)
        },
      ),
      RUNS,
    )
  })
})

describe('expected', () => {
  test.each([
    // why, start, due, today, share
    ['on the first day', '2026-10-01', '2026-10-11', '2026-10-01', 0],
    ['before the first day', '2026-10-01', '2026-10-11', '2026-09-01', 0],
    ['halfway', '2026-10-01', '2026-10-11', '2026-10-06', 0.5],
    ['a tenth', '2026-10-01', '2026-10-11', '2026-10-02', 0.1],
    ['on the due date', '2026-10-01', '2026-10-11', '2026-10-11', 1],
    ['after the due date', '2026-10-01', '2026-10-11', '2026-12-01', 1],
    ['across a change of clocks', '2026-03-28', '2026-03-30', '2026-03-29', 0.5],
    ['start = due, the day before', '2026-10-11', '2026-10-11', '2026-10-10', 0],
    ['start = due, that day', '2026-10-11', '2026-10-11', '2026-10-11', 1],
    ['start = due, the day after', '2026-10-11', '2026-10-11', '2026-10-12', 1],
    ['start after due, before it', '2026-10-20', '2026-10-11', '2026-10-10', 0],
    ['start after due, between the two', '2026-10-20', '2026-10-11', '2026-10-15', 1],
    ['no due date', '2026-10-01', undefined, '2026-10-06', undefined],
  ])('of a Reach %s', (_, start, due, today, share) => {
    expect(computeExpected({ type: 'Reach', start, due, today })).toBe(share)
  })

  test.each([
    ['before the due date', '2026-10-11', '2026-10-10', 0],
    ['on the due date', '2026-10-11', '2026-10-11', 0],
    ['after the due date', '2026-10-11', '2026-10-12', 1],
    ['without a due date', undefined, '2026-10-12', undefined],
  ])('of Yes/No %s', (_, due, today, share) => {
    expect(computeExpected({ type: 'Yes/No', start: '2026-10-01', due, today })).toBe(share)
  })

  test.each(['Stay above', 'Stay below'] as const)(
    'of %s is everything at any time, with a due date or without',
    (type) => {
      for (const due of [undefined, '2026-10-11']) {
        expect(computeExpected({ type, start: '2026-10-01', due, today: '2026-09-01' })).toBe(1)
      }
    },
  )
})

describe('pace', () => {
  test.each([
    [0.45, 0.5, 0.9],
    [1.3, 0.5, 2.6],
    [-0.5, 0.5, -1],
    [0, 0.5, 0],
    [1, 0, undefined],
    [0, 0, undefined],
    [undefined, 0.5, undefined],
    [0.5, undefined, undefined],
  ])('of attainment %s and expected %s is %s', (attainment, expected, share) => {
    expect(computePace(attainment, expected)).toBe(share)
  })
})

describe('clamp', () => {
  test.each([
    [-0.5, 0],
    [0, 0],
    [0.5, 0.5],
    [1, 1],
    [1.3, 1],
    [Number.POSITIVE_INFINITY, 1],
  ])('brings %d to %d', (share, clamped) => {
    expect(clamp(share)).toBe(clamped)
  })

  test('holds for every number, and leaves what lies within alone', () => {
    fc.assert(
      fc.property(amount, (share) => {
        expect(clamp(share)).toBeGreaterThanOrEqual(0)
        expect(clamp(share)).toBeLessThanOrEqual(1)
        if (share > 0 && share <= 1) expect(clamp(share)).toBe(share)
        expect(clamp(clamp(share))).toBe(clamp(share))
      }),
      RUNS,
    )
  })
})
