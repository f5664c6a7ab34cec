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
export type DueUpdate = Readonly<{ week: IsoWeek; previous?: PreviousUpdate }>

export type PlanInput = Readonly<{
  project: Project
  summary: ProjectSummary
  classified: ClassifiedProject
  fields: Fields
  projectFields: Fields
  managedElsewhere: ReadonlySet<string>
  state: ProjectState
  dueUpdate?: DueUpdate
  at: EvaluationTime
}>

/**
 * Everything that should be written into a project now: wanted minus seen, so that a plan applied leaves an empty plan.
 * Archived and completed projects get nothing; paused ones keep their figures and are not spoken to; one that has no
 * V2MOM gets one hint, and loses what an earlier one left behind.
 */
export function planProject(input: PlanInput): Write[] {
  const { project, summary, classified, at } = input
  if (project.archived || project.completed) return []
  const canPost = !isPaused(summary.personStatus)
  return [
    ...planFields({ ...input, projectValues: project.values }),
    ...(canPost ? planComments({ ...input, now: at.now }) : []),
    ...planScorecard(input, canPost),
    ...(canPost && !hasNoV2mom(classified) ? planUpdate(input) : []),
  ]
}

function planScorecard({ project, summary, classified, state, at }: PlanInput, canPost: boolean): Write[] {
  const html = renderScorecard({ project, summary, classified, at })
  return planHealthTask({ health: summary.health, reason: summary.reason, html, note: state.healthTask, canPost, at })
}

function planUpdate({ dueUpdate, project, summary, classified, state, at }: PlanInput): Write[] {
  if (!dueUpdate || state.weeklyUpdateGids[dueUpdate.week]) return []
  const previous = dueUpdate.previous ? { previous: dueUpdate.previous } : {}
  return [
    {
      kind: 'status',
      week: dueUpdate.week,
      ...renderProjectUpdate({ ...dueUpdate, project, summary, classified, ...previous, at }),
    },
  ]
}
