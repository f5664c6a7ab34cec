import { invalid } from '../errors.ts'
import type { Day } from '../state.ts'

/** A start needs a due date, after it. */
export function checkPeriod(period: { startOn?: Day | null | undefined; dueOn?: Day | null | undefined }): void {
  if (!period.startOn) return
  if (!period.dueOn) throw invalid('start_on: You must provide due_on together with start_on')
  if (period.startOn >= period.dueOn) throw invalid('start_on: The start date must be before the due date')
}
