import type { ClassifiedProject, Project, ProjectSummary, StatusType } from './model.ts'

/** A person's newest status that pauses the project: figures go on, nothing is posted. */
export function isPaused(status: StatusType | undefined): boolean {
  return status === 'on_hold' || status === 'dropped' || status === 'complete'
}

/** Neither measures nor V2MOM text, only tasks that no source classifies: nothing is evaluated here, one hint is enough. */
export function hasNoV2mom({ records }: ClassifiedProject): boolean {
  return !records.some(({ kind, source }) => kind !== 'project' && source !== 'default')
}

/** No weekly update is due here, whatever the hour. */
export function skipsWeeklyUpdate(project: Project, classified: ClassifiedProject): boolean {
  const byPerson = project.status?.isOurs ? undefined : project.status?.type
  return project.archived || project.completed || isPaused(byPerson) || hasNoV2mom(classified)
}

/** People work on it now. */
export function isActive({ archived, completed, personStatus }: ProjectSummary): boolean {
  return !archived && !completed && !isPaused(personStatus)
}
