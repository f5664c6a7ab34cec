import type { Change, Ref, ResourceType, State } from '../state.ts'
import { inline, type Shape, type Thing, type View } from './shape.ts'

/** An event as webhooks carry it: who, what and where by gid, no names, no values. */
export function toCompactEvent(change: Change): Readonly<Record<string, unknown>> {
  return {
    user: change.user === undefined ? null : { gid: change.user, resource_type: 'user' },
    created_at: change.at.toISOString(),
    action: change.action,
    resource: change.resource,
    parent: change.parent,
    ...(change.change && { change: change.change }),
  }
}

/** An event as the events endpoint tells it, where names can be had. */
export const EVENT: Shape<Change> = {
  compact: ['user', 'created_at', 'type', 'action', 'resource', 'parent', 'change'],
  read: {
    user: (event, view) => view.show('user', event.user),
    created_at: (event) => event.at.toISOString(),
    type: (event) => event.resource.resource_type,
    action: (event) => event.action,
    resource: (event, view) => toThing(event.resource, view),
    parent: (event, view) => (event.parent ? toThing(event.parent, view) : null),
    change: ({ change }, view) =>
      change &&
      inline({
        field: change.field,
        action: change.action,
        ...(change.new_value && { new_value: toThing(change.new_value, view) }),
        ...(change.added_value && { added_value: toThing(change.added_value, view) }),
        ...(change.removed_value && { removed_value: toThing(change.removed_value, view) }),
      }),
  },
}

/** The reference itself, and anything more the object behind it can tell. */
function toThing(ref: Ref, view: View): Thing {
  const type = ref.resource_type === 'project_status' ? 'status_update' : ref.resource_type
  const target = isTable(view.state, type) ? view.show(type, ref.gid) : null
  const { enum_value, ...own } = ref
  const known = inline({ ...own, ...(enum_value && { enum_value: toThing(enum_value, view) }) })
  const read = (name: string) => known.read(name) ?? target?.read(name)
  const names = NAMED.filter((name) => read(name) !== undefined)
  return { compact: names, full: names, deep: [], read }
}

const NAMED = ['gid', 'resource_type', 'resource_subtype', 'name', 'enum_value']

function isTable(state: State, type: string): type is ResourceType {
  return Object.hasOwn(state.tables, type)
}
