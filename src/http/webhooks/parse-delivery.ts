import type { AsanaEvent } from '../../flows/ports/index.ts'

/**
 * The events of a delivery: `{ "events": [{ action, user, resource, change, … }] }`; undefined when the bytes are no JSON.
 * Asana promises neither the members of an event nor their types, so what is missing or no text is left out. Checked by
 * hand: a schema of a hundred events costs as much as all else that the receiver does.
 */
export function parseDelivery(bytes: Buffer): readonly AsanaEvent[] | undefined {
  let body: unknown
  try {
    body = JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
  const { events } = toMembers(body)
  return Array.isArray(events) ? events.filter(isObject).map(toEvent) : []
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] }

function toEvent(json: object): AsanaEvent {
  const { action, user, resource, change, type } = toMembers(json)
  const { gid, resource_type: resourceType = type } = toMembers(resource)
  const { field, new_value: newValue, added_value: addedValue } = toMembers(change)
  const event: Mutable<AsanaEvent> = {
    action: toText(action),
    resourceGid: toText(gid),
    resourceType: toText(resourceType),
  }
  setText(event, 'userGid', toMembers(user)['gid'])
  setText(event, 'field', field)
  setText(event, 'newValueGid', toMembers(newValue)['gid'])
  setText(event, 'addedValueGid', toMembers(addedValue)['gid'])
  return event
}

function setText(event: Mutable<AsanaEvent>, name: keyof AsanaEvent, value: unknown): void {
  if (typeof value === 'string') event[name] = value
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

const NO_MEMBERS: Readonly<Record<string, unknown>> = {}

function toMembers(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? (value as Record<string, unknown>) : NO_MEMBERS
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
