import { type CheckResult, ok, problem, warning } from './check-result.ts'

export type QueueStats = Readonly<{
  waiting: number
  active: number
  delayed: number
  failed: number
  /** Undefined where Redis forbids the question. */
  workers: number | undefined
  /** The reason of the newest failed job. */
  lastFailure: string | undefined
}>

const QUEUE_DEPTH_WARNING = 1_000

/** Depth, workers and failed jobs. */
export function checkQueue({ waiting, active, delayed, failed, workers, lastFailure }: QueueStats): CheckResult[] {
  const depth = `${waiting} waiting, ${active} under way, ${delayed} later`
  return [checkDepth(waiting, depth, workers), ...checkFailedJobs(failed, lastFailure)]
}

function checkDepth(waiting: number, depth: string, workers: number | undefined): CheckResult {
  if (workers === 0 && waiting > 0) {
    return problem('Queue', `Nobody works: ${depth}.`, 'Start the service: npm start')
  }
  if (workers === 0) return warning('Queue', 'No worker is running.', 'Start the service: npm start')
  if (waiting < QUEUE_DEPTH_WARNING) return ok('Queue', `${depth}.`)
  return warning('Queue', `It is deep: ${depth}.`, 'Wait for a first read of many projects; else look at the log.')
}

function checkFailedJobs(failed: number, reason: string | undefined): CheckResult[] {
  if (failed === 0) return []
  const jobs = failed === 1 ? '1 job has' : `${failed} jobs have`
  const last = reason ? ` The last one: ${reason}` : ''
  const fix = 'The next full compare tries again; what stays is told in the log under “failed for good”.'
  return [warning('Failed jobs', `${jobs} failed in the last seven days.${last}`, fix)]
}
