import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_THRESHOLDS, type Portfolio, type ProjectSummary } from '../../../src/domain/model.ts'
import { rollUpProjects } from '../../../src/domain/rollup/portfolio.ts'
import { weekOfSignature } from '../../../src/domain/text/signature.ts'
import { countWords } from '../../../src/domain/text/strip-markup.ts'
import { renderPortfolioUpdate } from '../../../src/domain/text/weekly-portfolio.ts'
import { person, project } from '../../support/builders.ts'
import { expectRich, lineOf, read } from './asana-markup.ts'
import { figures, summary } from './malicious-text.ts'
import { launch, leads, MONDAY, reported, tell, WEEK } from './story.ts'

const MARKETING: Portfolio = { gid: 'marketing', name: 'Marketing', archived: false, owner: person('Maya') }

test('a portfolio with trouble, movement, gaps and a pause', () => {
  const { type, title, html } = update(
    [
      launch({ gid: 'launch', permalinkUrl: 'https://app.asana.com/0/launch' }).summary,
      one('Trade fairs', { actual: 15, assignee: person('Cem') }),
      one('Website', { actual: 60 }),
      one('Partners', { target: undefined, assignee: person('Ben') }),
      { ...one('Autumn campaign', { actual: 1 }), personStatus: 'on_hold' },
    ],
    {
      changes: { launch: -0.054, website: 0.08, partners: 0.001 },
      paused: [{ name: 'Autumn campaign', status: 'on_hold' }],
    },
  )
  expectRich(html, 'post')
  expect({ type, title }).toMatchInlineSnapshot(`
    {
      "title": "Week 47 · KPI 32% of target, 53% expected",
      "type": "off_track",
    }
  `)
  expect(read(html)).toMatchInlineSnapshot(`
    "**Yes, this needs attention: off track.** "Trade fairs" is off track – "Qualified leads" is off track: 15% of target, 51% expected.
    **Attention first**
    • Trade fairs: Off track · 15% of target, 51% expected · Olga.
    • Spring launch: At risk · 51% of target, 60% expected · Olga. "Qualified leads" is off track: 34% of target, 51% expected.
    • Partners: Needs data · Olga. The only measure cannot be judged: "Qualified leads" has no target.
    **Biggest movers**
    • Up: Website +8 pts
    • Down: Spring launch -5 pts
    **Not measurable yet**
    • Spring launch: 1 of 4 measures, from Ben
    • Partners: 1 of 1 measure, from Ben
    **Paused**: Autumn campaign (On hold)
    **Next step**: Maya to talk to Olga about "Trade fairs", which is furthest behind.
    — asana-v2mom · week 2026-W47"
  `)
})

test('a portfolio where all is well', () => {
  const made = update([one('Website', { actual: 60 })])
  expect(made.type).toBe('on_track')
  expect(read(made.html)).toMatchInlineSnapshot(`
    "**No need to worry: on track.** The pace is right; the project to watch is "Website": 60% of target, 51% expected.
    **Attention first**: none
    **Biggest movers**: none
    **Not measurable yet**: none
    **Paused**: none
    **Next step**: nothing beyond the usual.
    — asana-v2mom · week 2026-W47"
  `)
})

test('a portfolio without projects', () => {
  const made = update([])
  expect(made.title).toBe('Week 47 · KPI not measurable yet')
  expect(read(made.html)).toMatchInlineSnapshot(`
    "**Hard to say: too little can be measured.** There is no active project yet.
    **Attention first**: none
    **Biggest movers**: none
    **Not measurable yet**: none
    **Paused**: none
    **Next step**: Maya to add the projects that belong in this portfolio.
    — asana-v2mom · week 2026-W47"
  `)
})

test('a person who leads may have said something else', () => {
  const made = update([one('Website', { actual: 60 })], { portfolio: { ...MARKETING, ...reported('off_track') } })
  expect(lineOf(made.html, 'Olga reported')).toBe('Off track on 12 Nov and may know more than the numbers show.')
})

test('the change counts from the update before', () => {
  const previous = { week: '2026-W46', attainment: 0.55, at: '2026-11-09T08:00:00.000Z' }
  expect(update([one('Website', { actual: 60 })], { previous }).title).toBe(
    'Week 47 · KPI 60% of target, 51% expected (+5 pts)',
  )
})

describe('which projects are told', () => {
  test.each<[string, Partial<ProjectSummary>]>([
    ['archived', { archived: true }],
    ['completed', { completed: true }],
    ['on hold', { personStatus: 'on_hold' }],
    ['dropped', { personStatus: 'dropped' }],
    ['complete', { personStatus: 'complete' }],
  ])('a project that is %s needs no attention', (_, wishes) => {
    const late = { ...one('Fairs', { actual: 1 }), ...wishes }
    const { html } = update([late, one('Website', { actual: 60 })], { changes: { fairs: -0.2 } })
    expect(lineOf(html, '**Attention first**:')).toBe('none')
    expect(lineOf(html, '**Biggest movers**:')).toBe('none')
  })

  test('the worst comes first, the biggest change first', () => {
    const projects = [one('Risk', { actual: 40 }), one('Gap', { actual: undefined }), one('Late', { actual: 10 })]
    const { html } = update(projects, { changes: { risk: 0.02, gap: 0.2, late: -0.01 } })
    expect(
      read(html)
        .match(/^• (Late|Risk|Gap): /gm)
        ?.slice(0, 3),
    ).toEqual(['• Late: ', '• Risk: ', '• Gap: '])
    expect(lineOf(html, '• Up:')).toBe('Gap +20 pts; Risk +2 pts')
    expect(lineOf(html, '• Down:')).toBe('Late -1 pt')
  })
})

describe('the next step', () => {
  test.each<[string, ProjectSummary[], Record<string, number>, string]>([
    [
      'furthest behind',
      [one('Risk', { actual: 40 }), one('Late', { actual: 10 })],
      {},
      'Maya to talk to Olga about "Late", which is furthest behind.',
    ],
    [
      'blind',
      [one('Risk', { actual: 40 }), one('Blind', { actual: undefined })],
      {},
      'Maya to ask Ana to complete the numbers of "Blind".',
    ],
    [
      'at risk',
      [one('Risk', { actual: 40 })],
      {},
      'Maya to talk to Olga about "Risk", before it falls further behind.',
    ],
    ['falling', [one('Well', { actual: 60 })], { well: -0.01 }, 'Maya to ask Olga why "Well" fell by 1 point.'],
    [
      'her own',
      [{ ...one('Late', { actual: 10 }), owner: person('Maya') }],
      {},
      'Maya to look into "Late", which is furthest behind.',
    ],
    [
      'her own gap',
      [one('Blind', { actual: undefined, assignee: person('Maya') })],
      {},
      'Maya to complete the numbers of "Blind".',
    ],
  ])('for a project that is %s', (_, projects, changes, step) => {
    expect(lineOf(update(projects, { changes }).html, '**Next step**:')).toBe(step)
  })

  test('for a single gap in a project that can be judged', () => {
    expect(
      lineOf(
        update([launch().summary].map((known) => ({ ...known, health: 'On track' as const }))).html,
        '**Next step**:',
      ),
    ).toBe('Maya to ask Ben to complete the numbers of "Spring launch".')
  })

  test('without anybody who leads the portfolio', () => {
    const { owner: _, ...portfolio } = MARKETING
    expect(lineOf(update([], { portfolio }).html, '**Next step**:')).toBe(
      'add the projects that belong in this portfolio.',
    )
  })
})

test('whatever stands in Asana, the update is valid and stays readable on a phone', () => {
  const paused = fc.array(fc.record({ name: fc.string({ unit: 'binary' }), status: fc.constant('dropped' as const) }))
  const projects = fc.array(summary, { maxLength: 12 })
  fc.assert(
    fc.property(
      projects,
      figures,
      paused,
      fc.double({ min: -1, max: 1, noNaN: true }),
      (list, rollup, pauses, change) => {
        const named = list.map((one, i) => ({ ...one, gid: String(i) }))
        const changes = Object.fromEntries(named.map(({ gid }) => [gid, change]))
        const evaluated = { ...rollup, gid: '1', name: 'Marketing', projects: named }
        const portfolio = { ...MARKETING, ...reported('dropped') }
        const { html } = renderPortfolioUpdate({
          week: WEEK,
          summary: evaluated,
          portfolio,
          changes,
          paused: pauses,
          at: MONDAY,
        })
        expectRich(html, 'post')
        expect(countWords(html)).toBeLessThanOrEqual(220)
        expect(html.length).toBeLessThanOrEqual(6000)
        expect(weekOfSignature(html)).toBe(WEEK)
      },
    ),
  )
})

type Wishes = Partial<Parameters<typeof renderPortfolioUpdate>[0]>

function update(projects: ProjectSummary[], wishes: Wishes = {}) {
  const evaluated = rollUpProjects({ portfolio: MARKETING, projects, thresholds: DEFAULT_THRESHOLDS })
  return renderPortfolioUpdate({
    week: WEEK,
    portfolio: MARKETING,
    summary: evaluated,
    changes: {},
    paused: [],
    at: MONDAY,
    ...wishes,
  })
}

/** A project with a single measure; its gid is its name. */
function one(name: string, wishes: Parameters<typeof leads>[0]): ProjectSummary {
  return tell({ project: project({ gid: name.toLowerCase(), name, permalinkUrl: undefined }), tasks: [leads(wishes)] })
    .summary
}
