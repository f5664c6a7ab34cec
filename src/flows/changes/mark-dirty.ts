import type { AsanaEvent, StorePort } from '../ports/index.ts'

type DirtyStore = Pick<StorePort, 'invalidateProject' | 'markTasksDirty'>

/**
 * Marks what a sync could not see by itself: that the cached project is outdated, and which tasks to read one by one
 * where only the modified ones are asked for. The commands are sent together, in one round trip.
 */
export async function markDirty(store: DirtyStore, projectGid: string, events: readonly AsanaEvent[]): Promise<void> {
  await Promise.all([
    events.some(invalidatesProject) ? store.invalidateProject(projectGid) : undefined,
    store.markTasksDirty(projectGid, dirtyTasksOf(events)),
  ])
}

/** What happened meanwhile is unknown: the project and all its tasks are read again. */
export async function markAllDirty(store: DirtyStore, projectGid: string): Promise<void> {
  await Promise.all([store.invalidateProject(projectGid), store.markTasksDirty(projectGid, [undefined])])
}

/** Events about these are about the project itself, not about its tasks. */
const PROJECT_TYPES = new Set(['project', 'project_status', 'status_update'])

/** Whether an event is about the project itself, so that its cached copy is outdated. */
function invalidatesProject({ resourceType }: AsanaEvent): boolean {
  return PROJECT_TYPES.has(resourceType)
}

/** Undefined among them stands for all tasks of the project. */
function dirtyTasksOf(events: readonly AsanaEvent[]): (string | undefined)[] {
  if (events.some(affectsAllTasks)) return [undefined]
  const isMoved = ({ action, resourceType }: AsanaEvent) => resourceType === 'task' && action !== 'changed'
  return [...new Set(events.filter(isMoved).map(({ resourceGid }) => resourceGid))]
}

/** Sections and fields come and go, and change their names, without a task being modified. */
function affectsAllTasks({ resourceType, action, field }: AsanaEvent): boolean {
  if (resourceType === 'project') return action === 'changed' && field === 'custom_field_settings'
  return resourceType === 'section'
}
