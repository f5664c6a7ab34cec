import { describe, expect, it, test } from 'vitest'
import { findUnreadComponent, readName } from '../../../../src/domain/v2mom/names/read-name.ts'

/** Names of ordinary work that begin with a component word, by its component. */
const TRAPS = {
  vision: [
    ...['Visionary leaders', 'Vision board', 'Vision workshop', 'Vision video shoot', 'Vision for our customers'],
    ...[
      'Vision 2030 campaign',
      'Vision test',
      'Vision: the movie',
      'Vision Pro launch',
      'Vision and values',
      'Vision?',
    ],
    ...['Vision statement draft', 'Our vision film', 'Visioni del futuro', 'Visión Report'],
  ],
  values: [
    ...['Value proposition', 'Values workshop agenda', 'Value-based pricing', 'Value of a lead', 'Values video'],
    ...['Value chain', 'Principles of design', 'Value & price', 'Wertanalyse', 'Werte-Workshop', 'Valeurs du marché'],
    ...['Core value messaging', 'Value prop test 2', 'Values, mission and people', 'Principle Studio contract'],
  ],
  methods: [
    ...['Action plan for the fair', 'Strategy offsite', 'Action items', 'Strategy deck', 'Strategy 2026 draft'],
    ...[
      'Method acting',
      'Methods section of the paper',
      'Tactical ads',
      'Initiative review',
      'Actions speak louder than words',
    ],
    ...['Strategie-Meeting', 'Action required', 'Marketing strategy deck', 'Strategy call with Ana', 'Actions log'],
    ...['Azione Milano', 'Acción social', 'Methodology'],
  ],
  obstacles: [
    ...[
      'Risk register review meeting',
      'Challenge accepted campaign',
      'Risk register',
      'Risk-averse buyers',
      'Challenger brand',
    ],
    ...[
      'Risks and actions',
      'Risk assessment',
      'Blocker bug triage',
      'Obstacle race',
      'Challenge: sell more',
      'Risk log 2026',
    ],
    ...['Key risk owners', 'Challenges of the year video', 'Risikoanalyse', 'Reto viral', '#IceBucketChallenge'],
  ],
  measures: [
    ...['Metrics dashboard', 'KPI tool selection', 'KPI report', 'Measure twice, cut once', 'Measurement plan'],
    ...[
      'Metrics that matter',
      'KPI dashboard (Looker)',
      'Key results meeting',
      'Success criteria workshop',
      'KPI 1000 club',
    ],
    ...['Measuring success', 'Measures 5 %', 'Metrics for the board', 'Kennzahlen-Dashboard', 'Indicador de la semana'],
    ...['KPIs & dashboards', 'Metric system talk'],
  ],
} as const

/** Names that hold a component word further on, or none. */
const OTHERS = [
  ...[
    'Brand vision',
    'Customer value',
    'Brand values',
    'Content strategy',
    'Social media strategy',
    'Pricing strategy',
  ],
  ...[
    'Call to action',
    'No risk',
    'Write metrics',
    'Supervision',
    'Television',
    'Kickoff: vision',
    'To do',
    'Doing',
    'Done',
  ],
  ...[
    'Backlog',
    'Q4',
    '2026',
    'V2MOM',
    'Key',
    'Success',
    'Results',
    'My tasks',
    'Top 5',
    'A vision',
    '5 KPIs',
    '3 Strategies',
  ],
  ...[
    'Top 5 risks',
    'okr: vision',
    'my v2mom: vision',
    'Our core values',
    '1.',
    '(1)',
    '[]',
    ':',
    '🎯',
    'constructor',
    '__proto__',
  ],
  ...['Mission', 'Goals', 'Priorities', 'Mission control', 'Goal keeper', '評価会議', 'リスク管理', 'ビジョンと戦略'],
]

const ALL = [...Object.values(TRAPS).flat(), ...OTHERS]

describe('ordinary work is no component', () => {
  it('in more than eighty names', () => {
    expect(new Set(ALL).size).toBeGreaterThan(120)
  })

  test.each(ALL)('%j', (name) => {
    expect(readName(name)).toBeUndefined()
    expect(readName(`1. **${name}**`)).toBeUndefined()
  })
})

describe('a name that begins with a component word and was not read tells which', () => {
  test.each([
    ['Value proposition', 'values'],
    ['1. Risk register', 'obstacles'],
    ['📊 KPI tool selection', 'measures'],
    ['V2MOM: Measures we like', 'measures'],
    ['Our vision film', 'vision'],
    ['[Action plan]', 'methods'],
    ['Vision and values', 'vision'],
    ['Measures: 2026 leads', 'measures'],
    ['Kennzahlen-Dashboard', 'measures'],
  ])('%j: %s', (name, component) => {
    expect(findUnreadComponent(name)).toBe(component)
  })

  test.each([
    'Measures',
    '📊 KPIs 2026',
    'Mission control',
    'Goals',
    'Brand vision',
    'Visionary leaders',
    'Risikoanalyse',
    '',
    'To do',
  ])('%j: none', (name) => {
    expect(findUnreadComponent(name)).toBeUndefined()
  })
})
