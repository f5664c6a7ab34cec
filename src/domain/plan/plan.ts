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

/** A weekly update that is due, and the one before it for the comparison. */
export type DueUpdate = Readonly<{ week: IsoWeek; previous?: PreviousUpdate }>

export type PlanInput = Readonly<{
  project: Project
  summary: ProjectSummary
  classified: ClassifiedProject
  /** Fields its tasks carry, and those it carries itself. */
  fields: Fields
  projectFields: Fields
  /** Tasks whose fields and comment another project writes. */
  managedElsewhere: ReadonlySet<string>
  state: ProjectState
  dueUpdate?: DueUpdate
  at: EvaluationTime
}>

/**
 * Everything that should be written into a project now: desired minus current, so that an applied plan leaves an empty
 * plan. Archived and completed projects get nothing; a paused one keeps its figures, and nothing is posted there; one
 * without a V2MOM gets one hint, and loses the figures of an earlier one.
 */
export function planProject(input: PlanInput): Write[] {
  const { project, summary, classified, state, at } = input
  if (project.archived || project.completed) return []
  const canPost = !isPaused(summary.personStatus)
  const html = renderScorecard({ project, summary, classified, at })
  const { health, reason } = summary
  return [
    ...planFields({ ...input, projectValues: project.values }),
    ...(canPost ? planComments({ ...input, now: at.now }) : []),
    ...planHealthTask({ health, reason, html, current: state.healthTask, canPost, at }),
    ...(canPost && !hasNoV2mom(classified) ? planWeeklyUpdate(input) : []),
  ]
}

function planWeeklyUpdate({ dueUpdate, project, summary, classified, state, at }: PlanInput): Write[] {
  if (!dueUpdate || state.weeklyUpdateGids[dueUpdate.week]) return []
  const content = renderProjectUpdate({ ...dueUpdate, project, summary, classified, at })
  return [{ kind: 'status', week: dueUpdate.week, ...content }]
}
