import type { ClassifiedProject, EvaluationTime, Instant, IsoWeek, Measure, ProjectSummary, Task } from '../model.ts'
import { measuresByAttention } from '../rollup/attention.ts'
import { isDone } from '../task-status.ts'
import { addDays } from '../week.ts'
import { dataGapsOf, type Missing } from './data-gaps.ts'

/** What is known of the weekly update before: enough for the change since then. */
export type PreviousUpdate = Readonly<{ week: IsoWeek; attainment?: number; at: Instant }>

/** What a weekly update has to tell about a project, before it is put into words. */
export type WeeklyFacts = Readonly<{
  /** The moment that changes and finished work are counted from: the last weekly update, at first 7 days ago. */
  since: Instant
  /** Those that need attention first. */
  measures: readonly Measure[]
  /** Methods completed since then: each stands in exactly one weekly update. */
  done: readonly Task[]
  /** Open methods due today or in the next 7 days, the soonest first. */
  due: readonly Task[]
  /** Open methods whose due date has passed, the oldest first. */
  overdue: readonly Task[]
  /** Open obstacles, the soonest due first. */
  obstacles: readonly Task[]
  /** Obstacles the description names; they have no state. */
  writtenObstacles: number
  missing: readonly Missing[]
}>

/** Gathers the week. */
export function gatherFacts(input: {
  summary: ProjectSummary
  classified: ClassifiedProject
  previous?: PreviousUpdate | undefined
  at: EvaluationTime
}): WeeklyFacts {
  const { summary, classified, previous, at } = input
  const { methods, obstacles } = classified.tasks
  const open = byDueDate(methods.filter((task) => !isDone(task)))
  const since = previous?.at ?? daysBefore(at.now, 7)
  return {
    since,
    measures: measuresByAttention(summary.measures),
    done: methods.filter((task) => isDone(task) && isBetween(task.completedAt, since, at.now)),
    due: open.filter(({ dueOn }) => dueOn && dueOn >= at.today && dueOn <= addDays(at.today, 7)),
    overdue: open.filter(({ dueOn }) => dueOn && dueOn < at.today),
    obstacles: byDueDate(obstacles.filter((task) => !isDone(task))),
    writtenObstacles: classified.statements.filter(({ component }) => component === 'obstacles').length,
    missing: dataGapsOf(summary),
  }
}

function byDueDate(tasks: readonly Task[]): Task[] {
  const day = (task: Task) => task.dueOn ?? '9999'
  return tasks.toSorted((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0))
}

function daysBefore(instant: Instant, days: number): Instant {
  return new Date(Date.parse(instant) - days * 24 * 60 * 60 * 1000).toISOString()
}

function isBetween(instant: Instant | undefined, after: Instant, until: Instant): boolean {
  if (instant === undefined) return false
  return Date.parse(instant) > Date.parse(after) && Date.parse(instant) <= Date.parse(until)
}
