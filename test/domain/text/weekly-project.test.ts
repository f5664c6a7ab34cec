import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Task } from '../../../src/domain/model.ts'
import { weekOfSignature } from '../../../src/domain/text/signature.ts'
import { countWords } from '../../../src/domain/text/strip-markup.ts'
import { renderProjectUpdate } from '../../../src/domain/text/weekly-project.ts'
import { buildTask, person, project } from '../../support/builders.ts'
import { expectRich, lineOf, read } from './asana-markup.ts'
import { told } from './malicious-text.ts'
import { completed, launch, leads, MONDAY, obstacle, reported, tell, update, WEEK, weekly } from './story.ts'

const LAST_WEEK = { week: '2026-W46', attainment: 0.42, at: '2026-11-09T08:00:00.000Z' }

test('a project that is behind', () => {
  const update = renderProjectUpdate({ week: WEEK, ...launch(reported('on_track')), previous: LAST_WEEK, at: MONDAY })
  expectRich(update.html, 'post')
  expect(update.type).toBe('at_risk')
  expect(update.title).toBe('Week 47 · KPI 51% of target, 60% expected (+9 pts)')
  expect(read(update.html)).toMatchInlineSnapshot(`
    "**Worth a look: at risk.** "Qualified leads" is off track: 34% of target, 51% expected.
    Olga reported On track on 12 Nov and may know more than the numbers show.
    **Measures**, change since 9 Nov
    • Qualified leads: 41 of 120 leads (34%) · +5 · ▁▂▄▅▆▇██ · Off track · Ana
    • Searches for our name: no numbers yet · Needs data · Ben
    • Site is up: 99.7%, at least 99% (100%) · On track · Ana
    • Newsletter readers: 1,380 of 1,800 (53% of the way) · +80 · ·▁▂▅▅▇██ · On track · Ben
    **Work**
    • Done last week: Cut the film
    • Due next week: Landing page (Ana, 20 Nov)
    **Obstacles**
    • One designer for two launches: Cem, overdue since 12 Nov
    • Late product facts: no owner, no date
    **Not measurable yet**
    • Searches for our name: a target and an actual value, from Ben
    **Next step**: Cem to settle "One designer for two launches", an obstacle overdue since 12 Nov.
    — asana-v2mom · week 2026-W47"
  `)
})

test('a project where all is well', () => {
  const told = tell({ tasks: [leads({ actual: 60 })], histories: { leads: weekly([20, 40, 60]) } })
  const { type, title, html } = renderProjectUpdate({ week: WEEK, ...told, at: MONDAY })
  expect({ type, title }).toEqual({ type: 'on_track', title: 'Week 47 · KPI 60% of target, 51% expected' })
  expect(read(html)).toMatchInlineSnapshot(`
    "**No need to worry: on track.** The pace is right; the measure to watch is "Qualified leads": 60% of target, 51% expected.
    **Measures**, change since 9 Nov
    • Qualified leads: 60 of 100 (60%) · +20 · ····▁▅██ · On track · Ana
    **Work**
    • Done last week: none
    • Due next week: none
    **Obstacles**: none
    **Not measurable yet**: none
    **Next step**: nothing beyond the usual; keep the actual values fresh.
    — asana-v2mom · week 2026-W47"
  `)
})

test('a project without anything', () => {
  const { type, title, html } = renderProjectUpdate({ week: WEEK, ...tell({ tasks: [] }), at: MONDAY })
  expect({ type, title }).toEqual({ type: 'at_risk', title: 'Week 47 · KPI not measurable yet' })
  expect(read(html)).toMatchInlineSnapshot(`
    "**Hard to say: too little can be measured.** There is no measure yet.
    **Measures**: none
    **Work**
    • Done last week: none
    • Due next week: none
    **Obstacles**: none
    **Not measurable yet**
    • The project: a first measure, from Olga
    **Next step**: Olga to add a section Measures with a task for each number that shows success.
    — asana-v2mom · week 2026-W47"
  `)
})

test('more than a reader takes in: the end of each list gives way', () => {
  const many = (count: number, toItem: (i: number) => Task) => Array.from({ length: count }, (_, i) => toItem(i))
  const told = tell({
    tasks: [
      ...many(3, (i) => leads({ gid: `late-${i}`, name: `Signed partners of region ${i}`, actual: 10 })),
      ...many(14, (i) => leads({ gid: `fine-${i}`, name: `Qualified leads of region ${i}`, actual: 60 })),
      ...many(9, (i) => buildTask({ gid: `done-${i}`, name: `Webinar number ${i}`, ...completed('2026-11-12') })),
      ...many(9, (i) => obstacle({ gid: `obstacle-${i}`, name: `Open question number ${i}` })),
    ],
  })
  const { html } = update(told)
  expect(countWords(html)).toBeLessThanOrEqual(200)
  expect(read(html)).toMatchInlineSnapshot(`
    "**Worth a look: at risk.** "Signed partners of region 0" is off track: 10% of target, 51% expected.
    **Measures**, change since 9 Nov
    • Signed partners of region 0: 10 of 100 (10%) · Off track · Ana
    • Signed partners of region 1: 10 of 100 (10%) · Off track · Ana
    • Signed partners of region 2: 10 of 100 (10%) · Off track · Ana
    • Qualified leads of region 0: 60 of 100 (60%) · On track · Ana
    • Qualified leads of region 1: 60 of 100 (60%) · On track · Ana
    • Qualified leads of region 2: 60 of 100 (60%) · On track · Ana
    • Qualified leads of region 3: 60 of 100 (60%) · On track · Ana
    • and 10 more, all on track
    **Work**
    • Done last week: Webinar number 0; Webinar number 1; Webinar number 2; Webinar number 3; and 5 more
    • Due next week: none
    **Obstacles**
    • Open question number 0: no owner, no date
    • Open question number 1: no owner, no date
    • Open question number 2: no owner, no date
    • Open question number 3: no owner, no date
    • and 5 more
    **Not measurable yet**: none
    **Next step**: Ana to decide what brings "Signed partners of region 0" back to its target, or change the target.
    — asana-v2mom · week 2026-W47"
  `)
})

describe('work', () => {
  test.each<[string, Partial<Task>, string, string]>([
    ['completed within the seven days before', completed('2026-11-12'), 'Film', 'none'],
    ['completed earlier', completed('2026-11-08'), 'none', 'none'],
    ['approved', { ...completed('2026-11-12'), approval: 'approved' }, 'Film', 'none'],
    ['rejected', { ...completed('2026-11-12'), approval: 'rejected' }, 'none', 'none'],
    [
      'sent back, and still due',
      { ...completed('2026-11-12'), approval: 'changes_requested', dueOn: '2026-11-18' },
      'none',
      'Film (no owner, 18 Nov)',
    ],
    ['due today', { dueOn: '2026-11-16', assignee: person('Ana') }, 'none', 'Film (Ana, 16 Nov)'],
    ['due in seven days', { dueOn: '2026-11-23' }, 'none', 'Film (no owner, 23 Nov)'],
    ['due in eight days', { dueOn: '2026-11-24' }, 'none', 'none'],
    ['overdue', { dueOn: '2026-11-15' }, 'none', 'none'],
    ['without a date', {}, 'none', 'none'],
  ])('%s', (_, wishes, done, due) => {
    const { html } = update(tell({ tasks: [buildTask({ name: 'Film', ...wishes })] }))
    expect(lineOf(html, '• Done last week:')).toBe(done)
    expect(lineOf(html, '• Due next week:')).toBe(due)
  })

  test('only methods are work', () => {
    const { html } = update(tell({ tasks: [obstacle(completed('2026-11-12')), leads(completed('2026-11-12'))] }))
    expect(lineOf(html, '• Done last week:')).toBe('none')
  })
})

describe('obstacles', () => {
  test.each<[string, Partial<Task>, string | undefined]>([
    ['with owner and date', { assignee: person('Cem'), dueOn: '2026-11-30' }, 'Cem, due 30 Nov'],
    ['overdue', { assignee: person('Cem'), dueOn: '2026-11-12' }, 'Cem, overdue since 12 Nov'],
    ['due in another year', { assignee: person('Cem'), dueOn: '2027-01-08' }, 'Cem, due 8 Jan 2027'],
    ['without either', {}, 'no owner, no date'],
    ['settled', completed('2026-11-12'), undefined],
  ])('%s', (_, wishes, line) => {
    const { html } = update(tell({ tasks: [obstacle({ name: 'One designer', ...wishes })] }))
    expect(lineOf(html, '• One designer:')).toBe(line)
  })

  test('those in the description have no state, but they are there', () => {
    const described = project({ description: '# Obstacles\n- One designer\n- Late facts' })
    expect(lineOf(update(tell({ project: described, tasks: [] })).html, '**Obstacles**:')).toBe(
      'none as a task; the description names 2',
    )
  })
})

test('names from Asana stay names', () => {
  const bad = '</a></body><script>\u202Eevil\n\n<b>& co'
  const told = tell({
    project: project({ name: bad, owner: person(bad) }),
    tasks: [
      leads({ name: bad, unit: bad, assignee: { gid: '1', name: bad } }),
      obstacle({ name: bad }),
      buildTask({ name: bad }),
    ],
  })
  const { html } = update(told)
  expectRich(html, 'post')
  expect(read(html)).toContain('• </a></body><script>evil <b>& co: no owner, no date')
})

test('whatever stands in Asana, the update is valid and stays readable on a phone', () => {
  fc.assert(
    fc.property(told, (project) => {
      const { html } = renderProjectUpdate({ week: WEEK, ...project, previous: LAST_WEEK, at: MONDAY })
      expectRich(html, 'post')
      expect(countWords(html)).toBeLessThanOrEqual(220)
      expect(html.length).toBeLessThanOrEqual(6000)
      expect(weekOfSignature(html)).toBe(WEEK)
    }),
  )
})
