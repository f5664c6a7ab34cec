import { describe, expect, test } from 'vitest'
import { type buildMeasureTask, fields, project } from '../../support/builders.ts'
import { read } from './asana-markup.ts'
import { leads, tell, update } from './story.ts'

describe('what is not measurable yet, and from whom', () => {
  test.each<[string, Parameters<typeof buildMeasureTask>[0], string]>([
    ['no target', { target: undefined }, 'a target, from Ana'],
    ['no actual value', { actual: undefined }, 'an actual value, from Ana'],
    ['no owner: the project owner', { assignee: undefined }, 'an owner, from Olga'],
    ['an old number', { createdAt: '2026-10-01T09:00:00.000Z' }, 'a fresh actual value, from Ana'],
    ['no way to go', { baseline: 100 }, 'a target other than the baseline, from Ana'],
    ['a wrong scale', { actual: 5000 }, 'a check of the numbers, from Ana'],
    [
      'several things',
      { target: undefined, actual: undefined, assignee: undefined },
      'a target, an actual value and an owner, from Olga',
    ],
  ])('%s', (_, wishes, line) => {
    const { html } = update(tell({ tasks: [leads({ name: 'Reach', ...wishes })] }))
    expect(read(html)).toContain(`**Not measurable yet**\n• Reach: ${line}\n`)
  })

  test('no due date anywhere, and nobody to ask', () => {
    const bare = project({ dueOn: undefined, owner: undefined })
    const { html } = update(tell({ project: bare, tasks: [leads({ dueOn: undefined, assignee: undefined })] }))
    expect(read(html)).toContain('• Qualified leads: an owner and a due date\n')
  })

  test.each([
    [['actual'], 'Actual'],
    [['target', 'actual'], 'Target and Actual'],
  ] as const)('a project without the fields %j', (without, words) => {
    const { html } = update(tell({ fields: fields(...without), tasks: [leads({}), leads({ type: 'Yes/No' })] }))
    expect(read(html)).toContain(`• The project: the number field ${words}, from Olga\n`)
  })

  test('a measure that stands in the description only', () => {
    const described = project({ description: '# Measures\n- Many leads' })
    const { html } = update(tell({ project: described, tasks: [] }))
    expect(read(html)).toContain('• The project: tasks for the measures its description names, from Olga\n')
  })
})
