import type { Instant, StatusUpdate } from '../model.ts'
import type { HealthTaskState, ProjectState } from './project-state.ts'
import type { CommentContent, Write } from './write.ts'

/** What performing a write gave: the gid of what was made or found, and when that was. */
export type WriteOutcome = Readonly<{
  gid?: string
  at: Instant
  /** What was to be written on no longer exists. */
  notFound?: boolean
  /** The status update that was posted. */
  status?: StatusUpdate
  /** Asana did not let us mention the person: it was said without. */
  withoutMention?: boolean
}>

/** The notes after a write was performed. */
export function updateState(state: ProjectState, write: Write, outcome: WriteOutcome): ProjectState {
  switch (write.kind) {
    case 'comment':
      return withComment(state, write.taskGid, { ...words(write, outcome), ...gidOf(outcome), postedAt: outcome.at })
    case 'edit-comment': {
      const postedAt = state.comments[write.taskGid]?.postedAt ?? outcome.at
      const gid = outcome.notFound ? {} : { gid: write.commentGid }
      return withComment(state, write.taskGid, { ...words(write, outcome), ...gid, postedAt })
    }
    case 'health-task':
      return outcome.gid
        ? { ...state, healthTask: { gid: outcome.gid, html: write.html, health: write.health } }
        : state
    case 'scorecard':
      return withHealth(state, (note) => ({ ...note, html: write.html }))
    case 'health-comment': {
      const comment = outcome.gid ? { comment: { gid: outcome.gid, from: write.from, at: outcome.at } } : {}
      return withHealth(state, (note) => ({ ...note, health: write.to, ...comment }))
    }
    case 'edit-health-comment':
      return withHealth(state, (note) => ({ ...note, health: write.to }))
    case 'status':
      return outcome.gid
        ? {
            ...state,
            weeklyUpdateGids: { ...state.weeklyUpdateGids, [write.week]: outcome.gid },
            ...(outcome.status ? { status: outcome.status } : {}),
          }
        : state
    case 'attach-fields':
    case 'task-fields':
    case 'project-fields':
      return state
    default:
      return write satisfies never
  }
}

/** A person deleted or completed the health task: it rests until health changes. */
export function dismissHealthTask(state: ProjectState): ProjectState {
  return withHealth(state, ({ comment: _comment, ...note }) => ({ ...note, isDismissed: true }))
}

function words({ html, htmlWithoutMention, faults, mentions }: CommentContent, { withoutMention }: WriteOutcome) {
  return withoutMention && mentions ? { html: htmlWithoutMention, faults, unmentionable: mentions } : { html, faults }
}

function gidOf(outcome: WriteOutcome) {
  return outcome.gid ? { gid: outcome.gid } : {}
}

function withComment(state: ProjectState, taskGid: string, comment: ProjectState['comments'][string]): ProjectState {
  return { ...state, comments: { ...state.comments, [taskGid]: comment } }
}

function withHealth(state: ProjectState, change: (note: HealthTaskState) => HealthTaskState): ProjectState {
  return state.healthTask ? { ...state, healthTask: change(state.healthTask) } : state
}
