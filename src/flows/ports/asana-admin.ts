import type { Day, Person } from '../../domain/model.ts'
import type { NewValues } from './index.ts'

/** A gid and the name people know it by. */
export type Named = Person

/** A project in the workspace's list, with the fields it gives its tasks. */
export type ListedProject = Named & Readonly<{ fieldGids: readonly string[] }>

export type NewSampleTask = Readonly<{
  name: string
  sectionGid: string
  values: NewValues
  assigneeGid?: string
  startOn?: Day
  dueOn?: Day
}>

/** What setup and doctor ask of Asana beside the verbs of the running service. */
export type WorkspacePort = {
  /** The portfolios the token's user owns or was invited to; Asana lists no others, but opens them by gid. */
  readPortfolios(workspaceGid: string): Promise<Named[]>
  /** Those that are not archived, unless told. */
  readProjects(workspaceGid: string, options?: { isArchived?: boolean }): Promise<ListedProject[]>
  readSections(projectGid: string): Promise<Named[]>
  /** How many open tasks the token's user is assigned to, counted up to `most` (100 at the largest). */
  countOwnOpenTasks(workspaceGid: string, most: number): Promise<number>

  createProject(
    workspaceGid: string,
    project: { name: string; html: string; startOn: Day; dueOn: Day; ownerGid: string },
  ): Promise<{ gid: string; permalinkUrl?: string }>
  updateProjectDescription(projectGid: string, html: string): Promise<void>
  createSection(projectGid: string, name: string): Promise<Named>
  createSampleTask(projectGid: string, task: NewSampleTask): Promise<Named>
  addProjectToPortfolio(portfolioGid: string, projectGid: string): Promise<void>

  removeFieldFromProject(projectGid: string, fieldGid: string): Promise<void>
  removeFieldFromPortfolio(portfolioGid: string, fieldGid: string): Promise<void>
  /** Deletes the field with all its values, everywhere. */
  deleteField(fieldGid: string): Promise<void>
  /** Into the trash, where it can be brought back for 30 days. */
  deleteTask(taskGid: string): Promise<void>
}
