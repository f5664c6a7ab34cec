import { describe, expect, test } from 'vitest'
import type { Task } from '../../../src/domain/model.ts'
import { buildTask, person } from '../../support/builders.ts'
import { lineOf } from './asana-markup.ts'
import { leads, obstacle, tell, update, weekly } from './story.ts'

describe('the next step is the first of', () => {
  const late = { ...obstacle({ name: 'One designer', assignee: person('Cem'), dueOn: '2026-11-12' }) }
  test.each<[string, Task[], string]>([
    ['a first measure', [late], 'Olga to add a section Measures with a task for each number that shows success.'],
    [
      'data, while most is missing',
      [leads({ target: undefined }), late],
      'Ana to open "Qualified leads" and enter the promised number in the field Target.',
    ],
    [
      'a late obstacle, while numbers are behind',
      [leads({ actual: 40 }), late],
      'Cem to settle "One designer", an obstacle overdue since 12 Nov.',
    ],
    [
      'a measure off track',
      [leads({ actual: 10 }), buildTask({ name: 'Plan', dueOn: '2026-11-01' })],
      'Ana to decide what brings "Qualified leads" back to its target, or change the target.',
    ],
    [
      'a measure that was missed',
      [leads({ actual: 10, dueOn: '2026-11-10' })],
      'Ana to give "Qualified leads" a new due date, or close it as missed.',
    ],
    [
      'a gap, although the rest is fine',
      [leads({ actual: 60, weight: 2 }), leads({ gid: 'b', name: 'Reach', assignee: undefined })],
      'Olga to open "Reach" and assign the task to the person who answers for this number.',
    ],
    [
      'late work',
      [leads({ actual: 40 }), buildTask({ name: 'Plan', assignee: person('Ben'), dueOn: '2026-11-01' })],
      'Ben to finish "Plan", due since 1 Nov, or give it a new date.',
    ],
    [
      'a measure at risk',
      [leads({ actual: 40 }), obstacle({ name: 'Late facts' })],
      'Ana to decide what brings "Qualified leads" back to its target, or change the target.',
    ],
    [
      'an obstacle nobody owns',
      [leads({ actual: 60 }), obstacle({ name: 'Late facts' })],
      'Olga to find an owner for the obstacle "Late facts".',
    ],
    [
      'a new goal',
      [leads({ actual: 100 }), buildTask({ name: 'Plan', dueOn: '2026-11-18' })],
      'Olga to set the next target, or complete the project.',
    ],
    [
      'work that is due',
      [leads({ actual: 60 }), buildTask({ name: 'Plan', assignee: person('Ben'), dueOn: '2026-11-18' })],
      'Ben to finish "Plan" by 18 Nov.',
    ],
    ['going on', [leads({ actual: 60 }), late].slice(0, 1), 'nothing beyond the usual; keep the actual values fresh.'],
  ])('%s', (_, tasks, step) => {
    expect(lineOf(update(tell({ tasks })).html, '**Next step**:')).toBe(step)
  })

  test('a pace to be found, where the past is known', () => {
    const told = tell({ tasks: [leads({ actual: 20 })], histories: { leads: weekly([0, 5, 10, 15, 20]) } })
    expect(lineOf(update(told).html, '**Next step**:')).toBe(
      'Ana to decide how "Qualified leads" gets from 5 to 12 a week, or change its target.',
    )
  })
})

test('a measure behind that will reach its target at its pace is told to keep it', () => {
  const behind = leads({ actual: 60, startOn: '2026-09-01', dueOn: '2026-12-21' })
  const history = [
    { at: '2026-10-19T08:00:00.000Z', value: 0 },
    { at: '2026-11-13T08:00:00.000Z', value: 60 },
  ]
  const { html } = update(tell({ tasks: [behind], histories: { leads: history } }))
  expect(lineOf(html, '**Next step**:')).toContain('keep "Qualified leads" at 15 a week (8 are needed).')
})
