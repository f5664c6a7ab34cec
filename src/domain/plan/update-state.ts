import type { Instant, StatusUpdate } from '../model.ts'
import type { HealthTaskState, ProjectState } from './project-state.ts'
import type { CommentContent, Write } from './write.ts'

/** What performing a write gave: the gid of what was made or found, and when that was. */
export type Outcome = Readonly<{
  gid?: string
  at: Instant
  /** What was to be written on no longer exists. */
  isGone?: boolean
  /** The status update that was posted. */
  status?: StatusUpdate
  /** Asana did not let us mention the person: it was said without. */
  isPlain?: boolean
}>

/** The notes after a write was performed. */
export function remember(notes: ProjectState, write: Write, outcome: Outcome): ProjectState {
  switch (write.kind) {
    case 'comment':
      return withComment(notes, write.taskGid, { ...words(write, outcome), ...gidOf(outcome), postedAt: outcome.at })
    case 'edit-comment': {
      const postedAt = notes.comments[write.taskGid]?.postedAt ?? outcome.at
      const gid = outcome.isGone ? {} : { gid: write.commentGid }
      return withComment(notes, write.taskGid, { ...words(write, outcome), ...gid, postedAt })
    }
    case 'health-task':
      return outcome.gid
        ? { ...notes, healthTask: { gid: outcome.gid, html: write.html, health: write.health } }
        : notes
    case 'scorecard':
      return withHealth(notes, (note) => ({ ...note, html: write.html }))
    case 'health-comment': {
      const comment = outcome.gid ? { comment: { gid: outcome.gid, from: write.from, at: outcome.at } } : {}
      return withHealth(notes, (note) => ({ ...note, health: write.to, ...comment }))
    }
    case 'edit-health-comment':
      return withHealth(notes, (note) => ({ ...note, health: write.to }))
    case 'status':
      return outcome.gid
        ? {
            ...notes,
            weeks: { ...notes.weeks, [write.week]: outcome.gid },
            ...(outcome.status ? { status: outcome.status } : {}),
          }
        : notes
    case 'attach-fields':
    case 'task-fields':
    case 'project-fields':
      return notes
    default:
      return write satisfies never
  }
}

/** A person deleted or completed the health task: it rests until health changes. */
export function dismissHealthTask(notes: ProjectState): ProjectState {
  return withHealth(notes, ({ comment: _comment, ...note }) => ({ ...note, isDismissed: true }))
}

function words({ html, htmlWithoutMention, faults, mentions }: CommentContent, { isPlain }: Outcome) {
  return isPlain && mentions ? { html: htmlWithoutMention, faults, unseen: mentions } : { html, faults }
}

function gidOf(outcome: Outcome) {
  return outcome.gid ? { gid: outcome.gid } : {}
}

function withComment(notes: ProjectState, taskGid: string, comment: ProjectState['comments'][string]): ProjectState {
  return { ...notes, comments: { ...notes.comments, [taskGid]: comment } }
}

function withHealth(notes: ProjectState, change: (note: HealthTaskState) => HealthTaskState): ProjectState {
  return notes.healthTask ? { ...notes, healthTask: change(notes.healthTask) } : notes
}
