import { type Line, ok, problem, warning } from './check-result.ts'

export type QueueLook = Readonly<{
  waiting: number
  active: number
  delayed: number
  failed: number
  /** Undefined where Redis does not tell. */
  workers: number | undefined
  /** Why the last of the failed ones failed. */
  lastFailure: string | undefined
}>

const DEEP = 1_000

/** How many jobs wait, whether a worker runs, and which jobs failed. */
export function checkQueue({ waiting, active, delayed, failed, workers, lastFailure }: QueueLook): Line[] {
  const depth = `${waiting} waiting, ${active} under way, ${delayed} later`
  return [checkDepth(waiting, depth, workers), ...checkFailed(failed, lastFailure)]
}

function checkDepth(waiting: number, depth: string, workers: number | undefined): Line {
  if (workers === 0 && waiting > 0) {
    return problem('Queue', `Nobody works: ${depth}.`, 'Start the service: npm start')
  }
  if (workers === 0) return warning('Queue', 'No worker is running.', 'Start the service: npm start')
  if (waiting < DEEP) return ok('Queue', `${depth}.`)
  return warning('Queue', `It is deep: ${depth}.`, 'Wait for a first read of many projects; else look at the log.')
}

function checkFailed(failed: number, reason: string | undefined): Line[] {
  if (failed === 0) return []
  const jobs = failed === 1 ? '1 job has' : `${failed} jobs have`
  const last = reason ? ` The last one: ${reason}` : ''
  const fix = 'The next full compare tries again; what stays is told in the log under “failed for good”.'
  return [warning('Failed jobs', `${jobs} failed in the last seven days.${last}`, fix)]
}
