import type { Instant, Point } from '../model.ts'

/** A number as its task shows it now. */
export type Shown = Readonly<{ value?: number; createdAt: Instant; modifiedAt: Instant }>

/** Whether a history ends in what is shown now. */
export function isUpToDate(history: readonly Point[], { value }: Shown): boolean {
  return history.at(-1)?.value === value
}

/** Adds what is seen now, dated by the task's last change. */
export function observe(history: readonly Point[], shown: Shown): Point[] {
  return [...history, pointOf(shown, shown.modifiedAt)]
}

/** What stories tell, settled with what is shown now, which wins where they disagree: stories are merged and go missing. */
export function settle(told: readonly Point[], shown: Shown): readonly Point[] {
  const last = told.at(-1)
  if (!last) return shown.value === undefined ? [] : [pointOf(shown, shown.createdAt)]
  if (last.value === shown.value) return told
  return isRounded(last.value, shown.value) ? [...told.slice(0, -1), pointOf(shown, last.at)] : observe(told, shown)
}

/** Asana's document types a story's numbers as integers: a fraction may come back rounded. */
function isRounded(told: number | undefined, shown: number | undefined): boolean {
  return told !== undefined && shown !== undefined && Math.abs(told - shown) < 1 && Number.isInteger(told)
}

function pointOf({ value }: Shown, at: Instant): Point {
  return value === undefined ? { at } : { at, value }
}
