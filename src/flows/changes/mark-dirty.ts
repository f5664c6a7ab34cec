import type { AsanaEvent, StorePort } from '../ports/index.ts'
import { invalidatesProject } from '../sync/project-cache.ts'

/**
 * Notes of changes what a refresh could not see by itself: that the project's details are out of date, and which tasks
 * to look at one by one where it asks for the modified ones only.
 */
export async function markDirty(store: Noting, projectGid: string, changes: readonly AsanaEvent[]): Promise<void> {
  await Promise.all([
    changes.some(invalidatesProject) ? store.invalidateProject(projectGid) : undefined,
    store.markTasksDirty(projectGid, dirtyTasksOf(changes)),
  ])
}

/** Nobody knows what happened meanwhile: nothing that is remembered spares a look. */
export async function markAllDirty(store: Noting, projectGid: string): Promise<void> {
  await Promise.all([store.invalidateProject(projectGid), store.markTasksDirty(projectGid, [undefined])])
}

type Noting = Pick<StorePort, 'invalidateProject' | 'markTasksDirty'>

/** Undefined among them stands for all tasks of the project. */
function dirtyTasksOf(changes: readonly AsanaEvent[]): (string | undefined)[] {
  if (changes.some(affectsAllTasks)) return [undefined]
  const isMoved = ({ action, resourceType }: AsanaEvent) => resourceType === 'task' && action !== 'changed'
  return [...new Set(changes.filter(isMoved).map(({ resourceGid }) => resourceGid))]
}

/** Sections and fields come and go, and change their names, without a task being modified. */
function affectsAllTasks({ resourceType, action, field }: AsanaEvent): boolean {
  if (resourceType === 'project') return action === 'changed' && field === 'custom_field_settings'
  return resourceType === 'section'
}
