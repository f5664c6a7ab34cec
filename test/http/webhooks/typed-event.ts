/** The event of a typed number, as Asana sends it. */
export const TYPED = {
  user: { gid: '31', resource_type: 'user' },
  created_at: '2026-11-21T08:00:00.000Z',
  action: 'changed',
  resource: { gid: '2001', resource_type: 'task', resource_subtype: 'default_task' },
  parent: null,
  change: { field: 'custom_fields', action: 'changed', new_value: { gid: '501', resource_type: 'custom_field' } },
}
