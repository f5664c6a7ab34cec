import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { COMPONENTS, type Component } from '../../../../src/domain/model.ts'
import { readName } from '../../../../src/domain/v2mom/names/read-name.ts'
import { ALL_WORDS } from './words.ts'

describe('a component word names its component', () => {
  test.each(ALL_WORDS)('$word ($language) is $component', ({ word, component }) => {
    expect(readName(word)).toBe(component)
    expect(readName(word.toUpperCase())).toBe(component)
    expect(readName(word.toLowerCase())).toBe(component)
  })

  test.each(ALL_WORDS.filter(({ word }) => word !== withoutAccents(word)))(
    '$word may be typed without accents',
    ({ word, component }) => {
      expect(readName(withoutAccents(word))).toBe(component)
    },
  )

  test.each([
    ['Massnahmen', 'methods'],
    ['MAẞNAHMEN', 'methods'],
    ['Grundsaetze', 'values'],
    ['Huerden', 'obstacles'],
    ['Messgroesse', 'measures'],
    ['KPI’s', 'measures'],
    ['risico’s', 'obstacles'],
    ['𝗩𝗶𝘀𝗶𝗼𝗻', 'vision'],
    ['ﾋﾞｼﾞｮﾝ', 'vision'],
    ['VISIO\u0301N', 'vision'],
  ])('%s is %s', (word, component) => {
    expect(readName(word)).toBe(component)
  })

  test.each([
    ...['Mission', 'Mission statement', 'Objectives', 'Goals', 'Priorities', 'Ziele', 'Priorités', 'Objetivos', '目標'],
    ...['Mission & Goals', 'Our goals 2026', ''],
  ])('%j names none', (name) => {
    expect(readName(name)).toBeUndefined()
  })
})

describe('around a name', () => {
  test.each([
    ...[
      'VISION',
      'viSIOn',
      '  Vision  ',
      'Vision:',
      'Vision：',
      'Vision -',
      'Vision –',
      'Vision —',
      'Vision.',
      'Vision!',
    ],
    ...[
      'Vision...',
      '# Vision',
      '### Vision ###',
      '**Vision**',
      '**Vision:**',
      '**Vision**:',
      '__Vision__',
      '_Vision_',
    ],
    ...['`Vision`', '> Vision', '**1. Vision**', '1. **Vision**', '**1.** Vision', '# **Vision**', '~~Vision~~'],
    ...[
      '🎯 Vision',
      'Vision 🎯',
      '🎯 VISION –',
      '👩🏽‍💻 Vision',
      '🇩🇪 Vision',
      '■ Vision',
      '--- Vision ---',
      '=== Vision ===',
    ],
    ...[
      '\u00a0Vision\u00a0',
      '\ufeffVision',
      '- Vision',
      '- [ ] Vision',
      '- [x] Vision',
      '→ Vision',
      '▶ Vision ◀',
      '=> Vision',
    ],
    ...['**V**ision', '***V***ision', '**V**is**i**on'],
    ...[
      '[Vision]',
      '【Vision】',
      '（Vision）',
      '「Vision」',
      '<Vision>',
      '{ Vision }',
      '[[Vision]]',
      '[Vision:]',
      '【🎯 Vision】',
    ],
    ...['[1. Vision]', '[Vision] 2026', '[Vision](https://example.com/v)', '［Ｖｉｓｉｏｎ］'],
  ])('%j is vision', (name) => {
    expect(readName(name)).toBe('vision')
  })
})

describe('before a name', () => {
  test.each([
    ...['1. Vision', '1) Vision', '(1) Vision', '12. Vision', '1.Vision', '1.1 Vision', '1.1. Vision', '1.2.3 Vision'],
    ...[
      '1 - Vision',
      '1 – Vision',
      '1- Vision',
      'A) Vision',
      'a. Vision',
      '(a) Vision',
      'A - Vision',
      'II. Vision',
      'iv) Vision',
    ],
    ...['(ii) Vision', '1️⃣ Vision', '① Vision', '１．Vision', '（１）Vision', '[1] Vision'],
    ...[
      'V2MOM: Vision',
      'V2MOM/Vision',
      'V2MOM - Vision',
      'V2MOM – Vision',
      'v2mom_vision',
      'v2mom-vision',
      'v2mom vision',
    ],
    ...[
      'V2M0M: Vision',
      'V2 MOM: Vision',
      'V2MOM 2026: Vision',
      'V2MOM FY26 – Vision',
      '[V2MOM] Vision',
      '2. V2MOM: Vision',
    ],
    ...[
      'v2mom:**Vision**',
      ' v2mom / Vision',
      'V2MOM: 1. Vision',
      'V - Vision',
      'V: Vision',
      'V = Vision',
      '1. V - Vision',
    ],
    ...[
      'Our vision',
      'MY VISION',
      'Core vision',
      'Marketing Vision',
      'core-vision',
      'team_vision',
      'Unsere Vision',
      'Notre vision',
    ],
    ...['Nuestra visión', 'Nossa visão', 'La nostra visione', 'Onze visie'],
    ...[
      '2026 Vision',
      'FY26 vision',
      'Q4 vision',
      'Q4 2026 Vision',
      'H1 Vision',
      '2026: Vision',
      '2026 - Vision',
      'Our 2026 vision',
    ],
    ...['2026 team vision', '[2026] Vision', '2026年度ビジョン'],
  ])('%j is vision', (name) => {
    expect(readName(name)).toBe('vision')
  })

  test.each([
    ...['our', 'my', 'core', 'key', 'main', 'top', 'guiding', 'strategic', 'success', 'potential', 'possible', 'known'],
    ...['team', 'department', 'company', 'business', 'marketing', 'sales', 'project', 'annual'],
  ])('%s is a qualifier', (qualifier) => {
    expect(readName(`${qualifier} principles`)).toBe('values')
    expect(readName(`${qualifier} ${qualifier} principles`)).toBeUndefined()
    expect(readName(qualifier)).toBeUndefined()
  })
})

describe('behind a name', () => {
  test.each([
    ...['Measures (KPIs)', 'MEASURES (How will you know when you have it?)', 'Measures（指標）', 'Measures [draft]'],
    ...['Measures (a (b) c)', 'Measures 【KPI】', 'Measures (2026) (draft)', 'Measures (KPIs):', 'Measures (KPIs) –'],
    ...['Measures 2026', 'Measures FY26', 'Measures FY2026', 'Measures FY 26', 'Measures FY26/27', 'Measures 2026/27'],
    ...[
      'Measures 2026-2027',
      'Measures Q4',
      'Measures Q4 2026',
      'Measures Q4/2026',
      'Measures 2026 Q4',
      'Measures Q4 FY26',
    ],
    ...['Measures H1', 'Measures H1 2026', 'Measures - 2026', 'Measures – Q4', 'Measures—FY26', 'Measures 2026 (KPIs)'],
    ...['Measures Q4’26', 'Measures (KPIs) 2026', 'Measures for 2026', 'Measures for Q4 2026', 'Mesures pour 2026'],
    ...[
      'Measure 1',
      'Measure 12',
      'KPI #3',
      'KPI # 3',
      'KPI no. 3',
      'Measure 1.2',
      'Measure 1:',
      'Measure 1.',
      'KPI 3 (leads)',
    ],
    ...[
      'Measures of success',
      'MEASURES OF SUCCESS',
      'Measures of success 2026',
      'Mesures de succès',
      'Indicadores de exito',
    ],
    ...['指標2026', '指標 2026年', '指標１', '指標（KPI）'],
  ])('%j is measures', (name) => {
    expect(readName(name)).toBe('measures')
  })

  test.each([
    ...[
      'Measures (open',
      'Measures)',
      'Measures 1000',
      'Measures 2026 leads',
      'Measures 5 %',
      'Measures 1.2.3.4',
      'Measures?',
    ],
    ...['Measures for leads', 'Measures of leads', 'Measures Q5', 'Measures: 2026 leads', 'Measures (KPIs) and more'],
  ])('%j is none', (name) => {
    expect(readName(name)).toBeUndefined()
  })
})

describe('joined names', () => {
  test.each<[string, Component]>([
    ['Obstacles & Risks', 'obstacles'],
    ['Obstacles＆Risks', 'obstacles'],
    ['Obstacles/Risks', 'obstacles'],
    ['Risks + blockers', 'obstacles'],
    ['Risks, blockers and challenges', 'obstacles'],
    ['Risks, blockers, and challenges', 'obstacles'],
    ['障害・リスク', 'obstacles'],
    ['障害、リスク', 'obstacles'],
    ['Hindernisse und Risiken', 'obstacles'],
    ['Obstacles et risques', 'obstacles'],
    ['Riesgos y retos', 'obstacles'],
    ['KPIs and metrics', 'measures'],
    ['Measures & KPIs', 'measures'],
    ['KPIs & success metrics', 'measures'],
    ['Measures (KPIs) & metrics (all) 2026', 'measures'],
    ['Mission & Vision', 'vision'],
    ['Vision/Mission', 'vision'],
    ['Our Mission, our Vision', 'vision'],
    ['Objectives and Key Results', 'measures'],
    ['Values & Priorities', 'values'],
    ['Goals + strategies', 'methods'],
  ])('%j is %s', (name, component) => {
    expect(readName(name)).toBe(component)
  })

  test.each([
    ...['Vision and values', 'Vision & Values', 'Risks/Actions', 'Methods + measures', 'Mission, Vision & Values'],
    ...['Vision &', '& Vision & Risks', 'Vision or vision', 'Vision Risks', 'Vision and', 'Goals & mission'],
  ])('%j decides nothing', (name) => {
    expect(readName(name)).toBeUndefined()
  })
})

const word = fc.constantFrom(...ALL_WORDS)
const isJapanese = ({ language }: { language: string }) => language === 'Japanese'
const prefix = fc.constantFrom(
  ...[
    '',
    '1. ',
    '2) ',
    '(3) ',
    '1.1 ',
    '4 - ',
    'A) ',
    'II. ',
    '# ',
    '**',
    '🎯 ',
    '→ ',
    '> ',
    '- ',
    '\u00a0',
    'V2MOM: ',
    'v2mom-',
  ],
  ...['V2MOM_', '[V2MOM] ', 'M - ', '2026 ', 'Q4 2026 ', 'FY26: '],
)
const qualifier = fc.constantFrom('', '', 'our ', 'Core ', 'KEY ', 'marketing ', 'annual ')
const tail = fc.constantFrom(
  ...[
    '',
    ' (KPIs)',
    ' (What do you want?)',
    '（価値観）',
    ' 2026',
    ' FY26',
    ' – Q4',
    ' Q4 2026',
    ' 1',
    ' #3',
    ' of success',
    ' for 2026',
  ],
)
const mark = fc.constantFrom('', ':', ' -', ' –', '.', '!', '**', ':**', '**:', ' 🎯', '_', ' ')

describe('for every component word', () => {
  it('what people put around, before and behind it keeps its component', () => {
    fc.assert(
      fc.property(word, prefix, qualifier, tail, mark, fc.nat(), (named, before, qualified, behind, end, bits) => {
        const own = isJapanese(named) ? '' : qualified
        expect(readName(`${before}${own}${withCase(named.word, bits)}${behind}${end}`)).toBe(named.component)
      }),
      { numRuns: 500 },
    )
  })

  it('brackets around the whole and words of the same component keep its component', () => {
    fc.assert(
      fc.property(word, word, joint, brackets, tail, (named, other, between, [open, close], behind) => {
        const name = `${open}${named.word}${between}${other.word}${behind}${close}`
        expect(readName(name)).toBe(named.component === other.component ? named.component : undefined)
      }),
    )
  })

  it('one foreign word takes its component away, wherever it is added', () => {
    fc.assert(
      fc.property(word, foreign, prefix, tail, fc.boolean(), (named, added, before, behind, isFirst) => {
        const words = isFirst ? `${added} ${named.word}` : `${named.word} ${added}`
        expect(readName(`${before}${words}${behind}`)).toBeUndefined()
        expect(readName(`${before}${named.word}${behind} ${added}`)).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('whatever text a person types is read without a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const component = readName(name)
        expect(component === undefined || COMPONENTS.includes(component)).toBe(true)
      }),
    )
  })
})

const joint = fc.constantFrom(' & ', ' and ', '/', ' + ', ', ', ' und ', '＆', ', and ')
const brackets = fc.constantFrom<readonly [string, string]>(
  ['', ''],
  ['[', ']'],
  ['【', '】'],
  ['(', ')'],
  ['「', '」'],
)
/** Words that stand beside component words in the names of ordinary work. */
const foreign = fc.constantFrom(
  ...[
    'proposition',
    'workshop',
    'register',
    'review',
    'dashboard',
    'plan',
    'leaders',
    'campaign',
    'offsite',
    'tool',
    'board',
  ],
  ...['brand', 'content', 'pricing', 'customer', 'new', 'with', 'about', 'von', 'x', '12 %', '日本'],
)

describe('hostile names', () => {
  const UNITS = [
    ...[
      '*',
      ' ',
      ':',
      '-',
      '#',
      '_',
      '(',
      '[',
      '<',
      '>',
      '&',
      '& ',
      '/',
      '1',
      '1.',
      '1. ',
      'a',
      'a ',
      'key ',
      'our ',
      'Vision ',
    ],
    ...[
      'Vision & ',
      'Vision (',
      'v2mom ',
      '2026 ',
      'Q4 ',
      '🎯',
      '\u200d',
      '\u0301',
      'ビ',
      '：',
      "'a",
      'Vision (1) ',
      '= ',
      '\u00a0',
      '+,',
    ],
  ]

  // Half a megabyte each: reading one of these in quadratic time would run into the time limit of the test.
  test.each(UNITS)('of many %j are read in one go', (unit) => {
    const many = unit.repeat(500_000 / unit.length)
    for (const name of [
      many,
      `Vision${many}x`,
      `Vision ${many}x`,
      `(${many})x`,
      `V2MOM ${many}x`,
      `Vision 2026${many}x`,
    ]) {
      expect(readName(name)).toBeUndefined()
    }
  })

  it('keep a bracket of a megabyte', () => {
    expect(readName(`Vision (${'a('.repeat(300_000)}${')'.repeat(300_000)})`)).toBe('vision')
  })
})

function withoutAccents(text: string): string {
  return text
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
}

/** Capital letters where the bits of a number say so. */
function withCase(name: string, bits: number): string {
  return Array.from(name, (letter, index) =>
    (bits >> (index % 31)) & 1 ? letter.toUpperCase() : letter.toLowerCase(),
  ).join('')
}
