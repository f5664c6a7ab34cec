import type { Instant, StatusUpdate } from '../model.ts'
import type { CommentState, HealthTaskState, ProjectState } from './project-state.ts'
import type { CommentContent, Write } from './write.ts'

/** What a write gave. */
export type WriteOutcome = Readonly<{
  /** Of what was created or found. */
  gid?: string
  /** When that was. */
  at: Instant
  /** What was to be written on does not exist any more. */
  notFound?: boolean
  /** The status update that was posted. */
  status?: StatusUpdate
  /** Asana rejected the mention of the person: the text was sent without it. */
  withoutMention?: boolean
}>

/** The state after a write: a reducer, so that applying a plan leaves nothing to plan. */
export function updateState(state: ProjectState, write: Write, outcome: WriteOutcome): ProjectState {
  switch (write.kind) {
    case 'comment':
      return withComment(state, write, { ...gidOf(outcome), postedAt: outcome.at }, outcome)
    case 'edit-comment': {
      const postedAt = state.comments[write.taskGid]?.postedAt ?? outcome.at
      const place = outcome.notFound ? { postedAt } : { gid: write.commentGid, postedAt }
      return withComment(state, write, place, outcome)
    }
    case 'health-task': {
      const { html, health } = write
      return outcome.gid ? { ...state, healthTask: { gid: outcome.gid, html, health } } : state
    }
    case 'scorecard':
      return withHealthTask(state, ({ isCopy: _, ...task }) => ({
        ...task,
        html: write.html,
        health: write.health ?? task.health,
      }))
    case 'health-comment': {
      const comment = outcome.gid ? { comment: { gid: outcome.gid, from: write.from, at: outcome.at } } : {}
      return withHealthTask(state, (task) => ({ ...task, health: write.to, ...comment }))
    }
    case 'edit-health-comment':
      return withHealthTask(state, (task) => ({ ...task, health: write.to }))
    case 'status':
      return withWeeklyUpdate(state, write.week, outcome)
    case 'attach-fields':
    case 'task-fields':
    case 'project-fields':
      return state
    default:
      return write satisfies never
  }
}

/** The state after a person deleted or completed the health task: nothing is written there until the health changes. */
export function dismissHealthTask(state: ProjectState): ProjectState {
  return withHealthTask(state, ({ comment: _, ...task }) => ({ ...task, isDismissed: true }))
}

function gidOf({ gid }: WriteOutcome): { gid?: string } {
  return gid ? { gid } : {}
}

function withComment(
  state: ProjectState,
  { taskGid, html, htmlWithoutMention, faultCodes, mentions }: CommentContent,
  place: Pick<CommentState, 'gid' | 'postedAt'>,
  { withoutMention }: WriteOutcome,
): ProjectState {
  const said = withoutMention && mentions ? { html: htmlWithoutMention, unmentionable: mentions } : { html }
  return { ...state, comments: { ...state.comments, [taskGid]: { ...said, ...place, faultCodes } } }
}

function withHealthTask(state: ProjectState, change: (task: HealthTaskState) => HealthTaskState): ProjectState {
  return state.healthTask ? { ...state, healthTask: change(state.healthTask) } : state
}

function withWeeklyUpdate(state: ProjectState, week: string, { gid, status }: WriteOutcome): ProjectState {
  if (!gid) return state
  const posted = { ...state, weeklyUpdateGids: { ...state.weeklyUpdateGids, [week]: gid } }
  return status ? { ...posted, status } : posted
}
