import type { Direction } from '../fields/option-meaning.ts'
import { valueAt } from '../history/history.ts'
import type { Day, MeasureType, Point } from '../model.ts'
import { startOfDay } from '../week.ts'

/** Where the way of a Reach begins: a number, or `unclear` when only a guess could tell which way is better. */
export type Origin = number | 'unclear' | undefined

/**
 * The value a Reach is judged from: its Baseline; without one 0 when it is to rise, or the first known Actual of its
 * period when it is to fall. `unclear` when neither Baseline nor the type nor the first Actual tells the direction, or
 * when they contradict each other. Undefined for other types, and while Target or Actual is missing.
 */
export function resolveOrigin(measure: {
  type: MeasureType
  direction: Direction | undefined
  baseline: number | undefined
  target: number | undefined
  /** The first known Actual of the period, or the present one. */
  first: number | undefined
}): Origin {
  const { type, direction, baseline, target, first } = measure
  if (type !== 'Reach' || target === undefined) return undefined
  if (baseline !== undefined) return contradicts(direction, baseline, target) ? 'unclear' : baseline
  if (first === undefined) return undefined
  if (direction === 'down') return first < target ? 'unclear' : first
  if (direction === 'up') return target < 0 ? 'unclear' : 0
  // From 0 to a target of 0 or below there is no way up, and a first value above the target is on the wrong side of it.
  return target <= 0 || first > target ? 'unclear' : 0
}

/** What Actual was when the period began, else the first value known after that, else the present one. */
export function firstActual(period: {
  history: readonly Point[]
  start: Day
  timeZone: string
  actual: number | undefined
}): number | undefined {
  const { history, start, timeZone, actual } = period
  const began = startOfDay(start, timeZone)
  const atStart = valueAt(history, began)
  if (atStart !== undefined) return atStart
  return history.find(({ at, value }) => at > began && value !== undefined)?.value ?? actual
}

function contradicts(direction: Direction | undefined, baseline: number, target: number): boolean {
  if (direction === 'up') return target < baseline
  return direction === 'down' && target > baseline
}
