import { describe, expect, it } from 'vitest'
import { announce, gateway, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

const AT = '2026-11-02T08:00:00.000Z'

describe('the brief of a project', () => {
  it('is named by the project', async () => {
    announce('/projects/5', { gid: '5', created_at: AT, project_brief: { gid: '6', resource_type: 'project_brief' } })
    await expect(gateway().readProject('5')).resolves.toMatchObject({ briefGid: '6' })
  })

  it.each([
    [
      'as markdown',
      { gid: '6', html_text: '<body><h2>Vision</h2>Full halls</body>', text: 'x' },
      '## Vision\nFull halls',
    ],
    ['as plain text, where it has no other', { gid: '6', html_text: null, text: 'Vision' }, 'Vision'],
    ['empty', { gid: '6' }, ''],
  ])('is read %s', async (_, answer, text) => {
    announce('/project_briefs/6', answer)
    await expect(gateway().readProjectBrief('6')).resolves.toBe(text)
  })
})

describe('a project', () => {
  const least = { gid: '5', created_at: AT }

  it('may come with next to nothing', async () => {
    announce('/projects/5', least)
    await expect(gateway().readProject('5')).resolves.toStrictEqual({
      project: { gid: '5', name: '', description: '', createdAt: AT, archived: false, completed: false, values: {} },
      taskFields: [],
      projectFieldGids: [],
    })
  })

  it('tells its values, the fields of its tasks and the gid of its newest status', async () => {
    announce('/projects/5', {
      ...least,
      name: 'Fairs',
      html_notes: '<body><strong>Vision</strong>\nFull halls</body>',
      notes: 'Vision\nFull halls',
      owner: { gid: '8', name: 'Ann', resource_type: 'user' },
      start_on: '2026-01-01',
      due_on: '2026-12-31',
      archived: true,
      completed: true,
      permalink_url: 'https://x.test/5',
      current_status_update: { gid: '66', title: 'Week 1' },
      custom_fields: [
        { gid: '1', number_value: 0.5 },
        { gid: '2', enum_value: null },
        { gid: '3', enabled: false },
      ],
      custom_field_settings: [
        {
          gid: '9',
          custom_field: { gid: '10', name: 'Actual', resource_subtype: 'number', precision: 2, format: 'none' },
        },
        {
          gid: '9',
          custom_field: {
            gid: '11',
            name: 'Measure type',
            description: 'asana-v2mom:measure-type',
            resource_subtype: 'enum',
            precision: null,
            enum_options: [
              { gid: '12', name: 'Reach', enabled: true },
              { gid: '13', name: 'Old', enabled: false },
            ],
          },
        },
        { gid: '9', custom_field: null },
      ],
    })
    await expect(gateway().readProject('5')).resolves.toStrictEqual({
      project: {
        gid: '5',
        name: 'Fairs',
        description: '**Vision**\nFull halls',
        createdAt: AT,
        archived: true,
        completed: true,
        values: { 1: 0.5 },
        permalinkUrl: 'https://x.test/5',
        owner: { gid: '8', name: 'Ann' },
        startOn: '2026-01-01',
        dueOn: '2026-12-31',
      },
      taskFields: [
        { gid: '10', name: 'Actual', description: '', type: 'number', precision: 2, format: 'none', options: [] },
        {
          gid: '11',
          name: 'Measure type',
          description: 'asana-v2mom:measure-type',
          type: 'enum',
          options: [
            { gid: '12', name: 'Reach', enabled: true },
            { gid: '13', name: 'Old', enabled: false },
          ],
        },
      ],
      projectFieldGids: ['1', '2'],
      statusGid: '66',
    })
  })

  it('without rich text is read from its plain notes', async () => {
    announce('/projects/5', { ...least, notes: 'Vision: full halls', html_notes: null })
    await expect(gateway().readProject('5')).resolves.toMatchObject({ project: { description: 'Vision: full halls' } })
  })
})
