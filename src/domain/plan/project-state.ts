import type { Fields, Finding, Health, Instant, IsoWeek, StatusUpdate } from '../model.ts'

/** Our comment on a measure task. Without `gid` a person deleted it. */
export type CommentState = Readonly<{
  gid?: string
  html: string
  faults: string
  postedAt: Instant
  /** The assignee Asana did not let us mention: they are named in plain words. */
  unmentionable?: string
}>

/** Our last comment on the health task; a change soon after is edited into it. */
export type HealthCommentState = Readonly<{ gid: string; from: Health; at: Instant }>

export type HealthTaskState = Readonly<{
  gid: string
  html: string
  /** The health last told to people. */
  health: Health
  comment?: HealthCommentState
  /** A person deleted or completed it: nothing is written into it any more. */
  isDismissed?: boolean
}>

/** A write Asana refused: it is not tried again before `until`, and the finding tells people why. */
export type Refusal = Readonly<{ until: Instant; finding: Finding }>

/** What the service remembers of a project's texts. All of it can be found again in Asana. */
export type ProjectState = Readonly<{
  comments: Readonly<Record<string, CommentState>>
  healthTask?: HealthTaskState
  /** ISO week → gid of the weekly update that stands for it. */
  weeklyUpdateGids: Readonly<Record<IsoWeek, string>>
  /** The week whose update a portfolio owes, and since when it is known to: it waits for its projects, but not for ever. */
  dueUpdate?: Readonly<{ week: IsoWeek; since: Instant }>
  /** The newest status update, read once: statuses never change. */
  status?: StatusUpdate
  /** Measures here that another project writes: when one falls to this project, its comment is read from Asana. */
  ownedElsewhere?: readonly string[]
  /** The task fields as last found: a person may rename them and their options. */
  fields: Fields
  /**
   * By the write's key: writes that were sent and not answered. Until this instant Asana may still perform them, so
   * nobody repeats them; afterwards a look tells whether it did.
   */
  pendingWrites: Readonly<Record<string, Instant>>
  /** By the write's key. */
  rejectedWrites: Readonly<Record<string, Refusal>>
}>

export const EMPTY_STATE: ProjectState = {
  comments: {},
  weeklyUpdateGids: {},
  fields: {},
  pendingWrites: {},
  rejectedWrites: {},
}
