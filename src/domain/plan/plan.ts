import type { ClassifiedProject, EvaluationTime, Fields, IsoWeek, Project, ProjectSummary } from '../model.ts'
import { renderScorecard } from '../text/scorecard.ts'
import type { PreviousUpdate } from '../text/weekly-facts.ts'
import { renderProjectUpdate } from '../text/weekly-project.ts'
import { hasNoV2mom, isPaused } from '../weekly-update-rules.ts'
import { planComments } from './plan-comments.ts'
import { planFields } from './plan-fields.ts'
import { planHealthTask } from './plan-health.ts'
import type { ProjectState } from './project-state.ts'
import type { Write } from './write.ts'

/** A weekly update that is owed, and the one before it for the comparison. */
export type OwedUpdate = Readonly<{ week: IsoWeek; previous?: PreviousUpdate }>

export type PlanInput = Readonly<{
  project: Project
  summary: ProjectSummary
  tagged: ClassifiedProject
  fields: Fields
  projectFields: Fields
  elsewhere: ReadonlySet<string>
  notes: ProjectState
  owed?: OwedUpdate
  at: EvaluationTime
}>

/**
 * Everything that should be written into a project now: wanted minus seen, so that a plan applied leaves an empty plan.
 * Archived and completed projects get nothing; paused ones keep their figures and are not spoken to; one that has no
 * V2MOM gets one hint, and loses what an earlier one left behind.
 */
export function planProject(input: PlanInput): Write[] {
  const { project, summary, tagged, at } = input
  if (project.archived || project.completed) return []
  const speaks = !isPaused(summary.personStatus)
  return [
    ...planFields({ ...input, projectValues: project.values }),
    ...(speaks ? planComments({ ...input, now: at.now }) : []),
    ...planScorecard(input, speaks),
    ...(speaks && !hasNoV2mom(tagged) ? planUpdate(input) : []),
  ]
}

function planScorecard({ project, summary, tagged, notes, at }: PlanInput, speaks: boolean): Write[] {
  const html = renderScorecard({ project, summary, tagged, at })
  return planHealthTask({ health: summary.health, reason: summary.reason, html, note: notes.healthTask, speaks, at })
}

function planUpdate({ owed, project, summary, tagged, notes, at }: PlanInput): Write[] {
  if (!owed || notes.weeks[owed.week]) return []
  const previous = owed.previous ? { previous: owed.previous } : {}
  return [
    { kind: 'status', week: owed.week, ...renderProjectUpdate({ ...owed, project, summary, tagged, ...previous, at }) },
  ]
}
