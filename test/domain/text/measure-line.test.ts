import { describe, expect, test } from 'vitest'
import type { buildMeasureTask } from '../../support/builders.ts'
import { lineOf, read } from './asana-markup.ts'
import { leads, tell, update, weekly } from './story.ts'

describe('a measure is told in one line', () => {
  const history = { leads: weekly([20, 44, 60]) }
  test.each<[string, Parameters<typeof buildMeasureTask>[0], string]>([
    ['a number to reach', { unit: 'leads', actual: 60 }, '60 of 100 leads (60%) · +16 · ····▁▅██ · On track · Ana'],
    [
      'a number to bring down',
      { baseline: 90, target: 30, actual: 60, unit: 'days' },
      '60 days, target 30 days (50% of the way) · +16 · ····▁▅██ · On track · Ana',
    ],
    [
      'a floor',
      { type: 'Stay above', target: 50, actual: 60, unit: '%' },
      '60%, at least 50% (100%) · +16 pts · ····▁▅██ · On track · Ana',
    ],
    [
      'a ceiling',
      { type: 'Stay below', target: 80, actual: 60 },
      '60, at most 80 (100%) · +16 · ····▁▅██ · On track · Ana',
    ],
    ['a yes or no to come', { type: 'Yes/No' }, 'not done yet · Too early · Ana'],
    ['a yes', { type: 'Yes/No', completed: true }, 'done · Achieved · Ana'],
    [
      'an approval that was turned down',
      { type: 'Yes/No', completed: true, approval: 'rejected', dueOn: '2026-11-10' },
      'not done yet · Off track · Ana',
    ],
    ['no target', { target: undefined, actual: 60 }, '60, no target · +16 · ····▁▅██ · Needs data · Ana'],
    ['no actual value', { actual: undefined }, 'no actual value, target 100 · ····▁▅██ · Needs data · Ana'],
    ['no numbers at all', { actual: undefined, target: undefined }, 'no numbers yet · ····▁▅██ · Needs data · Ana'],
    ['no owner', { actual: 44, assignee: undefined }, '44 of 100 · no change · ····▁▅██ · Needs data · no owner'],
    ['a fall', { actual: 40 }, '40 of 100 (40%) · -4 · ····▁▅██ · At risk · Ana'],
  ])('%s', (_, wishes, line) => {
    const { html } = update(tell({ tasks: [leads(wishes)], histories: history }))
    expect(lineOf(html, '• Qualified leads:')).toBe(line)
  })

  test('percentages move in points', () => {
    const told = tell({
      tasks: [leads({ target: 0.5, actual: 0.31 })],
      histories: { leads: weekly([0.25, 0.29, 0.31]) },
    })
    const measures = told.summary.measures.map((measure) => ({ ...measure, format: 'percentage' as const }))
    const { html } = update({ ...told, summary: { ...told.summary, measures } })
    expect(lineOf(html, '• Qualified leads:')).toBe('31%, target 50% (62%) · +2 pts · ····▁▆██ · On track · Ana')
  })

  test('the change counts from the update before, or from seven days ago', () => {
    const told = tell({ tasks: [leads({ actual: 60 })], histories: history })
    const earlier = { week: '2026-W45', at: '2026-11-02T08:00:00.000Z' }
    expect(read(update(told).html)).toContain('**Measures**, change since 9 Nov')
    expect(read(update(told, earlier).html)).toContain('**Measures**, change since 2 Nov')
    expect(read(update(told, earlier).html)).toContain('+40')
  })
})
