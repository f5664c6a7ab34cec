import { createHash } from 'node:crypto'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { renderPage } from '../../../src/http/dashboard/page.ts'
import { PAGE_STYLE_HASH } from '../../../src/http/dashboard/style.ts'
import { measureSummary, portfolioSummary, projectSummary } from '../../support/summaries.ts'

const now = '2026-11-21T08:30:00.000Z'
const FAULT = { code: 'no-actual', severity: 'fault', message: 'Actual is empty.', fix: 'Type today’s value.' } as const

function orderOf(page: string, words: readonly string[]): string[] {
  return words.toSorted((a, b) => page.indexOf(a) - page.indexOf(b))
}

describe('renderPage', () => {
  it('shows portfolio and projects with health, reason and figures', () => {
    const page = renderPage({ portfolios: [portfolioSummary()], projects: [projectSummary()], now })
    expect(page).toContain('<a href="https://app.asana.com/0/portfolio/9001" rel="noreferrer">Marketing</a>')
    expect(page).toContain('<span class="health on-track">On track</span>')
    expect(page).toContain('Qualified leads is at risk.')
    expect(page).toContain(
      'KPI 62% of target, 70% expected · Measurability 100% · V2MOM completeness 80% · Coverage 100%',
    )
    expect(page).toContain('As of 2026-11-21 08:30 UTC')
    expect(page.match(/<details>/g)).toHaveLength(1)
  })

  it('shows each measure with its numbers, owner and due date', () => {
    const page = renderPage({ portfolios: [], projects: [projectSummary()], now })
    for (const text of ['>Qualified leads</a>', '62 of 100 leads', '>Ana<', '2026-12-31', 'health at-risk']) {
      expect(page).toContain(text)
    }
  })

  it.each([
    [
      'percentages as people write them',
      { format: 'percentage', actual: 0.425, target: 0.5, unit: '' },
      '42.5% of 50%',
    ],
    ['large numbers with separators', { actual: 1234567.891, target: 2e6 }, '1,234,567.89 of 2,000,000 leads'],
    ['Yes/No as done', { type: 'Yes/No', done: true }, '<td class="number">done</td>'],
    ['Yes/No as open', { type: 'Yes/No', done: false }, '<td class="number">open</td>'],
  ] as const)('writes %s', (_, wishes, text) => {
    const page = renderPage({ portfolios: [], projects: [projectSummary({ measures: [measureSummary(wishes)] })], now })
    expect(page).toContain(text)
  })

  it('draws the bar as long as the attainment, with a tick where it should be', () => {
    const page = renderPage({ portfolios: [], projects: [projectSummary({ measures: [] })], now })
    expect(page).toContain('aria-label="62% of target, 70% expected"')
    expect(page).toContain('<rect class="at-risk" width="62" height="8"/><path class="tick" d="M70 0V8"')
  })

  it('keeps the bar within its rail', () => {
    const over = renderPage({
      portfolios: [],
      projects: [projectSummary({ measures: [], attainment: 3, expected: -1 })],
      now,
    })
    expect(over).toContain('<rect class="at-risk" width="100" height="8"/><path class="tick" d="M0 0V8"')
  })

  it('says so when nothing is measurable', () => {
    const { attainment: _a, expected: _e, ...project } = projectSummary({ measures: [] })
    expect(renderPage({ portfolios: [], projects: [project], now })).toContain('KPI not measurable yet · Measurability')
  })

  it('says what to fix, how, and where', () => {
    const findings = [
      { code: 'no-vision', severity: 'hint', message: 'There is no vision.', fix: 'Write one.' },
    ] as const
    const project = projectSummary({ findings, measures: [measureSummary({ findings: [FAULT] })] })
    const page = renderPage({ portfolios: [], projects: [project], now })
    expect(page).toContain('<li>There is no vision. <span class="soft">Write one.</span></li>')
    expect(page).toMatch(
      /<li><a href="https:\/\/app\.asana\.com\/0\/1001\/2001"[^>]*>Qualified leads<\/a>: Actual is empty\. <span class="soft">Type today’s value\.<\/span><\/li>/,
    )
  })

  it('puts what needs attention first', () => {
    const names = ['Off track', 'At risk', 'Needs data', 'On track', 'Achieved'] as const
    const projects = [...names]
      .reverse()
      .map((health) => projectSummary({ gid: health, name: `Project ${health}`, health }))
    const page = renderPage({ portfolios: [], projects, now })
    expect(
      orderOf(
        page,
        projects.map(({ name }) => `<b>${name}</b>`),
      ),
    ).toEqual(names.map((name) => `<b>Project ${name}</b>`))
  })

  it('lists projects outside the portfolios apart, and none twice', () => {
    const other = projectSummary({ gid: '1002', name: 'Autumn fair' })
    const page = renderPage({ portfolios: [portfolioSummary()], projects: [projectSummary(), other], now })
    expect(page.split('<h2>Other projects</h2>')[1]).toContain('Autumn fair')
    expect(page.match(/<b>Spring launch<\/b>/g)).toHaveLength(1)
  })

  it('tells an operator what to expect while nothing was read', () => {
    expect(renderPage({ portfolios: [], projects: [], now })).toContain('No project was read yet.')
  })

  it('escapes whatever people wrote', () => {
    const evil = `<script>alert("x")</script>'&`
    const measure = measureSummary({ name: evil, unit: evil, owner: { gid: '1', name: evil } })
    const findings = [{ ...FAULT, message: evil, fix: evil }]
    const project = projectSummary({ name: evil, reason: evil, findings, measures: [measure] })
    const page = renderPage({
      portfolios: [portfolioSummary({ name: evil, reason: evil, projects: [project] })],
      projects: [],
      now,
    })
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;')
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'not a url', '//example.com'])(
    'makes no link of %s',
    (permalinkUrl) => {
      const page = renderPage({ portfolios: [], projects: [projectSummary({ permalinkUrl, measures: [] })], now })
      expect(page).not.toContain('<a ')
    },
  )

  it('has one style sheet, the allowed one, and neither scripts nor styled elements', () => {
    const page = renderPage({ portfolios: [portfolioSummary()], projects: [], now })
    const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(page) ?? []
    expect(`'sha256-${createHash('sha256').update(style).digest('base64')}'`).toBe(PAGE_STYLE_HASH)
    expect(page).not.toMatch(/<script|<link|<img|\sstyle=|\son\w+=/)
    expect(parseDocument(page).children.length).toBeGreaterThan(0)
  })
})
