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

/** What is remembered of a project. */
export type StoredProject = Readonly<{
  summary?: ProjectSummary
  state: ProjectState
  /** By measure task gid; absent means its stories were not read yet. */
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
  /** What keeps the service from giving it fields. */
  findings: readonly Finding[]
}>

/** The definitions that serve the fields of PRODUCT.md. */
export type WorkspaceFields = Readonly<Partial<Record<FieldKey, FieldDefinition>>>

/** A task that has to be looked at itself; without a gid all tasks of the project. `mark` tells each hearing apart. */
export type DirtyTask = Readonly<{ gid?: string; mark: string }>

/** A lock that is held. */
export type Lock = Readonly<{
  /** Throws LockBusy when it is ours no more, as after a process stood still for longer than its lease. */
  assertHeld(): Promise<void>
}>

/** Memory: losing it costs reading again, never wrong data. */
export type StorePort = {
  readProject(projectGid: string): Promise<StoredProject>
  readRecords(projectGid: string): Promise<V2momRecord[] | undefined>
  readSummaries(projectGids: readonly string[]): Promise<ProjectSummary[]>
  saveState(projectGid: string, state: ProjectState): Promise<void>
  saveHistory(projectGid: string, taskGid: string, points: readonly Point[]): Promise<void>
  saveProject(
    projectGid: string,
    project: { summary: ProjectSummary; records: readonly V2momRecord[]; state: ProjectState },
  ): Promise<void>
  deleteProject(projectGid: string): Promise<void>
  readVersion(projectGid: string): Promise<number>
  /** `version` is the project's before it was read from Asana; once the version is higher, the copy is ignored. */
  cacheProject(projectGid: string, project: FetchedProject, version: number): Promise<void>
  /** The project itself (not its tasks) has changed or is about to: its cached copy is ignored. Gives the new version. */
  invalidateProject(projectGid: string): Promise<number>
  /** The tasks of a project that fills several pages, in its order, as last read; empty for all others. */
  readTaskCache(projectGid: string): Promise<FetchedTask[]>
  /** Keeps these and no others. */
  replaceTaskCache(projectGid: string, tasks: readonly FetchedTask[]): Promise<void>
  /** Puts these in the place of what was known of them, new ones behind all others, and lets go of `gone`. */
  patchTaskCache(projectGid: string, change: { tasks: readonly FetchedTask[]; gone: readonly string[] }): Promise<void>
  /** Heard of, and not yet looked at. */
  readDirtyTasks(projectGid: string): Promise<DirtyTask[]>
  markTasksDirty(projectGid: string, gids: readonly (string | undefined)[]): Promise<void>
  /** These have been looked at; what was heard of since then stays. */
  clearDirtyTasks(projectGid: string, touched: readonly DirtyTask[]): Promise<void>

  /** Its figures as last rolled up, and its projects as they are now. */
  readPortfolio(portfolioGid: string): Promise<PortfolioSummary | undefined>
  readPortfolioState(portfolioGid: string): Promise<ProjectState>
  savePortfolio(portfolioGid: string, memory: StoredPortfolio): Promise<void>
  /** By portfolio gid. */
  readPortfolioContents(): Promise<Readonly<Record<string, PortfolioContents>>>
  savePortfolioContents(portfolioGid: string, members: PortfolioContents): Promise<void>
  deletePortfolio(portfolioGid: string): Promise<void>
  /** Every project something is remembered of. */
  readProjectGids(): Promise<string[]>
  /** The workspace's fields as last looked for, a few minutes ago at most. */
  readWorkspaceFields(): Promise<WorkspaceFields>
  saveWorkspaceFields(fields: WorkspaceFields): Promise<void>
  /** What the service fills, its fields and health tasks: a change of one by the service itself is an echo. */
  readBotManagedGids(): Promise<ReadonlySet<string>>
  addBotManagedGids(fieldGids: readonly string[]): Promise<void>
  /** Projects that Asana does not let us see: nobody waits for their weekly update. */
  readInaccessibleProjects(): Promise<ReadonlySet<string>>
  setInaccessible(projectGid: string, isClosed: boolean): Promise<void>

  readEventsCursor(resourceGid: string): Promise<string | undefined>
  saveEventsCursor(resourceGid: string, sync: string): Promise<void>

  /** Runs `work` while nobody else, in any process, holds `name`; throws LockBusy after waiting `waitMs`. */
  withLock<T>(name: string, waitMs: number, work: (lock: Lock) => Promise<T>): Promise<T>
}
