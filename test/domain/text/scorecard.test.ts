import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Task } from '../../../src/domain/model.ts'
import { isScorecardOf, parseScorecardHealth, renderScorecard } from '../../../src/domain/text/scorecard.ts'
import { isSigned } from '../../../src/domain/text/signature.ts'
import { visibleText } from '../../../src/domain/text/strip-markup.ts'
import { buildTask, moment, person, project } from '../../support/builders.ts'
import { expectRich, lineOf, read } from './asana-markup.ts'
import { told } from './malicious-text.ts'
import { completed, launch, leads, MONDAY, obstacle, type Told, tell, weekly } from './story.ts'

test('the whole card', () => {
  const html = renderScorecard({ ...launch(), at: MONDAY })
  expectRich(html, 'notes')
  expect(read(html)).toMatchInlineSnapshot(`
    "# V2MOM health: At risk
    "Qualified leads" is off track: 34% of target, 51% expected.

    ## Figures

    • KPI attainment: 51% of target
    • KPI expected by now: 60%
    • Coverage: 83% of the measures' weight can be measured
    • Measurability: 85% of what measures need is in place
    • V2MOM completeness: 100%

    ## V2MOM: 5 of 5 in place

    • **Vision**: Be the source sales trusts for pipeline
    • **Values**: Selective; Measured
    • **Methods**: 5 tasks, 2 done
    • **Obstacles**: One designer for two launches (Cem, overdue since 12 Nov); Late product facts (no owner, no date)
    • **Measures**: 4 tasks

    ## Measures

    • Qualified leads: 41 of 120 leads (34%) · 51% expected · ▁▂▄▅▆▇██ · Off track · Ana · 5.3 a week lately, 12 a week needed
    • Newsletter readers: 1,380 of 1,800 (53% of the way) · 51% expected · ·▁▂▅▅▇██ · On track · Ben · 95 a week lately, 65 a week needed
    • Searches for our name: no numbers yet · Needs data · Ben
    • Site is up: 99.7%, at least 99% (100%) · On track · Ana

    ## To fix

    • "Searches for our name" has no target. Enter the promised number in the field Target.
    • "Searches for our name" has no actual value. Enter today's number in the field Actual, and 0 if nothing has come in yet.

    ## Worth knowing

    • In "Spring launch" 1 of 4 measures has a weight; the others count 1. Enter a weight for every measure, or for none.

    ## About this card
    It belongs to Spring launch and is rewritten whenever the numbers change, so keep notes of your own in comments. If nobody needs it, complete this task.
    — asana-v2mom"
  `)
})

test('nothing to fix is said', () => {
  const html = render(tell({ project: project({ dueOn: undefined }), tasks: [leads({})] }))
  expect(read(html)).toContain('## To fix\nnone\n')
  expect(read(html)).toContain('• "Spring launch" has no due date. Set a due date for the project.')
})

test('a finding leads to its task, or to the project', () => {
  const html = renderScorecard({ ...launch({ dueOn: '2026-12-31', description: '' }), at: MONDAY })
  expect(html).toContain('<a href="https://app.asana.com/0/1/search">"Searches for our name" has no target.</a>')
  expect(html).toContain('<a href="https://app.asana.com/0/project-1">"Spring launch" has no vision.</a>')
})

describe('a project that has not begun', () => {
  test.each<[string, Task[]]>([
    ['empty', []],
    ['with plain work', [buildTask({ name: 'Film' })]],
  ])('gets one hint only: %s', (_, tasks) => {
    const html = renderScorecard({ ...tell({ tasks }), at: MONDAY })
    expectRich(html, 'notes')
    expect(read(html)).toMatchInlineSnapshot(`
      "Spring launch has no V2MOM yet. Write Vision, Values, Methods and Obstacles as headings into the project description, and add a section Measures with a task for each number that shows success.
      — asana-v2mom"
    `)
  })

  test.each<[string, Partial<Told['project']>, Task[]]>([
    ['a measure', {}, [leads({})]],
    ['a heading in the description', { description: '# Vision\nBe trusted' }, []],
    ['a task in a section for it', {}, [obstacle({})]],
  ])('has begun with %s', (_, wishes, tasks) => {
    expect(read(render(tell({ project: project(wishes), tasks })))).toContain('# V2MOM health: ')
  })
})

describe('what stands in each component', () => {
  const owned = { assignee: person('Cem'), dueOn: '2026-11-30' }
  test.each<[string, string, string, Task[], string]>([
    ['a text', 'Vision', '# Vision\nBe trusted\nby all', [], 'Be trusted by all'],
    [
      'texts, then tasks',
      'Values',
      '# Values\n- Selective',
      [buildTask({ section: 'Values', name: 'Measured' })],
      'Selective; Measured',
    ],
    [
      'work, counted',
      'Methods',
      '',
      [leads({}), buildTask({}), buildTask({ gid: 'b', ...completed('2026-11-12') })],
      '2 tasks, 1 done',
    ],
    ['one task of work', 'Methods', '', [leads({}), buildTask({})], '1 task, 0 done'],
    ['what is open', 'Obstacles', '', [obstacle({ name: 'One designer', ...owned })], 'One designer (Cem, due 30 Nov)'],
    ['what is settled', 'Obstacles', '', [obstacle(completed('2026-11-12'))], '1 settled'],
    ['nothing', 'Obstacles', '', [leads({})], 'missing'],
    ['measures', 'Measures', '', [leads({}), leads({ gid: 'b' })], '2 tasks'],
  ])('%s', (_, component, description, tasks, contents) => {
    const html = render(tell({ project: project({ description }), tasks }))
    expect(lineOf(html, `• **${component}**:`)).toBe(contents)
  })
})

describe('the pace of a measure', () => {
  const history = { leads: weekly([2, 14, 26, 38, 50]) }
  test.each<[string, Parameters<typeof leads>[0], string]>([
    ['two digits of it', {}, ' · 12 a week lately, 7.8 a week needed'],
    ['not once it is achieved', { actual: 100 }, ''],
    ['not after the due date', { dueOn: '2026-11-15' }, ''],
    ['not for what is to be kept', { type: 'Stay above' }, ''],
  ])('%s', (_, wishes, words) => {
    const html = render(tell({ tasks: [leads(wishes)], histories: history }))
    expect(lineOf(html, '• Qualified leads:')?.replace(/^.* · Ana/, '')).toBe(words)
  })
})

describe('rewritten only when the words change', () => {
  test('not by the hour', () => {
    const evening = { ...MONDAY, now: '2026-11-16T21:40:00.000Z' }
    const { summary, ...rest } = launch()
    const later = { ...rest, summary: { ...summary, verifiedAt: evening.now } }
    expect(renderScorecard({ ...later, at: evening })).toBe(render(launch()))
  })

  test('a number that moved is a reason', () => {
    const of = (actual: number) => render(tell({ tasks: [leads({ actual })] }))
    expect(of(51)).not.toBe(of(50))
  })

  test('a year is told of a day that is not in this one', () => {
    const html = render(tell({ tasks: [leads({}), obstacle({ dueOn: '2027-01-08' })] }))
    expect(html).toContain('due 8 Jan 2027')
  })
})

test('a long list ends in how many more there are', () => {
  const html = render(
    tell({ tasks: Array.from({ length: 23 }, (_, i) => leads({ gid: `m${i}`, name: `Leads ${i}`, actual: 60 })) }),
  )
  expect(read(html)).toContain('• and 3 more, all on track')
})

test('whatever stands in Asana, the card is valid, signed and not endless', () => {
  fc.assert(
    fc.property(told, (hostile) => {
      const html = renderScorecard({ ...hostile, at: moment('2026-11-16') })
      expectRich(html, 'notes')
      expect(isSigned(html)).toBe(true)
      expect(html.length).toBeLessThanOrEqual(20_000)
    }),
  )
})

function render(project: Told): string {
  return renderScorecard({ ...project, at: MONDAY })
}

describe('read back', () => {
  test('it tells the health it shows', () => {
    expect(parseScorecardHealth(visibleText(render(launch())))).toBe('At risk')
    expect(parseScorecardHealth(visibleText(render(tell({ tasks: [] }))))).toBeUndefined()
  })

  test.each<[string, Task[]]>([
    ['a card', [leads({})]],
    ['a hint', []],
  ])('%s is known as its own project’s', (_, tasks) => {
    const html = render(tell({ tasks }))
    expect(isScorecardOf('project-1', html)).toBe(true)
    expect(isScorecardOf('project-2', html)).toBe(false)
    expect(isScorecardOf('project', html)).toBe(false)
    expect(isScorecardOf('project-1', html.replace('asana-v2mom', 'Olga'))).toBe(false)
  })
})
