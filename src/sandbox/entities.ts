/** The objects the sandbox holds: plain, with references as gids. */

export type Gid = string
/** `YYYY-MM-DD` */
export type Day = string

export type User = { gid: Gid; name: string; email: string }

/** A free workspace has neither custom fields nor portfolios. */
export type Workspace = { gid: Gid; name: string; plan: 'paid' | 'free' }

/** Rich text as Asana keeps it: the plain text always follows from the html. */
export type Rich = { text: string; html: string }

export const FIELD_SUBTYPES = ['text', 'enum', 'multi_enum', 'number', 'date', 'people'] as const
export type FieldSubtype = (typeof FIELD_SUBTYPES)[number]
export type Option = { gid: Gid; name: string; color: string; enabled: boolean }
export type Field = {
  gid: Gid
  workspace: Gid
  name: string
  description: string
  subtype: FieldSubtype
  precision?: number
  format?: string
  currencyCode?: string
  customLabel?: string
  customLabelPosition?: string
  options: Option[]
  /** Values of a locked field are refused with 403. */
  locked: boolean
  createdBy: Gid | undefined
}

export type DateValue = Readonly<{ date: Day; dateTime?: string }>
/** By the field's subtype: number; text; enum: option gid; date; multi_enum and people: gids. */
export type FieldValue = number | string | DateValue | readonly Gid[]
export type Values = Map<Gid, FieldValue>

/** A project's settings give its tasks a field, a portfolio's settings give its direct items one. */
export type FieldSetting = { gid: Gid; container: Gid; field: Gid; isImportant: boolean }

export type Project = {
  gid: Gid
  workspace: Gid
  name: string
  notes: Rich
  owner: Gid | undefined
  startOn: Day | undefined
  dueOn: Day | undefined
  archived: boolean
  completed: boolean
  completedAt: Date | undefined
  completedBy: Gid | undefined
  color: string | undefined
  privacy: string
  members: Gid[]
  followers: Gid[]
  /** In order. */
  sections: Gid[]
  settings: FieldSetting[]
  values: Values
  createdAt: Date
  modifiedAt: Date
}

/** A page of its own that a project of a paid workspace may have. */
export type ProjectBrief = { gid: Gid; project: Gid; title: string; body: Rich }

/** Holds the order of its tasks; a task is in a project by being in one of its sections. */
export type Section = { gid: Gid; project: Gid; name: string; tasks: Gid[]; createdAt: Date }

export const APPROVALS = ['pending', 'approved', 'rejected', 'changes_requested'] as const
export type Approval = (typeof APPROVALS)[number]
export const TASK_SUBTYPES = ['default_task', 'milestone', 'approval'] as const
export type TaskSubtype = (typeof TASK_SUBTYPES)[number]

export type Task = {
  gid: Gid
  workspace: Gid
  name: string
  notes: Rich
  subtype: TaskSubtype
  approval: Approval | undefined
  completed: boolean
  completedAt: Date | undefined
  completedBy: Gid | undefined
  assignee: Gid | undefined
  startOn: Day | undefined
  dueOn: Day | undefined
  dueAt: Date | undefined
  parent: Gid | undefined
  subtasks: Gid[]
  sections: Gid[]
  tags: Gid[]
  followers: Gid[]
  values: Values
  isSeparator: boolean
  createdAt: Date
  createdBy: Gid | undefined
  modifiedAt: Date
}

export type Dates = Readonly<{ startOn?: Day | undefined; dueOn?: Day | undefined; dueAt?: Date | undefined }>

/** What a system story remembers of the change it tells. */
export type StoryDetail =
  | Readonly<{ kind: 'field'; field: Gid; old: FieldValue | undefined; new: FieldValue | undefined }>
  | Readonly<{ kind: 'name'; old: string; new: string }>
  | Readonly<{ kind: 'dates'; old: Dates; new: Dates }>
  | Readonly<{ kind: 'assignee'; assignee: Gid | undefined }>
  | Readonly<{ kind: 'section'; old: Gid | undefined; new: Gid }>
  | Readonly<{ kind: 'approval'; old: Approval; new: Approval }>
  | Readonly<{ kind: 'project'; project: Gid }>
  | Readonly<{ kind: 'tag'; tag: Gid }>

export type Story = {
  gid: Gid
  task: Gid
  type: 'comment' | 'system'
  subtype: string
  body: Rich
  detail: StoryDetail | undefined
  isEdited: boolean
  isPinned: boolean
  source: 'web' | 'api'
  createdAt: Date
  createdBy: Gid | undefined
}

export type Tag = { gid: Gid; workspace: Gid; name: string; color: string | undefined }

export type Portfolio = {
  gid: Gid
  workspace: Gid
  name: string
  owner: Gid | undefined
  color: string | undefined
  startOn: Day | undefined
  dueOn: Day | undefined
  archived: boolean
  isPublic: boolean
  members: Gid[]
  /** Projects and portfolios, in order. */
  items: Gid[]
  settings: FieldSetting[]
  values: Values
  createdAt: Date
  createdBy: Gid | undefined
}

export const STATUS_TYPES = ['on_track', 'at_risk', 'off_track', 'on_hold', 'complete', 'dropped'] as const
export type StatusType = (typeof STATUS_TYPES)[number]
/** Posted once, never edited. */
export type Status = {
  gid: Gid
  /** A project or a portfolio. */
  parent: Gid
  statusType: StatusType
  title: string
  body: Rich
  createdAt: Date
  createdBy: Gid | undefined
}

export type Filter = Readonly<{
  resource_type?: string
  resource_subtype?: string
  action?: string
  fields?: readonly string[]
}>

export type Webhook = {
  gid: Gid
  resource: Gid
  target: string
  filters: readonly Filter[]
  secret: string
  user: Gid
  active: boolean
  createdAt: Date
  lastSuccessAt: Date | undefined
  lastFailureAt: Date | undefined
  lastFailureContent: string
  deliveryRetryCount: number
  nextAttemptAfter: Date | undefined
  failureDeletionAt: Date | undefined
}
