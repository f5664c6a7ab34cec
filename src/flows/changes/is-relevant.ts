import type { AsanaEvent } from '../ports/index.ts'

/** The user of the access token, and the gids of the fields and health tasks that the service writes. */
export type BotIdentity = Readonly<{ botGid: string; botManagedGids: ReadonlySet<string> }>

/** Fields of a task that no figure or text of the service depends on. */
const UNUSED_TASK_FIELDS = new Set([
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
 * Whether an event can change what the service shows. Events by the bot user count as well, since the token may belong to
 * a person who works in the project: only those on a gid that the service manages echo its own writes.
 */
export function isRelevant(event: AsanaEvent, identity: BotIdentity): boolean {
  const { action, resourceType, field } = event
  if (resourceType === 'story') return false
  if (action === 'changed' && resourceType === 'task' && field && UNUSED_TASK_FIELDS.has(field)) return false
  return !isEcho(event, identity)
}

function isEcho(event: AsanaEvent, { botGid, botManagedGids }: BotIdentity): boolean {
  return event.userGid === botGid && (isAboutStatus(event) || botManagedGids.has(managedGidIn(event) ?? ''))
}

/** Whether an event is an echo if its gid is managed by the bot, which the caller may not know yet. */
export function mayBeEcho(event: AsanaEvent, { botGid }: Pick<BotIdentity, 'botGid'>): boolean {
  return event.userGid === botGid && managedGidIn(event) !== undefined
}

/** The gid of the field that was written or attached, or of the task that was added. */
function managedGidIn({ action, resourceType, resourceGid, field, ...event }: AsanaEvent): string | undefined {
  if (action === 'added' && resourceType === 'task') return resourceGid
  if (action !== 'changed') return undefined
  if (field === 'custom_fields') return event.newValueGid
  return field === 'custom_field_settings' ? event.addedValueGid : undefined
}

/** Asana tells of a posted status twice: of the status itself, by either name, and of the project's newest one. */
function isAboutStatus({ action, resourceType, field }: AsanaEvent): boolean {
  if (action === 'changed') return field === 'current_status_update'
  return resourceType === 'project_status' || resourceType === 'status_update'
}
