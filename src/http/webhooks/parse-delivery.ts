import type { AsanaEvent } from '../../flows/ports/index.ts'

/**
 * The changes a delivery tells of; undefined when the bytes are no JSON. Asana promises neither the types nor the members
 * of an event, so whatever is missing stays empty. Written by hand, since a schema costs more than all else the receiver does.
 */
export function parseDelivery(bytes: Buffer): readonly AsanaEvent[] | undefined {
  let body: unknown
  try {
    body = JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
  const { events } = toMembers(body)
  return Array.isArray(events) ? events.filter(isObject).map(toChange) : []
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] }

function toChange(event: object): AsanaEvent {
  const { action, user, resource, change, type } = toMembers(event)
  const what = toMembers(resource)
  const { field, new_value: newValue, added_value: addedValue } = toMembers(change)
  const told: Mutable<AsanaEvent> = {
    action: toText(action) ?? '',
    resourceGid: toText(what['gid']) ?? '',
    resourceType: toText(what['resource_type']) ?? toText(type) ?? '',
  }
  add(told, 'userGid', toMembers(user)['gid'])
  add(told, 'field', field)
  add(told, 'newValueGid', toMembers(newValue)['gid'])
  add(told, 'addedValueGid', toMembers(addedValue)['gid'])
  return told
}

function add(change: Mutable<AsanaEvent>, name: keyof AsanaEvent, value: unknown): void {
  const text = toText(value)
  if (text !== undefined) change[name] = text
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function toMembers(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? (value as Record<string, unknown>) : NOTHING
}

const NOTHING: Readonly<Record<string, unknown>> = {}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
