import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readHeadingName } from '../../../../src/domain/v2mom/names/read-name.ts'
import { readStatements } from '../../../../src/domain/v2mom/text/read-parts.ts'
import { ALL_WORDS } from '../names/words.ts'

describe('a component word on a line of its own is a heading', () => {
  test.each(ALL_WORDS)('$word ($language)', ({ word, component }) => {
    expect(readHeadingName(word)).toEqual({ component, rest: '' })
    expect(read(`${word}\nas text`)).toEqual([`${component}: as text`])
    expect(read(`${word}: as text`)).toEqual([`${component}: as text`])
  })
})

describe('text may follow the heading on its line', () => {
  test.each([
    ...['Vision: be the source', 'Vision:be the source', 'Vision :be the source', 'Vision：be the source'],
    ...['Vision - be the source', 'Vision – be the source', 'Vision — be the source', 'Vision- be the source'],
    ...[
      'Vision statement: be the source',
      '**Vision** be the source',
      '**Vision **be the source',
      '__Vision__ be the source',
    ],
    ...[
      '***Vision*** be the source',
      '**Vision:** be the source',
      '**Vision**: be the source',
      '**Vision** – be the source',
    ],
    ...[
      '**Vision –** be the source',
      '**Vision: be the source**',
      '*Vision:* be the source',
      '__Vision:__ be the source',
    ],
    ...[
      '1. Vision: be the source',
      '1. **Vision** be the source',
      '**1. Vision** be the source',
      '# Vision: be the source',
    ],
    ...[
      '🎯 Vision: be the source',
      'Vision 🎯: be the source',
      '🎯 **Vision** be the source',
      '- Vision: be the source',
    ],
    ...[
      '  * Vision: be the source',
      '• **Vision:** be the source',
      '•Vision: be the source',
      'Vision:\u00a0be\u00a0the source',
    ],
    ...['> vision: be the **source**', '**V**ision: be the source', 'VISION (What do you want?): be the source'],
    ...[
      'Our vision 2026: be the source',
      'Vision & Mission – be the source',
      '(1) Vision: be the source',
      'a) Vision: be the source',
    ],
    ...[
      'V2MOM: Vision: be the source',
      '- [ ] Vision: be the source',
      '| Vision | be the source |',
      '|**Vision:**|be the source|',
    ],
  ])('%j', (line) => {
    expect(read(line)).toEqual(['vision: be the source'])
  })

  it('and keeps a minus sign that belongs to the text', () => {
    expect(read('Measures: -5 % churn')).toEqual(['measures: -5 % churn'])
  })

  it('without a blank, in Japanese', () => {
    expect(read('ビジョン：一番になる\n1. 価値観：誠実\n【指標】\n・リード数\n・商談数')).toEqual([
      ...['vision: 一番になる', 'values: 誠実', 'measures: リード数', 'measures: 商談数'],
    ])
  })
})

describe('a sentence that begins with a component word is no heading', () => {
  test.each([
    ...['Actions speak louder than words', 'Vision be the source', 'Value-based pricing for everyone'],
    ...['Values–and nothing else–count here', 'KPIs are reviewed on Mondays', '*Actions* speak louder than words'],
    ...['Actions speak **louder**', '1. Actions speak louder than words', '- Metrics are in the sheet'],
    ...[
      'Visionary: what a word to begin with',
      '**1.** Actions speak louder than words',
      '# Vision be the source of truth',
    ],
    ...['Vision, be the source', 'Vision (open: be the source', 'Action plan: be the source', '| Vision board | be |'],
  ])('%j', (line) => {
    expect(read(line)).toEqual([])
    expect(read(`Values\n${line}`)).toHaveLength(1)
  })
})

describe('another heading is a short line that ends the part', () => {
  test.each([
    ...[
      'Next steps:',
      'One two three four five:',
      '**Next steps:**',
      '**Next steps**:',
      '**Next steps**',
      '__Next steps__',
    ],
    ...[
      '🚀 **Next steps**',
      '# Next steps',
      '###### Next steps',
      '# **Next steps**',
      'Team & budget – Q4:',
      'Next steps： ',
    ],
    ...[
      '**Vision be the source**',
      'Vision and values:',
      'Vision and values',
      'Mission',
      'Goals',
      'Our priorities',
      'Ziele',
    ],
    ...['Next steps\n=====', 'Goals 2026: three', 'Mission – sell more', '---', '* * *', '____', '———', '****'],
  ])('%j', (line) => {
    const level = line.startsWith('#') ? `${line.split(' ')[0]} ` : ''
    expect(read(`${level}Values\nhonest\n${line}\nsell more`)).toEqual(['values: honest'])
  })

  test.each([
    ...[
      'Next steps',
      'One two three four five six:',
      '**One two three four five six**',
      '# One two three four five six',
    ],
    ...[
      '**Next** and **last**',
      '**Next** steps',
      '*Next steps*',
      '#hashtag',
      'At 10:30 sharp',
      'see https://example.com/a:b',
    ],
    ...[
      'One two three four five six: seven',
      'a ratio of 3:1',
      '- Next steps:',
      '* **Next steps**',
      '3. Next steps:',
      '- Goals',
    ],
    ...['  – Next steps:'],
  ])('%j is text', (line) => {
    expect(read(`Values: honest\n${line}`)[0]).toMatch(/^values: honest/)
    expect(read(`Values: honest\n${line}\nsell more`).join('\n')).toContain('sell more')
  })

  test.each(['', '   ', ':', '**:**', '-', '# ', '🎯', '--'])('%j is nothing', (line) => {
    expect(read(`Values: honest\n${line}\nand quick`).join('\n')).toMatch(/^values: honest[\s\S]*and quick$/)
  })
})

const words = fc.constantFrom(...ALL_WORDS)
const before = fc.constantFrom('', '1. ', '2) ', '# ', '**', '**3. ', '🎯 ', '_', '> ', '\u00a0')
const behind = fc.constantFrom('', ':', ' -', ' –', '**', ':**', '**:', ' 🎯', '_', ' ')

describe('for every component word', () => {
  it('number, marks, emoji and trailing separators leave it a heading', () => {
    fc.assert(
      fc.property(words, before, behind, ({ word, component }, left, right) => {
        expect(read(`${left}${word}${right}\nas text`)).toEqual([`${component}: as text`])
      }),
    )
  })
})

function read(text: string): string[] {
  return readStatements(text).map(({ component, text }) => `${component}: ${text}`)
}
