import type { AsanaEvent } from '../ports/index.ts'

/** Who the service is in Asana, and the gids of what it fills. */
export type BotIdentity = Readonly<{ botGid: string; botManagedGids: ReadonlySet<string> }>

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
 * user; only those on what it fills are echoes, since the token may belong to a person whose real edits count.
 */
export function isRelevant(change: AsanaEvent, own: BotIdentity): boolean {
  if (change.resourceType === 'story') return false
  if (change.action !== 'changed') return !isCreatedByBot(change, own)
  if (change.resourceType === 'task' && change.field && UNSEEN_FIELDS.has(change.field)) return false
  return !(change.userGid === own.botGid && isBotManagedField(change, own.botManagedGids))
}

function isBotManagedField(
  { field, newValueGid = '', addedValueGid = '' }: AsanaEvent,
  botManagedGids: ReadonlySet<string>,
): boolean {
  if (field === 'custom_fields') return botManagedGids.has(newValueGid)
  if (field === 'custom_field_settings') return botManagedGids.has(addedValueGid)
  return field === 'current_status_update'
}

/** A status update of ours, or the health task that was just made. */
function isCreatedByBot({ userGid, action, resourceType, resourceGid }: AsanaEvent, own: BotIdentity): boolean {
  if (userGid !== own.botGid) return false
  const isStatus = resourceType === 'project_status' || resourceType === 'status_update'
  return isStatus || (action === 'added' && resourceType === 'task' && own.botManagedGids.has(resourceGid))
}
