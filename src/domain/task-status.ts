import type { Task } from './model.ts'

/** Completed and wanted: Asana completes an approval also when it is rejected or sent back. */
export function isDone({ completed, approval }: Task): boolean {
  return completed && approval !== 'rejected' && approval !== 'changes_requested'
}
