import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { COMPONENTS } from '../../../src/domain/model.ts'
import { parseHeading, tagToComponent, toComponent } from '../../../src/domain/v2mom/heading.ts'

const WORDS = [
  ['vision', ['Vision', 'Vision statement']],
  ['values', ['Value', 'Values', 'Principles']],
  ['methods', ['Method', 'Methods', 'Strategies', 'Tactics', 'Initiatives', 'Actions']],
  ['obstacles', ['Obstacle', 'Obstacles', 'Risks', 'Blockers', 'Challenges']],
  [
    'measures',
    [
      ...['Measure', 'Measures', 'Measurement', 'Measurements', 'Metric', 'Metrics'],
      ...['KPI', 'KPIs', 'Key results', 'Success criteria'],
    ],
  ],
] as const

describe('a heading word names its component', () => {
  test.each(WORDS.flatMap(([component, words]) => words.map((word) => [word, component] as const)))(
    '%s is %s',
    (word, component) => {
      expect(toComponent(word)).toBe(component)
      expect(parseHeading(word)).toEqual({ component, rest: '' })
      expect(parseHeading(`${word}: as text`)).toEqual({ component, rest: 'as text' })
    },
  )

  test.each(['Mission', 'Objectives', 'Goals', 'Mission statement'])('%s decides nothing, but is a heading', (word) => {
    expect(toComponent(word)).toBeUndefined()
    expect(parseHeading(word)).toEqual({ rest: '' })
    expect(parseHeading(`${word}: sell more`)).toEqual({ rest: 'sell more' })
  })
})

describe('decorations around a name change nothing', () => {
  test.each([
    'VISION',
    'viSIOn',
    '  Vision  ',
    'Vision:',
    'Vision：',
    'Vision -',
    'Vision –',
    'Vision —',
    '1. Vision',
    '1) Vision',
    '1.Vision',
    '12. Vision',
    '1️⃣ Vision',
    '# Vision',
    '### Vision ###',
    '**Vision**',
    '**Vision:**',
    '**Vision**:',
    '__Vision__',
    '_Vision_',
    '`Vision`',
    '> Vision',
    '**1. Vision**',
    '1. **Vision**',
    '**1.** Vision',
    '# **Vision**',
    '🎯 Vision',
    'Vision 🎯',
    '🎯 VISION –',
    '👩🏽‍💻 Vision',
    '🇩🇪 Vision',
    '■ Vision',
    '--- Vision ---',
    '\u00a0Vision\u00a0',
    '- Vision',
  ])('%j is vision', (name) => {
    expect(toComponent(name)).toBe('vision')
    expect(parseHeading(name)).toMatchObject({ component: 'vision', rest: '' })
  })

  test.each(['Key\u00a0results', 'KEY  RESULTS', '**Key results**', '2. Success criteria:'])(
    '%j is measures',
    (name) => {
      expect(toComponent(name)).toBe('measures')
    },
  )
})

describe('a name that says more than a heading word has no component', () => {
  test.each([
    '',
    '   ',
    '1.',
    ':',
    '🎯',
    'Visions',
    'Visionary',
    'Supervision',
    'Vision 2026',
    'Vision: be the source',
    'Our vision',
    'Vision and values',
    'Methods/Tactics',
    'Risk',
    'Key',
    'Results',
    'To do',
    'constructor',
    '__proto__',
  ])('%j', (name) => {
    expect(toComponent(name)).toBeUndefined()
  })
})

describe('a tag may stand behind v2mom', () => {
  test.each([
    ['vision', 'vision'],
    ['v2mom:vision', 'vision'],
    ['v2mom/values', 'values'],
    ['V2MOM: Key results', 'measures'],
    [' v2mom / Blockers', 'obstacles'],
    ['v2mom:**Actions**', 'methods'],
    ['v2mom', undefined],
    ['v2mom:', undefined],
    ['v2mom:goals', undefined],
    ['v2mom vision', undefined],
    ['my v2mom:vision', undefined],
    ['v2mom:vision 2026', undefined],
    ['okr:vision', undefined],
  ])('%j is %s', (tag, component) => {
    expect(tagToComponent(tag)).toBe(component)
  })
})

describe('text may follow the heading on its line', () => {
  test.each([
    'Vision: be the source',
    'Vision:be the source',
    'Vision :be the source',
    'Vision：be the source',
    'Vision - be the source',
    'Vision – be the source',
    'Vision — be the source',
    'Vision- be the source',
    'Vision statement: be the source',
    '**Vision** be the source',
    '**Vision **be the source',
    '__Vision__ be the source',
    '***Vision*** be the source',
    '**Vision:** be the source',
    '**Vision**: be the source',
    '**Vision** – be the source',
    '**Vision –** be the source',
    '**Vision: be the source**',
    '*Vision:* be the source',
    '__Vision:__ be the source',
    '1. Vision: be the source',
    '1. **Vision** be the source',
    '**1. Vision** be the source',
    '# Vision: be the source',
    '🎯 Vision: be the source',
    'Vision 🎯: be the source',
    '🎯 **Vision** be the source',
    '- Vision: be the source',
    '  * Vision: be the source',
    '• **Vision:** be the source',
    'Vision:\u00a0be\u00a0the source',
    '> vision: be the **source**',
  ])('%j', (line) => {
    expect(parseHeading(line)).toEqual({ component: 'vision', rest: 'be the source' })
  })

  it('and keeps a minus sign that belongs to the text', () => {
    expect(parseHeading('Measures: -5 % churn')).toEqual({ component: 'measures', rest: '-5 % churn' })
  })
})

describe('a sentence that begins with a heading word is no heading', () => {
  test.each([
    'Actions speak louder than words',
    'Vision be the source',
    'Value-based pricing for everyone',
    'Values–and nothing else–count here',
    'KPIs are reviewed on Mondays',
    '*Actions* speak louder than words',
    'Actions speak **louder**',
    '1. Actions speak louder than words',
    '- Metrics are in the sheet',
    'Visionary: what a word to begin with',
    'Methods (in this order): one, two',
    '**1.** Actions speak louder than words',
    '# Vision be the source of truth',
  ])('%j', (line) => {
    expect(parseHeading(line)).toBeUndefined()
  })
})

describe('another heading is a short line', () => {
  test.each([
    'Next steps:',
    'One two three four five:',
    '**Next steps:**',
    '**Next steps**:',
    '**Next steps**',
    '__Next steps__',
    '🚀 **Next steps**',
    '# Next steps',
    '###### Next steps',
    '# **Next steps**',
    'Team & budget – Q4:',
    'Next steps： ',
    '**Vision be the source**',
    'Vision and values:',
  ])('%j', (line) => {
    expect(parseHeading(line)).toEqual({ rest: '' })
  })

  test.each([
    '- Next steps:',
    '* **Next steps**',
    '3. Next steps:',
    '  – Next steps:',
    '- Vision',
    '- **Values** count',
  ])('%j may as well be an item', (line) => {
    expect(parseHeading(line)).toMatchObject({ list: true })
  })

  test.each([
    '',
    '   ',
    ':',
    '****',
    '**:**',
    '---',
    '# ',
    'Next steps',
    'One two three four five six:',
    '**One two three four five six**',
    '# One two three four five six',
    '**Next** and **last**',
    '**Next** steps',
    '*Next steps*',
    '#hashtag',
    'At 10:30 sharp',
    'see https://example.com/a:b',
  ])('%j is ordinary text', (line) => {
    expect(parseHeading(line)).toBeUndefined()
  })
})

const words = fc.constantFrom(...WORDS.flatMap(([component, names]) => names.map((name) => ({ name, component }))))
const before = fc.constantFrom('', '1. ', '2) ', '# ', '**', '**3. ', '🎯 ', '_', '> ', '\u00a0')
const behind = fc.constantFrom('', ':', ' -', ' –', '**', ':**', '**:', ' 🎯', '_', ' ')

describe('for every heading word', () => {
  it('case, number, marks, emoji and trailing separators change nothing', () => {
    fc.assert(
      fc.property(words, before, behind, fc.nat(), (word, left, right, seed) => {
        const name = withCase(word.name, seed)
        expect(toComponent(`${left}${name}${right}`)).toBe(word.component)
        expect(parseHeading(`${left}${name}${right}`)).toEqual({ component: word.component, rest: '' })
        expect(tagToComponent(`v2mom:${left}${name}${right}`)).toBe(word.component)
      }),
    )
  })

  it('whatever text a person types is read without a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        const component = parseHeading(line)?.component
        expect(component === undefined || COMPONENTS.includes(component)).toBe(true)
      }),
    )
  })
})

/** Capital letters where the bits of a number say so. */
function withCase(name: string, bits: number): string {
  return Array.from(name, (letter, index) =>
    (bits >> (index % 31)) & 1 ? letter.toUpperCase() : letter.toLowerCase(),
  ).join('')
}
