import type {
  FieldDefinition,
  FieldValue,
  Instant,
  NewField,
  Person,
  Point,
  Portfolio,
  Project,
  StatusType,
  StatusUpdate,
  Task,
} from '../../domain/model.ts'

/** A project and the custom fields its tasks can carry. The newest status comes as a gid: statuses never change. */
export type FetchedProject = Readonly<{
  project: Omit<Project, 'status'>
  taskFields: readonly FieldDefinition[]
  /** The custom fields the project itself can carry, filled or not. */
  projectFieldGids: readonly string[]
  statusGid?: string
}>

export type FetchedPortfolio = Readonly<{
  portfolio: Omit<Portfolio, 'status'>
  projectFields: readonly FieldDefinition[]
  statusGid?: string
}>

/** Task as read: whether it is the health task is the caller's knowledge. */
export type FetchedTask = Omit<Task, 'isHealthTask'> & Readonly<{ createdBy?: string }>

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

export type TaskContent = Readonly<{
  name: string
  /** Plain text. */
  notes: string
  html: string
  completed: boolean
  /** Every project that holds it. */
  projectGids: readonly string[]
}>

/** A change as a webhook or the events endpoint tells it: a hint where to look again. */
export type AsanaEvent = Readonly<{
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
  /** For `custom_field_settings`: the gid of the field that was given. */
  addedValueGid?: string
}>

/** `expired` stands for Asana's 412: what happened in between is unknown, read everything again. */
export type EventsPage = Readonly<{ sync: string; changes: readonly AsanaEvent[]; hasMore: boolean; expired: boolean }>

export type Me = Person & Readonly<{ email?: string; workspaces: readonly Readonly<{ gid: string; name: string }>[] }>

export type NewStatus = Readonly<{ type: StatusType; title: string; html: string }>

/** A field's new value; null empties it. */
export type NewValues = Readonly<Record<string, FieldValue | null>>

export type AsanaPort = {
  /** The same verbs, each write of which first runs `check` once it has its place, and is not sent when that throws. */
  withWriteGuard(check: () => Promise<void>): AsanaPort

  readMe(): Promise<Me>
  readProject(projectGid: string): Promise<FetchedProject>
  /** Every task of the project, completed ones too, in the project's order; subtasks only where the project lists them. */
  readTasks(projectGid: string): Promise<FetchedTask[]>
  /** Those of them that were modified since; moving a task may not count as modifying it. */
  readTasksSince(projectGid: string, since: Instant): Promise<FetchedTask[]>
  /** One task as it stands in a project; undefined when it is not in it (any more). */
  readTask(projectGid: string, taskGid: string): Promise<FetchedTask | undefined>
  readPortfolio(portfolioGid: string): Promise<FetchedPortfolio>
  /** The gids of the projects directly in the portfolio, in its order; nested portfolios are told apart. */
  readPortfolioItems(portfolioGid: string): Promise<{ projects: Person[]; portfolios: Person[] }>
  /** The projects directly in the portfolio with their details, a page of them for one request. */
  readPortfolioProjects(portfolioGid: string): Promise<{ projects: FetchedProject[]; portfolios: Person[] }>
  readWorkspaceFields(workspaceGid: string): Promise<FieldDefinition[]>
  readStories(taskGid: string, numberFieldGid: string | undefined): Promise<TaskStories>
  readStatus(statusGid: string): Promise<StatusUpdate>
  /** Newest first. */
  readStatuses(parentGid: string, since: Instant): Promise<StatusUpdate[]>
  /** Name, notes and state of one task, wherever it is. */
  readTaskContent(taskGid: string): Promise<TaskContent>
  readWebhooks(workspaceGid: string): Promise<Webhook[]>
  readEvents(resourceGid: string, sync: string | undefined): Promise<EventsPage>

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
  updateTaskDescription(taskGid: string, html: string): Promise<void>
  createWebhook(
    resourceGid: string,
    target: string,
    filters: readonly WebhookFilter[],
  ): Promise<{ gid: string; secret?: string }>
  deleteWebhook(webhookGid: string): Promise<void>
}

export type WebhookFilter = Readonly<{ resource_type: string; action: string; fields?: readonly string[] }>

/** The shared allowance for requests to Asana: a minute's worth, 50 reads and 15 writes at a time, across all processes. */
export type RateLimiter = {
  /** Waits until a request of this kind may start; the returned function gives the place back when it has ended. */
  acquire(kind: 'read' | 'write'): Promise<() => Promise<void>>
  /** After a 429: nobody starts a request before `ms` have passed. */
  pauseFor(ms: number): Promise<void>
}
