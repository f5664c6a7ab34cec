import { describe, expect, it } from 'vitest'
import { announce, asana, gateway, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

describe('changes', () => {
  it('are told with what they point at', async () => {
    const events = [
      {
        user: { gid: '8' },
        action: 'changed',
        resource: { gid: '12', resource_type: 'task', resource_subtype: 'default_task' },
        parent: null,
        change: { field: 'custom_fields', action: 'changed', new_value: { gid: '10', resource_type: 'custom_field' } },
      },
      {
        user: null,
        action: 'added',
        resource: { gid: '13', resource_type: 'story' },
        parent: { gid: '12', resource_type: 'task' },
      },
      { user: null, action: 'changed', resource: { gid: '5' }, change: { field: 'name', new_value: 'New name' } },
      {
        user: null,
        action: 'changed',
        resource: { gid: '5', resource_type: 'project' },
        change: { field: 'custom_field_settings', action: 'added', added_value: { gid: '10' } },
      },
      { user: null, action: 'deleted', resource: null },
    ]
    announce('/events', events, { sync: 'next', has_more: true })
    await expect(gateway().readEvents('5', 'now')).resolves.toStrictEqual({
      sync: 'next',
      hasMore: true,
      expired: false,
      changes: [
        {
          action: 'changed',
          resourceGid: '12',
          resourceType: 'task',
          userGid: '8',
          field: 'custom_fields',
          newValueGid: '10',
        },
        { action: 'added', resourceGid: '13', resourceType: 'story' },
        { action: 'changed', resourceGid: '5', resourceType: '', field: 'name' },
        {
          action: 'changed',
          resourceGid: '5',
          resourceType: 'project',
          field: 'custom_field_settings',
          addedValueGid: '10',
        },
      ],
    })
  })

  it('start anew when the token is too old', async () => {
    const body = { errors: [{ message: 'Sync token invalid or too old.' }], sync: 'fresh' }
    asana().get('/events').query({ resource: '5', sync: 'old' }).reply(412, body)
    const anew = { sync: 'fresh', changes: [], hasMore: false, expired: true }
    await expect(gateway().readEvents('5', 'old')).resolves.toStrictEqual(anew)
  })

  it('fail when Asana gives no token to start with', async () => {
    asana().get('/events').query({ resource: '5' }).reply(412, { errors: [] })
    await expect(gateway().readEvents('5', undefined)).rejects.toMatchObject({ kind: 'transient' })
  })
})
