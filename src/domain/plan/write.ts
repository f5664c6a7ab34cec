import { fieldEntry } from '../fields/field-table.ts'
import type { FieldKey, Health, Instant, IsoWeek, StatusType } from '../model.ts'

/** A field's desired value: a number, the name of an option, or null to empty it. */
export type DesiredValue = number | string | null
export type DesiredValues = Readonly<Partial<Record<FieldKey, DesiredValue>>>

/** The text of a comment on a measure task. */
export type CommentContent = Readonly<{
  taskGid: string
  name: string
  html: string
  /** gid of the person that `html` mentions. */
  mentions?: string
  /** The same text with the plain name. */
  htmlWithoutMention: string
  /** The codes of the faults it names, sorted and joined with blanks; empty when all is in place. */
  faultCodes: string
}>

/** Everything the service ever writes into a project or portfolio: plain values, printable and comparable. */
export type Write =
  | Readonly<{ kind: 'attach-fields'; keys: readonly FieldKey[] }>
  | Readonly<{ kind: 'task-fields'; taskGid: string; name: string; values: DesiredValues }>
  | Readonly<{ kind: 'project-fields'; values: DesiredValues }>
  | (Readonly<{ kind: 'comment' }> & CommentContent)
  | (Readonly<{ kind: 'edit-comment'; commentGid: string }> & CommentContent)
  | Readonly<{ kind: 'health-task'; html: string; health: Health }>
  | Readonly<{
      kind: 'scorecard'
      taskGid: string
      html: string
      /** The health it tells first, where the task is a copy from another project. */
      health?: Health
    }>
  | Readonly<{
      kind: 'health-comment'
      taskGid: string
      html: string
      from: Health
      to: Health
      /** A comment of ours newer than this is edited instead: at most one new comment in 24 hours. */
      editSince: Instant
    }>
  | Readonly<{
      kind: 'edit-health-comment'
      taskGid: string
      commentGid: string
      html: string
      from: Health
      to: Health
      /** When the comment was first posted: editing does not restart its 24 hours. */
      postedAt: Instant
    }>
  | Readonly<{ kind: 'status'; week: IsoWeek; type: StatusType; title: string; html: string }>

/** The name of a write among the pending and the rejected ones. */
export function writeKey(write: Write): string {
  return 'taskGid' in write ? `${write.kind} ${write.taskGid}` : write.kind
}

/** One plain line for the log and for a dry run. */
export function describeWrite(write: Write): string {
  switch (write.kind) {
    case 'attach-fields':
      return `attach ${write.keys.map((key) => fieldEntry(key).name).join(' and ')} to the project's tasks`
    case 'task-fields':
      return `set ${describeValues(write.values)} on "${write.name}"`
    case 'project-fields':
      return `set ${describeValues(write.values)} on the project`
    case 'comment':
      return `comment on "${write.name}"`
    case 'edit-comment':
      return `edit our comment on "${write.name}"`
    case 'health-task':
      return 'create the health task'
    case 'scorecard':
      return 'rewrite the scorecard in the health task'
    case 'health-comment':
      return `say in the health task that health went from ${write.from} to ${write.to}`
    case 'edit-health-comment':
      return `edit our last comment on the health task: from ${write.from} to ${write.to}`
    case 'status':
      return `post the weekly update ${write.week}: ${write.title}`
    default:
      return write satisfies never
  }
}

function describeValues(values: DesiredValues): string {
  return Object.entries(values)
    .map(([key, value]) => `${fieldEntry(key as FieldKey).name} to ${value === null ? 'nothing' : value}`)
    .join(', ')
}
