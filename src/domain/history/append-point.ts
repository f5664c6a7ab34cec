import type { Instant, Point } from '../model.ts'

/** A number as its task shows it now. */
export type CurrentValue = Readonly<{ value?: number; createdAt: Instant; modifiedAt: Instant }>

/** Whether a history ends in the current value. */
export function isUpToDate(history: readonly Point[], { value }: CurrentValue): boolean {
  return history.at(-1)?.value === value
}

/** Appends the current value, dated by the task's last modification. */
export function appendPoint(history: readonly Point[], current: CurrentValue): Point[] {
  return [...history, toPoint(current, current.modifiedAt)]
}

/**
 * A history from stories that ends in the current value, which wins where they disagree: Asana merges stories, and hides
 * some.
 */
export function reconcileWithCurrent(history: readonly Point[], current: CurrentValue): readonly Point[] {
  const last = history.at(-1)
  if (!last) return current.value === undefined ? [] : [toPoint(current, current.createdAt)]
  if (last.value === current.value) return history
  const isSameChange = isRounded(last.value, current.value)
  return isSameChange ? [...history.slice(0, -1), toPoint(current, last.at)] : appendPoint(history, current)
}

/** Asana's document types a story's numbers as integers: a fraction may come back rounded. */
function isRounded(told: number | undefined, current: number | undefined): boolean {
  return told !== undefined && current !== undefined && Math.abs(told - current) < 1 && Number.isInteger(told)
}

function toPoint({ value }: CurrentValue, at: Instant): Point {
  return value === undefined ? { at } : { at, value }
}
