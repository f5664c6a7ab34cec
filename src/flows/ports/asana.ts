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

/** A project without its tasks. The newest status update comes as a gid: status updates never change. */
export type FetchedProject = Readonly<{
  /** `brief` is added by a request of its own; a listing leaves it out. */
  project: Omit<Project, 'status'>
  /** The custom fields that its tasks can carry. */
  taskFields: readonly FieldDefinition[]
  /** The custom fields that the project itself can carry, filled or not. */
  projectFieldGids: readonly string[]
  statusGid?: string
  briefGid?: string
}>

export type FetchedPortfolio = Readonly<{
  portfolio: Omit<Portfolio, 'status'>
  /** The custom fields that its projects can carry. */
  projectFields: readonly FieldDefinition[]
}>

/** A task as Asana shows it. Whether it is the health task is decided by the flow. */
export type FetchedTask = Omit<Task, 'isHealthTask'> & Readonly<{ createdBy?: string }>

/** `text` is what Asana makes of the markup in `html`. */
export type Comment = Readonly<{ gid: string; html: string; createdAt: Instant; author?: Person }>

/** The date of a value that stood before the first story about its field. The task's creation replaces it. */
export const BEFORE_STORIES: Instant = '1970-01-01T00:00:00.000Z'

/** The number field whose past is asked for; its name serves where a story does not name the field otherwise. */
export type StoryField = Readonly<{ gid: string; name?: string }>

/** What a task's stories tell: the past of one number field and the comments, both oldest first. */
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
  /** The description as markup. */
  html: string
  completed: boolean
  /** Every project that holds it. */
  projectGids: readonly string[]
}>

/** An event, from a webhook or the events endpoint: a hint that the resource should be read again. */
export type AsanaEvent = Readonly<{
  userGid?: string
  action: string
  resourceGid: string
  resourceType: string
  field?: string
  /** For `custom_fields`: the gid of the field. */
  newValueGid?: string
  /** For `custom_field_settings`: the gid of the field that was attached. */
  addedValueGid?: string
}>

/** `expired` stands for Asana's 412: what happened in between is unknown, so everything is read again. */
export type EventsPage = Readonly<{ sync: string; changes: readonly AsanaEvent[]; hasMore: boolean; expired: boolean }>

/** The user of the access token, and the workspaces it can see. */
export type Me = Person & Readonly<{ workspaces: readonly Readonly<{ gid: string; name: string }>[] }>

export type NewStatus = Readonly<{ type: StatusType; title: string; html: string }>

/** Values by field gid; null empties a field. */
export type NewValues = Readonly<Record<string, FieldValue | null>>

export type WebhookFilter = Readonly<{ resource_type: string; action: string; fields?: readonly string[] }>

/**
 * Asana. Each method is one request or one paged listing, waits for its place in the rate limit, and throws PortError of
 * any kind; `rate-limited`, `unauthorized` and `transient` are left to the job queue, the others are named where a caller
 * has to expect them. Writes are not idempotent unless said so.
 */
export type AsanaPort = {
  /** The same port whose writes first run `check`, once they have their place; what it throws keeps them from being sent. */
  withWriteGuard(check: () => Promise<void>): AsanaPort

  /** Throws PortError. */
  readMe(): Promise<Me>
  /** Throws PortError: `not-found`, or `forbidden` when it is not shared with the token's user. */
  readProject(projectGid: string): Promise<FetchedProject>
  /**
   * The text of a project's brief, in markdown. Throws PortError: `not-found`, `forbidden`, and `payment-required` where the
   * plan has no briefs.
   */
  readProjectBrief(briefGid: string): Promise<string>
  /**
   * Every task of the project, completed ones too, in the project's order; subtasks only where the project lists them.
   * Throws PortError: `not-found`, `forbidden`.
   */
  readTasks(projectGid: string): Promise<FetchedTask[]>
  /** Those of them that were modified since; a move may not count as a modification. Throws as `readTasks`. */
  readTasksSince(projectGid: string, since: Instant): Promise<FetchedTask[]>
  /** One task as it stands in a project, undefined when the project does not hold it. Throws as `readTasks`. */
  readTask(projectGid: string, taskGid: string): Promise<FetchedTask | undefined>
  /** Throws PortError: `not-found`, `forbidden`, and `payment-required` where the plan has no portfolios. */
  readPortfolio(portfolioGid: string): Promise<FetchedPortfolio>
  /** The projects and portfolios directly in the portfolio, in its order. Throws as `readPortfolio`. */
  readPortfolioItems(portfolioGid: string): Promise<{ projects: Person[]; portfolios: Person[] }>
  /** The same with the projects' details, a page of them for one request. Throws as `readPortfolio`. */
  readPortfolioProjects(portfolioGid: string): Promise<{ projects: FetchedProject[]; portfolios: Person[] }>
  /** Throws PortError: `payment-required` where the plan has no custom fields. */
  readWorkspaceFields(workspaceGid: string): Promise<FieldDefinition[]>
  /** Points are read for `numberFieldGid` only. Throws PortError: `not-found`, `forbidden`. */
  readStories(taskGid: string, numberField: StoryField | undefined): Promise<TaskStories>
  /** Throws PortError: `not-found` when it was deleted. */
  readStatus(statusGid: string): Promise<StatusUpdate>
  /** The status updates of a project or portfolio, newest first. Throws PortError: `not-found`, `forbidden`. */
  readStatuses(parentGid: string, since: Instant): Promise<StatusUpdate[]>
  /** Wherever the task is. Throws PortError: `not-found` when it was deleted, `forbidden`. */
  readTaskContent(taskGid: string): Promise<TaskContent>
  /** Only those that this token's user and app have registered. Throws PortError. */
  readWebhooks(workspaceGid: string): Promise<Webhook[]>
  /** `sync` is the cursor of the last page; without one Asana gives the first cursor. Throws PortError: `not-found`. */
  readEvents(resourceGid: string, sync: string | undefined): Promise<EventsPage>

  /**
   * Idempotent. Throws PortError: `not-found`; `forbidden` for a locked field; `bad-request` when a field is not on the
   * task, or an option was switched off – then none of the values is written; `payment-required`.
   */
  updateTaskFields(taskGid: string, values: NewValues): Promise<void>
  /** Idempotent. Throws as `updateTaskFields`. */
  updateProjectFields(projectGid: string, values: NewValues): Promise<void>
  /** Throws PortError: `bad-request` when the name is taken, `forbidden`, `payment-required`. */
  createField(workspaceGid: string, field: NewField): Promise<FieldDefinition>
  /** Throws PortError: `bad-request` when the name is taken, `forbidden`, `not-found`. */
  addEnumOption(fieldGid: string, option: { name: string; color: string }): Promise<{ gid: string; name: string }>
  /** Switches an option on that a person switched off. Idempotent. Throws PortError: `bad-request`, `forbidden`, `not-found`. */
  enableEnumOption(optionGid: string): Promise<void>
  /** Gives the project's tasks the field. Throws PortError: `bad-request`, `forbidden`, `not-found`. */
  addFieldToProject(projectGid: string, fieldGid: string): Promise<void>
  /** Gives the portfolio's projects the field. Throws as `addFieldToProject`. */
  addFieldToPortfolio(portfolioGid: string, fieldGid: string): Promise<void>
  /** Status updates cannot be edited afterwards. Throws PortError: `forbidden`, `bad-request` for rejected markup. */
  createStatus(parentGid: string, status: NewStatus): Promise<StatusUpdate>
  /** Throws PortError: `not-found`, `forbidden`, `bad-request` when the person mentioned is not visible to the bot. */
  createComment(taskGid: string, html: string): Promise<Comment>
  /** Idempotent. Throws as `createComment`; only the author can edit a comment. */
  updateComment(commentGid: string, html: string): Promise<void>
  /** In the first section of the project. Throws PortError: `not-found`, `forbidden`, `bad-request`. */
  createTask(projectGid: string, task: { name: string; html: string }): Promise<{ gid: string; permalinkUrl?: string }>
  /** Idempotent. Throws PortError: `not-found`, `forbidden`, `bad-request` for rejected markup. */
  updateTaskDescription(taskGid: string, html: string): Promise<void>
  /**
   * Asana calls the target before it answers. Throws PortError: `forbidden`, `not-found`; `bad-request` for refused
   * filters or a failed handshake; after `transient` the webhook may exist all the same.
   */
  createWebhook(
    resourceGid: string,
    target: string,
    filters: readonly WebhookFilter[],
  ): Promise<{ gid: string; secret?: string }>
  /** Throws PortError: `not-found` when it is gone already, `forbidden` when another app registered it. */
  deleteWebhook(webhookGid: string): Promise<void>
}

/** The rate limit of all processes together: requests a minute, and 50 reads and 15 writes in flight. */
export type RateLimiter = {
  /** Waits until a request of this kind may start; the function it gives releases the place. Throws once aborted. */
  acquire(kind: 'read' | 'write'): Promise<() => Promise<void>>
  /** After a 429: no request starts in the next `ms`. */
  pauseFor(ms: number): Promise<void>
}
