import type {
  FieldDefinition,
  FieldKey,
  Fields,
  Finding,
  Point,
  Portfolio,
  PortfolioSummary,
  ProjectSummary,
  V2momRecord,
} from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import type { FetchedProject, FetchedTask } from './asana.ts'

/** What is stored of a project. */
export type StoredProject = Readonly<{
  /** Absent until the first sync is complete. */
  summary?: ProjectSummary
  state: ProjectState
  /** By measure task gid; absent until its stories were read. */
  histories: Readonly<Record<string, readonly Point[]>>
  /** The project without its tasks, as last read; absent when it has changed since. */
  cachedProject?: FetchedProject
  /** Counts the project's known changes: a copy read before a change must not be cached after it. */
  version: number
}>

export type StoredPortfolio = Readonly<{ summary?: PortfolioSummary; state: ProjectState }>

/** A configured portfolio as last read: its projects in its order, and the fields it gives them. */
export type PortfolioContents = Readonly<{
  portfolio: Portfolio
  projectGids: readonly string[]
  fields: Fields
  /** What keeps the service from attaching fields to it. */
  findings: readonly Finding[]
}>

/** The workspace's definitions that serve the service's fields. */
export type WorkspaceFields = Readonly<Partial<Record<FieldKey, FieldDefinition>>>

/** A task that must be read by itself; without a gid all tasks of the project. `mark` tells two notices of one task apart. */
export type DirtyTask = Readonly<{ gid?: string; mark: string }>

/** A lock that this process holds. */
export type Lock = Readonly<{
  /** Throws LockUnavailableError when it was lost: the process stood still for longer than the lease. */
  assertHeld(): Promise<void>
}>

/**
 * Redis as a cache of Asana: losing it costs read requests, never wrong data. Every method throws the client's error when
 * Redis does not answer or is out of memory; `withLock` and `Lock.assertHeld` throw LockUnavailableError besides.
 */
export type StorePort = {
  readProject(projectGid: string): Promise<StoredProject>
  /** Undefined for a project that was never synced. */
  readRecords(projectGid: string): Promise<V2momRecord[] | undefined>
  /** Of those projects that were synced, in the order of the gids. */
  readSummaries(projectGids: readonly string[]): Promise<ProjectSummary[]>
  saveState(projectGid: string, state: ProjectState): Promise<void>
  saveHistory(projectGid: string, taskGid: string, points: readonly Point[]): Promise<void>
  saveProject(
    projectGid: string,
    project: { summary: ProjectSummary; records: readonly V2momRecord[]; state: ProjectState },
  ): Promise<void>
  /** With all that is stored of it. */
  deleteProject(projectGid: string): Promise<void>
  readVersion(projectGid: string): Promise<number>
  /** `version` is the project's before it was read from Asana; once the version is higher, the copy is ignored. */
  cacheProject(projectGid: string, project: FetchedProject, version: number): Promise<void>
  /** The project itself (not its tasks) has changed or is about to: its cached copy is ignored. Gives the new version. */
  invalidateProject(projectGid: string): Promise<number>

  /** The tasks of a project that fills several pages, in its order, as last read; empty for all others. */
  readTaskCache(projectGid: string): Promise<FetchedTask[]>
  /** Stores these and no others. */
  replaceTaskCache(projectGid: string, tasks: readonly FetchedTask[]): Promise<void>
  /** Replaces these tasks where they stand, appends new ones, and deletes those that are `gone` (gids). */
  patchTaskCache(projectGid: string, change: { tasks: readonly FetchedTask[]; gone: readonly string[] }): Promise<void>
  /** Tasks that events were about and no sync has read since. */
  readDirtyTasks(projectGid: string): Promise<DirtyTask[]>
  /** Undefined among the gids stands for all tasks of the project. */
  markTasksDirty(projectGid: string, gids: readonly (string | undefined)[]): Promise<void>
  /** These were read; what was marked since then stays. */
  clearDirtyTasks(projectGid: string, dirty: readonly DirtyTask[]): Promise<void>

  /** Its figures as last rolled up, and its projects as they are now. */
  readPortfolio(portfolioGid: string): Promise<PortfolioSummary | undefined>
  readPortfolioState(portfolioGid: string): Promise<ProjectState>
  savePortfolio(portfolioGid: string, portfolio: StoredPortfolio): Promise<void>
  /** By portfolio gid. */
  readPortfolioContents(): Promise<Readonly<Record<string, PortfolioContents>>>
  savePortfolioContents(portfolioGid: string, contents: PortfolioContents): Promise<void>
  deletePortfolio(portfolioGid: string): Promise<void>

  /** Every project that was synced and not deleted. */
  readProjectGids(): Promise<string[]>
  /** The workspace's fields as last looked for, some minutes ago at most. */
  readWorkspaceFields(): Promise<WorkspaceFields>
  saveWorkspaceFields(fields: WorkspaceFields): Promise<void>
  /** The gids of what the service fills, its fields and health tasks: an event of its own user about one is an echo. */
  readBotManagedGids(): Promise<ReadonlySet<string>>
  addBotManagedGids(gids: readonly string[]): Promise<void>
  /** Projects that Asana does not show to the token's user: no weekly update waits for theirs. */
  readInaccessibleProjects(): Promise<ReadonlySet<string>>
  setInaccessible(projectGid: string, isInaccessible: boolean): Promise<void>
  /** Projects whose webhook Asana refused: their changes are seen when everything is reconciled. */
  readUnwatchedProjects(): Promise<ReadonlySet<string>>
  /** Stores these and no others. */
  saveUnwatchedProjects(projectGids: readonly string[]): Promise<void>

  /** The cursor of the events endpoint. */
  readEventsCursor(resourceGid: string): Promise<string | undefined>
  saveEventsCursor(resourceGid: string, sync: string): Promise<void>

  /**
   * Runs `work` while no other process holds the lock `name`. Throws LockUnavailableError when it is not free within
   * `waitMs`, and what `work` throws.
   */
  withLock<T>(name: string, waitMs: number, work: (lock: Lock) => Promise<T>): Promise<T>
}
