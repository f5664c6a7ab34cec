import type { Fields, Finding, Health, Instant, IsoWeek, StatusUpdate } from '../model.ts'

/** Our comment on a measure task. Without `gid` a person deleted it. */
export type CommentState = Readonly<{
  gid?: string
  html: string
  /** The codes of the faults it names, sorted and joined with blanks. */
  faultCodes: string
  postedAt: Instant
  /** gid of the assignee whose mention Asana rejects: the comment has the plain name instead. */
  unmentionable?: string
}>

/** Our last comment on the health task; a change within 24 hours is edited into it. */
export type HealthCommentState = Readonly<{ gid: string; from: Health; at: Instant }>

export type HealthTaskState = Readonly<{
  gid: string
  /** The scorecard as last written. */
  html: string
  /** The health last told to people. */
  health: Health
  comment?: HealthCommentState
  /** A person deleted or completed it: nothing is written into it. */
  isDismissed?: boolean
  /** Copied together with another project, whose scorecard and health it still shows. */
  isCopy?: boolean
}>

/** A write that Asana rejected: it is not sent again before `until`, and the finding says why. */
export type RejectedWrite = Readonly<{ until: Instant; finding: Finding }>

/** What the service remembers of what it wrote into a project or portfolio. All of it can be found again in Asana. */
export type ProjectState = Readonly<{
  /** By gid of the measure task. */
  comments: Readonly<Record<string, CommentState>>
  healthTask?: HealthTaskState
  /** ISO week → gid of the weekly update that stands for it. */
  weeklyUpdateGids: Readonly<Record<IsoWeek, string>>
  /** Of a portfolio: the week whose update is due, and since when that is known. It waits for its projects' updates. */
  dueUpdate?: Readonly<{ week: IsoWeek; since: Instant }>
  /** The newest status update, read once: status updates never change. */
  status?: StatusUpdate
  /** Measures here that another project writes: when one falls to this project, its comment is read from Asana. */
  ownedElsewhere?: readonly string[]
  /** The task fields as last found: a person may rename them and their options. */
  fields: Fields
  /** Measures whose stories Asana did not show when they were read last. */
  forbiddenStories?: readonly string[]
  /** Sent and not acknowledged, by the write's key: until this instant Asana may still perform it. */
  pendingWrites: Readonly<Record<string, Instant>>
  /** By the write's key, for field values with the field's key behind it, or by its kind. */
  rejectedWrites: Readonly<Record<string, RejectedWrite>>
}>

export const EMPTY_STATE: ProjectState = {
  comments: {},
  weeklyUpdateGids: {},
  fields: {},
  pendingWrites: {},
  rejectedWrites: {},
}
