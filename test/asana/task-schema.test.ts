import { describe, expect, it } from 'vitest'
import { announce, gateway, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

const AT = '2026-11-02T08:00:00.000Z'
const LATER = '2026-11-09T08:00:00.000Z'
const BIG = '1209876543210987654321'

describe('a task becomes an item', () => {
  const least = { gid: BIG, created_at: AT, modified_at: AT }
  const bare = {
    gid: BIG,
    name: '',
    tags: [],
    completed: false,
    createdAt: AT,
    modifiedAt: AT,
    isSubtask: false,
    isSeparator: false,
    projectGids: [],
    values: {},
  }
  const value = { resource_type: 'custom_field', name: 'x', type: 'number', enabled: true }
  const cases: [what: string, said: object, meant: object][] = [
    ['the least there is', {}, {}],
    ['everything null', nulls('name', 'tags', 'memberships', 'assignee', 'parent', 'custom_fields', 'due_on'), {}],
    ['something new', { sparkles: { deep: true } }, {}],
    ['a name', { name: 'Leads' }, { name: 'Leads' }],
    [
      'its section in this project, not in another',
      {
        memberships: [
          { project: { gid: '77' }, section: { gid: '1', name: 'Measures' } },
          { project: { gid: '5' }, section: { gid: '2', name: 'Obstacles' } },
        ],
      },
      { section: 'Obstacles', projectGids: ['77', '5'] },
    ],
    [
      'no section here',
      { memberships: [{ project: { gid: '77' }, section: { gid: '1', name: 'Measures' } }] },
      { projectGids: ['77'] },
    ],
    [
      'every project that holds it, once',
      { projects: [{ gid: '5' }, { gid: '77' }], memberships: [{ project: { gid: '77' } }, { section: { gid: '1' } }] },
      { projectGids: ['5', '77'] },
    ],
    ['tags', { tags: [{ gid: '1', name: 'v2mom/values' }, { gid: '2' }] }, { tags: ['v2mom/values'] }],
    ['done', { completed: true, completed_at: LATER }, { completed: true, completedAt: LATER }],
    ['an approval', { approval_status: 'rejected' }, { approval: 'rejected' }],
    ['an approval of a new kind', { approval_status: 'maybe' }, {}],
    ['an owner', { assignee: { gid: '8', name: 'Ann' } }, { assignee: { gid: '8', name: 'Ann' } }],
    ['an owner the token may not see', { assignee: { gid: '8' } }, { assignee: { gid: '8', name: '' } }],
    ['dates', { start_on: '2026-11-01', due_on: '2026-12-01' }, { startOn: '2026-11-01', dueOn: '2026-12-01' }],
    ['a due time', { due_on: '2026-12-01', due_at: '2026-12-02T01:00:00.000Z' }, { dueOn: '2026-12-01' }],
    ['a subtask', { parent: { gid: '3' } }, { isSubtask: true }],
    ['a separator', { is_rendered_as_separator: true }, { isSeparator: true }],
    ['its maker', { created_by: { gid: '8' } }, { createdBy: '8' }],
    ['its address', { permalink_url: 'https://x.test/1' }, { permalinkUrl: 'https://x.test/1' }],
    ['a number', { custom_fields: [{ ...value, gid: BIG, number_value: 0.42 }] }, { values: { [BIG]: 0.42 } }],
    ['the number zero', { custom_fields: [{ ...value, gid: '4', number_value: 0 }] }, { values: { 4: 0 } }],
    ['a text', { custom_fields: [{ ...value, gid: '4', text_value: 'leads' }] }, { values: { 4: 'leads' } }],
    ['an empty text', { custom_fields: [{ ...value, gid: '4', text_value: '' }] }, {}],
    [
      'an option',
      { custom_fields: [{ ...value, gid: '4', enum_value: { gid: '44', name: 'Week' } }] },
      { values: { 4: { option: '44' } } },
    ],
    ['an empty field', { custom_fields: [{ ...value, gid: '4', number_value: null, display_value: null }] }, {}],
    ['a field that left', { custom_fields: [{ ...value, gid: '4', number_value: 5, enabled: false }] }, {}],
    ['a date', { custom_fields: [{ ...value, gid: '4', date_value: { date: '2026-01-01' } }] }, {}],
    ['people', { custom_fields: [{ ...value, gid: '4', people_value: [{ gid: '8' }], display_value: 'Ann' }] }, {}],
  ]
  it.each(cases)('%s', async (_what, said, meant) => {
    announce('/projects/5/tasks', [{ ...least, ...said }])
    await expect(gateway().readTasks('5')).resolves.toStrictEqual([{ ...bare, ...meant }])
  })
})

function nulls(...keys: string[]): object {
  return Object.fromEntries(keys.map((key) => [key, null]))
}
