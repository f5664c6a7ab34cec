import type { Day, MeasureType } from '../model.ts'
import { daysBetween } from '../week.ts'

/**
 * Attainment, unclamped. Undefined while a number is missing or a Reach has no way to go. `origin` is where a Reach begins.
 * Only numbers of absurd size make it infinite or no number at all.
 */
export function computeAttainment(measure: {
  type: MeasureType
  origin?: number | undefined
  target?: number | undefined
  actual?: number | undefined
  done: boolean
}): number | undefined {
  const { type, origin, target, actual, done } = measure
  if (type === 'Yes/No') return done ? 1 : 0
  if (target === undefined || actual === undefined) return undefined
  switch (type) {
    case 'Reach':
      return origin === undefined || target === origin ? undefined : shareOfWay(origin, target, actual)
    case 'Stay above':
      return actual >= target ? 1 : shareOfLimit(actual, target)
    case 'Stay below':
      return actual <= target ? 1 : shareOfLimit(target, actual)
    default:
      return type satisfies never
  }
}

/** Expected: the share of the promise that is due by today, 0…1; undefined when there is no due date to measure by. */
export function computeExpected(measure: {
  type: MeasureType
  start: Day
  due?: Day | undefined
  today: Day
}): number | undefined {
  const { type, start, due, today } = measure
  if (type === 'Stay above' || type === 'Stay below') return 1
  if (due === undefined) return undefined
  if (type === 'Yes/No') return today > due ? 1 : 0
  return elapsedShare(start, due, today)
}

/** Pace: attainment over expected; undefined while nothing is expected yet. */
export function computePace(attainment: number | undefined, expected: number | undefined): number | undefined {
  return attainment === undefined || !expected ? undefined : attainment / expected
}

/** What counts in rollups and fields: 0…1. */
export function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}

function shareOfWay(from: number, to: number, at: number): number {
  const share = (at - from) / (to - from)
  // Falling from 100, a value of 100 is 0 / -80: minus zero.
  return share === 0 ? 0 : share
}

function shareOfLimit(smaller: number, larger: number): number {
  return smaller > 0 && larger > 0 ? smaller / larger : 0
}

function elapsedShare(start: Day, due: Day, today: Day): number {
  const days = daysBetween(start, due)
  if (days <= 0) return today < due ? 0 : 1
  return clamp(daysBetween(start, today) / days)
}
