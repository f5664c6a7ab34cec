import { describe, expect, it } from 'vitest'
import { invalidatesProject } from '../../../src/flows/changes/mark-dirty.ts'
import { isPlain } from '../../../src/http/webhooks/is-coalescible.ts'
import { parseDelivery } from '../../../src/http/webhooks/parse-delivery.ts'
import { TYPED } from './typed-event.ts'

const PLAIN = { ...TYPED, resource: { ...TYPED.resource, resource_subtype: 'milestone' } }
const TASK = { gid: '2001', resource_type: 'task' }
const bytes = (events: readonly object[], indent = 0) => Buffer.from(JSON.stringify({ events }, null, indent))

describe('a delivery whose bytes tell of plain changes only', () => {
  it.each([
    ['a number that was typed', PLAIN],
    ['a name', { ...PLAIN, change: { field: 'name', action: 'changed' } }],
    ['a task that was completed', { ...PLAIN, change: { field: 'completed', action: 'changed' } }],
    ['an approval', { ...PLAIN, resource: { ...TASK, resource_subtype: 'approval' } }],
  ])('may stay unread: %s', (_, event) => {
    expect(isPlain(bytes([event]))).toBe(true)
    expect(isPlain(bytes([event, PLAIN, event], 2))).toBe(true)
  })

  it.each([
    ['added', { ...PLAIN, action: 'added', parent: TASK }],
    ['removed', { ...PLAIN, action: 'removed' }],
    ['deleted', { ...PLAIN, action: 'deleted' }],
    ['undeleted', { ...PLAIN, action: 'undeleted' }],
    ['of a section', { ...PLAIN, resource: { gid: '7', resource_type: 'section' } }],
    ['of the project', { ...PLAIN, resource: { gid: '1', resource_type: 'project' } }],
    ['of a status, as it is called now', { ...PLAIN, resource: { gid: '8', resource_type: 'status_update' } }],
    ['of a status, as it was called', { ...PLAIN, resource: { gid: '8', resource_type: 'project_status' } }],
    ['of a type in its older place', { ...PLAIN, type: 'project', resource: { gid: '1' } }],
  ])('must be read when one of them is %s', (_, event) => {
    expect(isPlain(bytes([event]))).toBe(false)
    expect(isPlain(bytes([PLAIN, PLAIN, event, PLAIN]))).toBe(false)
    const changes = parseDelivery(bytes([event])) ?? []
    // Nothing else matters beyond the ring itself.
    expect(
      changes.some(
        (change) => invalidatesProject(change) || change.action !== 'changed' || /section/.test(change.resourceType),
      ),
    ).toBe(true)
  })

  it('must be read when a word could be spelled in another way', () => {
    const spelled = bytes([{ ...PLAIN, action: 'added' }])
      .toString()
      .replace('added', '\\u0061dded')
    expect(parseDelivery(Buffer.from(spelled))?.[0]?.action).toBe('added')
    expect(isPlain(Buffer.from(spelled))).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '{"events":['],
    ['JSON that was cut off', JSON.stringify({ events: [PLAIN] }).slice(0, -1)],
    ['no events', '{"events":[]}'],
    ['another shape', '[{"events":[{}]}]'],
    ['something behind', `${JSON.stringify({ events: [PLAIN] })}x`],
  ])('must be read when it is %s', (_, body) => {
    expect(isPlain(Buffer.from(body))).toBe(false)
  })
})
