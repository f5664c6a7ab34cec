import type {
  FieldDefinition,
  Fields,
  FieldValue,
  Finding,
  Instant,
  Item,
  NewField,
  Person,
  Point,
  Portfolio,
  PortfolioSummary,
  Project,
  ProjectSummary,
  StatusType,
  StatusUpdate,
  V2momRecord,
} from '../domain/model.ts'
import type { Notes } from '../domain/plan/notes.ts'

export type { FieldDefinition, NewField } from '../domain/model.ts'

/** How the world may fail. Anything not named here is `later`: try again. */
export const FAILURES = [
  'rate-limited', // 429: wait `retryAfterMs`
  'unauthorized', // 401: the token is no good
  'plan', // 402: the plan lacks the feature
  'refused', // 403, 451: a locked field or a missing right
  'gone', // 404
  'invalid', // 400: our request was wrong, repeating it will not help
  'later', // 5xx, cut connection, time-out, unreadable answer
] as const
export type Failure = (typeof FAILURES)[number]

/** The one error a port throws; `cause` never carries the vendor's error, which holds the token. */
export class PortError extends Error {
  override name = 'PortError'
  readonly failure: Failure
  /** What was asked, e.g. `updateTask 1201`. */
  readonly operation: string
  readonly status: number | undefined
  /** For `rate-limited`, and for `unauthorized` while nobody asks again. */
  readonly retryAfterMs: number | undefined

  constructor(
    failure: Failure,
    operation: string,
    detail: string,
    more: { status?: number | undefined; retryAfterMs?: number | undefined } = {},
  ) {
    super(`${operation}: ${detail}`)
    this.failure = failure
    this.operation = operation
    this.status = more.status
    this.retryAfterMs = more.retryAfterMs
  }
}

/** A project and the custom fields its tasks can carry. The newest status comes as a gid: statuses never change. */
export type ProjectRead = Readonly<{
  project: Omit<Project, 'status'>
  taskFields: readonly FieldDefinition[]
  /** The custom fields the project itself can carry, filled or not. */
  ownFieldGids: readonly string[]
  statusGid?: string
}>

export type PortfolioRead = Readonly<{
  portfolio: Omit<Portfolio, 'status'>
  projectFields: readonly FieldDefinition[]
  statusGid?: string
}>

/** Task as read: whether it is the health task is the caller's knowledge. */
export type ItemRead = Omit<Item, 'isHealthTask'> & Readonly<{ createdBy?: string }>

export type Comment = Readonly<{ gid: string; text: string; html: string; createdAt: Instant; author?: Person }>

/**
 * Dates the point of a value that stood before the first story about its field: since when is not told. Whoever shows
 * or charts it puts the task's creation in its place.
 */
export const BEFORE_STORIES: Instant = '1970-01-01T00:00:00.000Z'

/** What a task's stories tell: the past of one number field, and the comments. */
export type TaskStories = Readonly<{ points: readonly Point[]; comments: readonly Comment[] }>

export type Webhook = Readonly<{
  gid: string
  resourceGid: string
  target: string
  active: boolean
  lastSuccessAt?: Instant
  lastFailureAt?: Instant
  lastFailure?: string
  deliveryRetryCount?: number
  failureDeletionAt?: Instant
}>

export type TaskNotes = Readonly<{
  name: string
  /** Plain text. */
  notes: string
  html: string
  completed: boolean
  /** Every project that holds it. */
  projectGids: readonly string[]
}>

/** A change as a webhook or the events endpoint tells it: a hint where to look again. */
export type Change = Readonly<{
  userGid?: string
  action: string
  resourceGid: string
  resourceType: string
  resourceSubtype?: string
  parentGid?: string
  parentType?: string
  field?: string
  /** For `custom_fields`: the gid of the field. */
  newValueGid?: string
}>

/** `expired` stands for Asana's 412: what happened in between is unknown, read everything again. */
export type Changes = Readonly<{ sync: string; changes: readonly Change[]; hasMore: boolean; expired: boolean }>

export type Me = Person & Readonly<{ email?: string; workspaces: readonly Readonly<{ gid: string; name: string }>[] }>

export type NewStatus = Readonly<{ type: StatusType; title: string; html: string }>

/** A field's new value; null empties it. */
export type NewValues = Readonly<Record<string, FieldValue | null>>

export type AsanaPort = {
  /** The same verbs, each write of which first runs `check` once it has its place, and is not sent when that throws. */
  guardedBy(check: () => Promise<void>): AsanaPort

  readMe(): Promise<Me>
  readProject(projectGid: string): Promise<ProjectRead>
  /** Every task of the project, completed ones too, in the project's order; subtasks only where the project lists them. */
  readItems(projectGid: string): Promise<ItemRead[]>
  readPortfolio(portfolioGid: string): Promise<PortfolioRead>
  /** The gids of the projects directly in the portfolio, in its order; nested portfolios are told apart. */
  readPortfolioItems(portfolioGid: string): Promise<{ projects: Person[]; portfolios: Person[] }>
  /** The projects directly in the portfolio with their details, a page of them for one request. */
  readPortfolioProjects(portfolioGid: string): Promise<{ projects: ProjectRead[]; portfolios: Person[] }>
  readWorkspaceFields(workspaceGid: string): Promise<FieldDefinition[]>
  readStories(taskGid: string, numberFieldGid: string | undefined): Promise<TaskStories>
  readStatus(statusGid: string): Promise<StatusUpdate>
  /** Newest first. */
  readStatuses(parentGid: string, since: Instant): Promise<StatusUpdate[]>
  /** Name, notes and state of one task, wherever it is. */
  readTaskNotes(taskGid: string): Promise<TaskNotes>
  readWebhooks(workspaceGid: string): Promise<Webhook[]>
  readChanges(resourceGid: string, sync: string | undefined): Promise<Changes>

  updateTaskFields(taskGid: string, values: NewValues): Promise<void>
  updateProjectFields(projectGid: string, values: NewValues): Promise<void>
  createField(workspaceGid: string, field: NewField): Promise<FieldDefinition>
  updateFieldDescription(fieldGid: string, description: string): Promise<void>
  addEnumOption(fieldGid: string, option: { name: string; color: string }): Promise<{ gid: string; name: string }>
  addFieldToProject(projectGid: string, fieldGid: string): Promise<void>
  addFieldToPortfolio(portfolioGid: string, fieldGid: string): Promise<void>
  createStatus(parentGid: string, status: NewStatus): Promise<StatusUpdate>
  createComment(taskGid: string, html: string): Promise<Comment>
  updateComment(commentGid: string, html: string): Promise<void>
  createTask(projectGid: string, task: { name: string; html: string }): Promise<{ gid: string; permalinkUrl?: string }>
  updateTaskNotes(taskGid: string, html: string): Promise<void>
  createWebhook(
    resourceGid: string,
    target: string,
    filters: readonly WebhookFilter[],
  ): Promise<{ gid: string; secret?: string }>
  deleteWebhook(webhookGid: string): Promise<void>
}

export type WebhookFilter = Readonly<{ resource_type: string; action: string; fields?: readonly string[] }>

/** The shared allowance for requests to Asana: a minute's worth, 50 reads and 15 writes at a time, across all processes. */
export type Budget = {
  /** Waits until a request of this kind may start; the returned function gives the place back when it has ended. */
  take(kind: 'read' | 'write'): Promise<() => Promise<void>>
  /** After a 429: nobody starts a request before `ms` have passed. */
  block(ms: number): Promise<void>
}

/** What is remembered of a project. */
export type ProjectMemory = Readonly<{
  summary?: ProjectSummary
  notes: Notes
  /** By measure task gid; absent means its stories were not read yet. */
  histories: Readonly<Record<string, readonly Point[]>>
  /** The project without its tasks, as last read; absent when something about it has changed since. */
  details?: ProjectRead
  /** Counts the changes heard of: details read before a change must not be saved after it. */
  staleness: number
}>

export type PortfolioMemory = Readonly<{ summary?: PortfolioSummary; notes: Notes }>

/** A configured portfolio as last read: its projects in its order, and the fields it gives them. */
export type PortfolioMembers = Readonly<{
  portfolio: Portfolio
  projectGids: readonly string[]
  fields: Fields
  /** What keeps the service from giving it fields. */
  findings: readonly Finding[]
}>

/** Thrown by `withLock` when the lock stays taken for longer than the caller would wait, and by a lock that was lost. */
export class LockBusy extends Error {
  override name = 'LockBusy'
}

/** Thrown when the rest of the work has to wait: nothing went wrong, come back after `waitMs`. */
export class NotYet extends Error {
  override name = 'NotYet'
  readonly waitMs: number

  constructor(message: string, waitMs: number) {
    super(message)
    this.waitMs = waitMs
  }
}

/** A lock that is held. */
export type Lock = Readonly<{
  /** Throws LockBusy when it is ours no more, as after a process stood still for longer than its lease. */
  check(): Promise<void>
}>

/** Memory: losing it costs reading again, never wrong data. */
export type StorePort = {
  readProject(projectGid: string): Promise<ProjectMemory>
  readRecords(projectGid: string): Promise<V2momRecord[] | undefined>
  readSummaries(projectGids: readonly string[]): Promise<ProjectSummary[]>
  saveNotes(projectGid: string, notes: Notes): Promise<void>
  saveHistory(projectGid: string, taskGid: string, points: readonly Point[]): Promise<void>
  saveProject(
    projectGid: string,
    project: { summary: ProjectSummary; records: readonly V2momRecord[]; notes: Notes },
  ): Promise<void>
  forgetProject(projectGid: string): Promise<void>
  readStaleness(projectGids: readonly string[]): Promise<number[]>
  /** `staleness` as it was before the details were read; when it has grown since, they are not kept. */
  saveDetails(projectGid: string, details: ProjectRead, staleness: number): Promise<void>
  /** Something about the project itself has changed: read it again. */
  dropDetails(projectGid: string): Promise<void>

  readPortfolio(portfolioGid: string): Promise<PortfolioMemory>
  savePortfolio(portfolioGid: string, memory: PortfolioMemory): Promise<void>
  /** By portfolio gid. */
  readMembers(): Promise<Readonly<Record<string, PortfolioMembers>>>
  saveMembers(portfolioGid: string, members: PortfolioMembers): Promise<void>
  forgetPortfolio(portfolioGid: string): Promise<void>
  /** Every project something is remembered of. */
  readProjectGids(): Promise<string[]>
  /** What the service fills, its fields and health tasks: a change of one by the service itself is an echo. */
  readOwnGids(): Promise<ReadonlySet<string>>
  addOwnGids(fieldGids: readonly string[]): Promise<void>
  /** Projects that Asana does not let us see: nobody waits for their weekly update. */
  readClosedProjects(): Promise<ReadonlySet<string>>
  setClosed(projectGid: string, isClosed: boolean): Promise<void>

  readSync(resourceGid: string): Promise<string | undefined>
  saveSync(resourceGid: string, sync: string): Promise<void>

  /** Runs `work` while nobody else, in any process, holds `name`; throws LockBusy after waiting `waitMs`. */
  withLock<T>(name: string, waitMs: number, work: (lock: Lock) => Promise<T>): Promise<T>
}

/** The part of pino the flows use. */
export type Log = Readonly<{
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}>

/** A registration with Asana, known by the unguessable token in its address. */
export type Hook = Readonly<{
  token: string
  resourceGid: string
  kind: 'project' | 'portfolio'
  /** Absent until the handshake, and when it cannot be read any more: then the registration is as good as lost. */
  secret?: string
  /** Our request to Asana is still open, so a handshake for this token is awaited. */
  expecting: boolean
  /** Asana's gid of the webhook, once the registration has come back. */
  webhookGid?: string
  openedAt: Instant
  /** When a delivery, empty ones included, was last taken; to within some minutes. */
  heardAt?: Instant
}>

/** What the receiver needs of the registrations. */
export type HookReader = {
  read(token: string): Promise<Hook | undefined>
  /** Every token that was ever opened and not dropped. */
  readTokens(): Promise<ReadonlySet<string>>
  /** Stores the secret durably, only while a registration is open for this token and none is stored; false otherwise. */
  accept(token: string, secret: string): Promise<boolean>
  /** Remembers that a delivery was taken. */
  hear(token: string, at: Instant): Promise<void>
}

export type HookStore = HookReader & {
  /** Opens a registration: from now, and for two minutes, one handshake is expected. */
  open(hook: { token: string; resourceGid: string; kind: Hook['kind']; at: Instant }): Promise<void>
  /** The registration came back with the webhook's gid. */
  keep(token: string, webhookGid: string): Promise<void>
  drop(token: string): Promise<void>
}
