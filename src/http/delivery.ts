import type { Change } from '../flows/ports.ts'

/**
 * The changes a delivery tells of; undefined when the bytes are no JSON. Asana promises neither the types nor the members
 * of an event, so whatever is missing stays empty. Written by hand, since a schema costs more than all else the receiver does.
 */
export function parseDelivery(bytes: Buffer): readonly Change[] | undefined {
  let body: unknown
  try {
    body = JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
  const { events } = toMembers(body)
  return Array.isArray(events) ? events.filter(isObject).map(toChange) : []
}

function toChange(event: object): Change {
  const { action, user, resource, parent, change, type } = toMembers(event)
  const what = toMembers(resource)
  const above = toMembers(parent)
  const { field, new_value: newValue } = toMembers(change)
  return {
    action: toText(action) ?? '',
    resourceGid: toText(what['gid']) ?? '',
    resourceType: toText(what['resource_type']) ?? toText(type) ?? '',
    ...given('userGid', toMembers(user)['gid']),
    ...given('resourceSubtype', what['resource_subtype']),
    ...given('parentGid', above['gid']),
    ...given('parentType', above['resource_type']),
    ...given('field', field),
    ...given('newValueGid', toMembers(newValue)['gid']),
  }
}

function given<Name extends string>(name: Name, value: unknown): { [name in Name]?: string } {
  const text = toText(value)
  return text === undefined ? {} : ({ [name]: text } as { [name in Name]?: string })
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function toMembers(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? (value as Record<string, unknown>) : {}
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
