import { describe, expect, it } from 'vitest'
import { isRelevant } from '../../../src/flows/changes/is-relevant.ts'
import type { AsanaEvent } from '../../../src/flows/ports/index.ts'

const own = { botGid: 'bot', botManagedGids: new Set(['attainment', 'card']) }
type Row = { [Key in keyof AsanaEvent]?: AsanaEvent[Key] | undefined }

const rows: [string, Row, boolean][] = [
  ['a person changes a number', { field: 'custom_fields', newValueGid: 'actual' }, true],
  ['a person overwrites a field that the service writes', { field: 'custom_fields', newValueGid: 'attainment' }, true],
  ['a write of the service echoes back', { userGid: 'bot', field: 'custom_fields', newValueGid: 'attainment' }, false],
  [
    'the token is a person’s, who changes a number',
    { userGid: 'bot', field: 'custom_fields', newValueGid: 'actual' },
    true,
  ],
  [
    'a field that the service attached to a project echoes back',
    { userGid: 'bot', resourceType: 'project', field: 'custom_field_settings', addedValueGid: 'attainment' },
    false,
  ],
  [
    'a person attaches another field to a project, with the token of the service',
    { userGid: 'bot', resourceType: 'project', field: 'custom_field_settings', addedValueGid: 'weight' },
    true,
  ],
  [
    'a field of the service is removed from a project, with its token',
    { userGid: 'bot', resourceType: 'project', field: 'custom_field_settings' },
    true,
  ],
  ['no user is named', { userGid: undefined, field: 'custom_fields', newValueGid: 'attainment' }, true],
  ['a task is renamed', { field: 'name' }, true],
  ['an unknown field changes', { field: 'brand_new' }, true],
  ['a task is rewritten', { field: 'notes' }, false],
  ['a person follows a task', { field: 'followers' }, false],
  ['the health task of the service echoes back', { userGid: 'bot', action: 'added', resourceGid: 'card' }, false],
  ['the user of the token adds another task', { userGid: 'bot', action: 'added', resourceGid: 'other' }, true],
  ['a person deletes the health task', { action: 'deleted', resourceGid: 'card' }, true],
  ['a person takes the health task elsewhere', { userGid: 'bot', action: 'removed', resourceGid: 'card' }, true],
  ['a task is deleted', { action: 'deleted' }, true],
  ['a project changes without saying what', { resourceType: 'project', field: undefined }, true],
  ['a project description changes', { resourceType: 'project', field: 'notes' }, true],
  ['a section is renamed', { resourceType: 'section', field: 'name' }, true],
  ['a story is added', { resourceType: 'story', action: 'added' }, false],
  ['a person posts a status', { resourceType: 'project_status', action: 'added' }, true],
  ['a person posts a status, by its newer name', { resourceType: 'status_update', action: 'added' }, true],
  ['a status of the service echoes back', { userGid: 'bot', resourceType: 'project_status', action: 'added' }, false],
]

describe('which events lead to a sync', () => {
  it.each(rows)('%s', (_what, row, expected) => {
    const full = { userGid: 'maya', action: 'changed', resourceGid: '1', resourceType: 'task', ...row }
    const present = Object.entries(full).filter(([, value]) => value !== undefined)
    expect(isRelevant(Object.fromEntries(present) as AsanaEvent, own)).toBe(expected)
  })
})
