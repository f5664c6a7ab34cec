import { Counter, Histogram, type Registry } from 'prom-client'
import type { Write } from '../domain/plan/write.ts'
import type { OnWrite } from '../flows/apply/apply-plan.ts'
import type { JobName } from '../jobs/queue.ts'
import type { JobOutcome, JobRun } from '../jobs/worker.ts'

export type WorkMetrics = Readonly<{
  /** Measures the syncs among the runs of jobs. */
  run(run: JobRun): void
  job(name: JobName, outcome: JobOutcome): void
  write: OnWrite
}>

/** These stand at 0 from the start, so that the first failure already shows as a rise. */
const JOBS: Readonly<Record<JobName, 0>> = {
  'sync-project': 0,
  'roll-up-portfolio': 0,
  'refresh-portfolio-contents': 0,
  reconcile: 0,
  'post-weekly-updates': 0,
  'poll-events': 0,
}
const KINDS: Readonly<Record<Write['kind'], 0>> = {
  'attach-fields': 0,
  'task-fields': 0,
  'project-fields': 0,
  status: 0,
  comment: 0,
  'edit-comment': 0,
  'health-task': 0,
  scorecard: 0,
  'health-comment': 0,
  'edit-health-comment': 0,
}
const OUTCOMES: readonly JobOutcome[] = ['done', 'retried', 'failed']

/** Counts what the worker does. */
export function createWorkMetrics(registry: Registry): WorkMetrics {
  return { ...createSyncMetrics(registry), ...createJobMetrics(registry), ...createWriteMetrics(registry) }
}

function createSyncMetrics(registry: Registry): Pick<WorkMetrics, 'run'> {
  const durations = new Histogram({
    name: 'v2mom_project_sync_duration_seconds',
    help: 'Duration of project syncs by cause (an event, or the reconcile) and outcome; those with an error run again.',
    labelNames: ['cause', 'outcome'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers: [registry],
  })
  for (const cause of ['event', 'reconcile'])
    for (const outcome of ['done', 'error']) durations.zero({ cause, outcome })
  const latency = new Histogram({
    name: 'v2mom_event_latency_seconds',
    help:
      'From the receipt of the event that a sync was enqueued for to the end of that sync, its writes included. ' +
      'Of events that come during a sync, which one more takes in together, the last one counts.',
    buckets: [0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 900, 3600],
    registers: [registry],
  })
  return {
    run({ data, outcome, seconds }) {
      if (!('projectGid' in data)) return
      const { eventReceivedAt } = data
      durations.observe({ cause: eventReceivedAt === undefined ? 'reconcile' : 'event', outcome }, seconds)
      // The clocks of two machines may differ.
      if (eventReceivedAt !== undefined && outcome === 'done')
        latency.observe(Math.max(Date.now() - eventReceivedAt, 0) / 1000)
    },
  }
}

function createJobMetrics(registry: Registry): Pick<WorkMetrics, 'job'> {
  const jobs = new Counter({
    name: 'v2mom_jobs_total',
    help: 'Runs of jobs by name and outcome; failed ones are given up and stay on the board for a week.',
    labelNames: ['job', 'outcome'],
    registers: [registry],
  })
  for (const job of Object.keys(JOBS)) for (const outcome of OUTCOMES) jobs.inc({ job, outcome }, 0)
  return { job: (job, outcome) => jobs.inc({ job, outcome }) }
}

function createWriteMetrics(registry: Registry): Pick<WorkMetrics, 'write'> {
  const writes = new Counter({
    name: 'v2mom_writes_total',
    help: 'Planned writes into Asana by kind and outcome; refused ones are shown to people as findings.',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  })
  const statuses = new Counter({
    name: 'v2mom_statuses_posted_total',
    help: 'Weekly status updates posted, on projects and portfolios.',
    registers: [registry],
  })
  for (const kind of Object.keys(KINDS)) for (const outcome of ['done', 'refused']) writes.inc({ kind, outcome }, 0)
  return {
    write(kind, outcome) {
      writes.inc({ kind, outcome })
      if (kind === 'status' && outcome === 'done') statuses.inc()
    },
  }
}
