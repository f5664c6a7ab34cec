import type { Change } from './ports.ts'

/** What a project's mirror does not show: followers, likes and texts of tasks. */
const UNSEEN_FIELDS = new Set([
  'notes',
  'html_notes',
  'followers',
  'liked',
  'likes',
  'hearted',
  'hearts',
  'attachments',
  'dependencies',
  'dependents',
])

/**
 * Whether a change can lead to a different mirror. The service's own field writes echo back as changes by its own
 * user; only those on fields it fills are echoes, since the token may belong to a person whose real edits count.
 */
export function isRelevant(change: Change, own: { botGid: string; fieldGids: ReadonlySet<string> }): boolean {
  if (change.resourceType === 'story') return false
  if (change.action !== 'changed') return !isOwnStatus(change, own.botGid)
  if (change.resourceType === 'task' && change.field && UNSEEN_FIELDS.has(change.field)) return false
  return !(change.userGid === own.botGid && isOwnField(change, own.fieldGids))
}

function isOwnField({ field, newValueGid = '' }: Change, fieldGids: ReadonlySet<string>): boolean {
  return field === 'current_status_update' || (field === 'custom_fields' && fieldGids.has(newValueGid))
}

function isOwnStatus({ userGid, resourceType }: Change, botGid: string): boolean {
  return userGid === botGid && (resourceType === 'project_status' || resourceType === 'status_update')
}
