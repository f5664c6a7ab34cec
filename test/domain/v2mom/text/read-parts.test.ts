import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Component } from '../../../../src/domain/model.ts'
import { readStatements } from '../../../../src/domain/v2mom/text/read-parts.ts'

describe('a statement is the text under a heading', () => {
  test.each([
    ['on the heading’s line', ['Vision: be the source']],
    ['on the next line', ['Vision', 'be the source']],
    ['on the next line, heading with a colon', ['Vision:', 'be the source']],
    ['after a bold word', ['**Vision** be the source']],
    ['after a bold word with a colon', ['**Vision:** be the source']],
    ['under a markdown heading', ['# Vision', 'be the source']],
    ['under a numbered heading', ['1. Vision', 'be the source']],
    ['under a heading with emoji and dash', ['🎯 VISION –', 'be the source']],
    ['behind a bulleted heading', ['- Vision: be the source']],
    ['behind a bulleted bold heading', ['- **Vision** be the source']],
    ['under a bulleted heading', ['- Vision', 'be the source']],
    ['behind a dash', ['Vision - be the source']],
    ['in bold as a whole', ['**Vision: be the source**']],
    ['after blank lines', ['Vision', '', '   ', 'be the source', '', '']],
    ['under a drawn line', ['Vision', '======', 'be the source', '---']],
    ['with non-breaking spaces', ['Vision:\u00a0be\u00a0the\u202fsource']],
    ['with bold words', ['Vision', 'be **the** source']],
    ['after other text', ['Spring launch, see the brief.', '', 'Vision: be the source']],
  ])('%s', (_, lines) => {
    expect(readStatements(lines.join('\n'))).toEqual([{ component: 'vision', text: 'be the source' }])
  })
})

describe('a statement runs to the next heading', () => {
  test.each([
    ['of a component', ['Vision: be the source', 'Values: honest'], ['vision: be the source', 'values: honest']],
    ['of the same component', ['Value: honest', 'Value: quick'], ['values: honest', 'values: quick']],
    ['not to a blank line', ['Vision', 'be the source', '', '', '', 'of truth'], ['vision: be the source\n\nof truth']],
    ['over several lines', ['Vision: be', ' the source ', 'of truth'], ['vision: be\nthe source\nof truth']],
    ['Mission', ['Vision: be the source', 'Mission: sell more'], ['vision: be the source']],
    ['Goals', ['Vision: be the source', 'Goals:', 'sell more'], ['vision: be the source']],
    ['Objectives', ['Vision: be the source', 'Objectives', 'sell more'], ['vision: be the source']],
    ['in five words with a colon', ['Vision: be the source', 'What we do not do:', 'sell'], ['vision: be the source']],
    ['in bold', ['Vision: be the source', '**Next steps**', 'sell'], ['vision: be the source']],
    ['marked as heading', ['Vision: be the source', '## Next steps', 'sell'], ['vision: be the source']],
    [
      'not to six words with a colon',
      ['Vision: be the source', 'and what we do not do:', 'sell'],
      ['vision: be the source\nand what we do not do:\nsell'],
    ],
    [
      'not to a long line marked as heading',
      ['Vision', '# be the source of all numbers'],
      ['vision: be the source of all numbers'],
    ],
    [
      'not to a sentence with a heading word',
      ['Vision', 'Actions speak louder than words'],
      ['vision: Actions speak louder than words'],
    ],
  ])('%s', (_, lines, statements) => {
    expect(read(lines)).toEqual(statements)
  })
})

describe('nothing becomes a statement', () => {
  test.each([
    ['without text', ['']],
    ['before the first heading', ['Spring launch', '- talk', '1. webinar']],
    ['under another heading', ['Next steps:', '- talk', 'sell more']],
    ['when the heading has no text', ['Vision', '', 'Values:', '# Methods', '---', '- ', '**Obstacles**', '🎯']],
    ['when only emoji follow', ['Vision: 🎯', '**Values** …']],
  ])('%s', (_, lines) => {
    expect(read(lines)).toEqual([])
  })
})

describe('a list under a heading makes one statement per item', () => {
  test.each([
    ['bullets', ['Methods', '- talk', '* webinar', '• mail', '– fair', '+ ads']],
    ['numbers', ['Methods:', '1. talk', '2) webinar', '3. mail', '10. fair', '11. ads']],
    ['indented', ['# Methods', '', '  - talk', '   - webinar', '', '- mail', ' - fair', '- ads']],
    ['in an outline', ['- Methods', '  - talk', '  - webinar', '  - mail', '  - fair', '  - ads']],
    ['flat behind a bulleted heading', ['- Methods:', '- talk', '- webinar', '- mail', '- fair', '- ads']],
    ['with bold items', ['Methods', '- **talk**', '- **webinar**', '- mail', '- fair', '- **ads**']],
  ])('%s', (_, lines) => {
    expect(read(lines)).toEqual(['talk', 'webinar', 'mail', 'fair', 'ads'].map((item) => `methods: ${item}`))
  })

  test.each([
    [
      'text before the list is its own statement',
      ['Methods: in this order', '- talk', '- webinar'],
      ['methods: in this order', 'methods: talk', 'methods: webinar'],
    ],
    [
      'lines that continue an item belong to it',
      ['Methods', '- talk', '  to all', 'stakeholders', '', '  in person', '- webinar'],
      ['methods: talk\nto all\nstakeholders\n\nin person', 'methods: webinar'],
    ],
    [
      'an item that ends in a colon or is bold is no heading',
      ['Methods', '- talk:', '- **webinar**', '- **mail:** monthly', '1. fair:'],
      ['methods: talk:', 'methods: webinar', 'methods: mail: monthly', 'methods: fair:'],
    ],
    [
      'an item that is a bare heading word is no heading',
      ['Values', '- Honesty', '- Actions', '- **Metrics** we trust', '- Principles – also on Mondays'],
      ['values: Honesty', 'values: Actions', 'values: Metrics we trust', 'values: Principles – also on Mondays'],
    ],
    [
      'an item that is a heading word with a colon is no heading',
      ['Values', '- honest', '- Methods: talk', '- Metrics:'],
      ['values: honest', 'values: Methods: talk', 'values: Metrics:'],
    ],
    [
      'nested items belong to the item above them',
      ['# Methods', '- talk', '    - in spring', '\t- in autumn', '      - in Rome', '- ads'],
      ['methods: talk\n- in spring\n- in autumn\n- in Rome', 'methods: ads'],
    ],
    [
      'another heading in an outline ends the statement before it',
      ['- Vision: be the source', '- Mission: sell more', '- Next steps:', '  - mail', '- Values', '  - honest:'],
      ['vision: be the source', 'values: honest:'],
    ],
    [
      'numbered headings stand in an outline too',
      ['1. Vision', 'be the source', '2. Next steps:', 'sell', '3. Values', '- honest', '- Goals:'],
      ['vision: be the source', 'values: honest', 'values: Goals:'],
    ],
    [
      'a number without a blank behind it makes no item',
      ['Measures', '3.5 % churn', '-5 points', '2026. A good year'],
      ['measures: 3.5 % churn\n-5 points\n2026. A good year'],
    ],
  ])('%s', (_, lines, statements) => {
    expect(read(lines)).toEqual(statements)
  })
})

const WHOLE = [
  ...['**V2MOM 2026**', '', '**Vision** be the source', '', '**Values**', '1. selective', '2. measured', ''],
  ...[
    'Mission: none',
    '',
    '# Methods',
    'in this order',
    '- webinar series',
    '- partner campaign',
    '  with two partners',
  ],
  ...['', 'Obstacles – one designer', 'Key results:', '• 180 leads', '• 35 % come again', '', 'Links:', 'the brief'],
]
const WHOLE_STATEMENTS = [
  ...['vision: be the source', 'values: selective', 'values: measured', 'methods: in this order'],
  ...['methods: webinar series', 'methods: partner campaign\nwith two partners', 'obstacles: one designer'],
  ...['measures: 180 leads', 'measures: 35 % come again'],
]

describe('a whole description', () => {
  test.each(['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f'])(
    'is read with the line ending %j',
    (end) => {
      expect(read(WHOLE, end)).toEqual(WHOLE_STATEMENTS)
    },
  )

  it('is read the same however its lines end and its headings are dressed', () => {
    fc.assert(
      fc.property(fc.infiniteStream(ending), fc.infiniteStream(dress), (ends, dresses) => {
        const text = BARE.map(([heading, body]) => `${next(dresses)(heading)}${next(ends)}${body}${next(ends)}`).join(
          '',
        )
        expect(readStatements(text)).toEqual(BARE.map(([, body, component]) => ({ component, text: body })))
      }),
    )
  })
})

describe('hostile text', () => {
  const long = 200_000

  // Reading these in quadratic time would take minutes and run into the time limit of the test.
  test.each([
    ...['*', ' ', ':', '-', '#', '_', '* ', '- ', '*_: -', '🎯', '\u200d', '1.', '1. ', 'a ', '**a', '=', '\n', '*\n'],
    ...['- \n', '# \n', ': \n', 'Vision ', 'key ', '__ ', '\u00a0'],
  ])('of many %j is read in one go, wherever it stands', (unit) => {
    const hostile = unit.repeat(long / unit.length)
    for (const text of [hostile, `${hostile}x`, `${hostile}Vision: x`, `- ${hostile}x`, `**${hostile}**`]) {
      expect(readStatements(text).length).toBeLessThanOrEqual(1)
    }
    for (const text of [
      `Vision${hostile}x`,
      `**Vision**${hostile}x`,
      `key${hostile}results x`,
      `Vision: a${hostile}x`,
    ]) {
      const [first] = readStatements(`Vision: a\n${text}`)
      expect(first).toMatchObject({ component: 'vision', text: expect.stringMatching(/^a/) })
    }
  })

  it('of a very long list keeps every item', () => {
    expect(readStatements(`Methods\n${'- a\n'.repeat(50_000)}`)).toHaveLength(50_000)
  })

  it('of any kind gives statements with text and without line endings around it', () => {
    const pieces = fc.constantFrom('Vision', '**', ':', ' ', '\n', '- ', '1. ', '#', 'be', '\u2028', '🎯', 'Goals', '—')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        for (const { text } of readStatements(parts.join(''))) expect(text).toBe(text.trim())
      }),
    )
  })
})

const BARE: readonly (readonly [heading: string, body: string, component: Component])[] = [
  ['Vision', 'be the source', 'vision'],
  ['Principles', 'honest and quick', 'values'],
  ['Tactics', 'talk to people', 'methods'],
  ['Blockers', 'one designer only', 'obstacles'],
  ['Success criteria', 'more people ask', 'measures'],
]
const ending = fc.constantFrom('\n', '\r\n', '\n\n', '\r\n\r\n', '\u2028', '\u00a0\n', '\r')
const dress = fc.constantFrom<(heading: string) => string>(
  (heading) => heading,
  (heading) => heading.toUpperCase(),
  (heading) => `${heading.toLowerCase()}:`,
  (heading) => `**${heading}**`,
  (heading) => `## ${heading}`,
  (heading) => `1. ${heading}`,
  (heading) => `🎯 ${heading} –`,
  (heading) => `**2) ${heading}:**`,
)

function read(lines: readonly string[], end = '\n'): string[] {
  return readStatements(lines.join(end)).map(({ component, text }) => `${component}: ${text}`)
}

function next<T>(stream: Iterator<T>): T {
  return stream.next().value
}
