import type { Change, StorePort } from '../ports/index.ts'
import { isAboutDetails } from '../sync/project-cache.ts'

/**
 * Notes of changes what a refresh could not see by itself: that the project's details are out of date, and which tasks
 * to look at one by one where it asks for the modified ones only.
 */
export async function noteChanges(store: Noting, projectGid: string, changes: readonly Change[]): Promise<void> {
  await Promise.all([
    changes.some(isAboutDetails) ? store.dropDetails(projectGid) : undefined,
    store.addTouched(projectGid, touchedBy(changes)),
  ])
}

/** Nobody knows what happened meanwhile: nothing that is remembered spares a look. */
export async function noteAnything(store: Noting, projectGid: string): Promise<void> {
  await Promise.all([store.dropDetails(projectGid), store.addTouched(projectGid, [undefined])])
}

type Noting = Pick<StorePort, 'dropDetails' | 'addTouched'>

/** Undefined among them stands for all tasks of the project. */
function touchedBy(changes: readonly Change[]): (string | undefined)[] {
  if (changes.some(isAboutAll)) return [undefined]
  const isMoved = ({ action, resourceType }: Change) => resourceType === 'task' && action !== 'changed'
  return [...new Set(changes.filter(isMoved).map(({ resourceGid }) => resourceGid))]
}

/** Sections and fields come and go, and change their names, without a task being modified. */
function isAboutAll({ resourceType, action, field }: Change): boolean {
  if (resourceType === 'project') return action === 'changed' && field === 'custom_field_settings'
  return resourceType === 'section'
}
