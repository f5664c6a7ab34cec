import { describe, expect, test } from 'vitest'
import { toMarkdown } from '../../../../src/asana/rich-text.ts'
import { readStatements } from '../../../../src/domain/v2mom/text/read-parts.ts'

type Case = readonly [what: string, text: string, statements: readonly string[]]

function cases(all: readonly Case[]): void {
  test.each(all)('%s', (_, text, statements) => {
    expect(read(text)).toEqual(statements)
  })
}

describe('a part runs to the next heading of its level, to a rule, or to the end', () => {
  cases([
    ['component heading of a lower level', '# Vision\nA\n## Values\nB', ['vision: A', 'values: B']],
    ['component heading of a higher level', '## Vision\nA\n# Values\nB', ['vision: A', 'values: B']],
    ['other heading of the same level', '## Vision\nA\n## Team\nB', ['vision: A']],
    ['other heading of a higher level', '## Vision\nA\n# Team\nB', ['vision: A']],
    ['bold heading', '**Vision**\nA\n**Team**\nB', ['vision: A']],
    [
      'not a heading of six words',
      '## Vision\nA\n## What we will not do soon\nB',
      ['vision: A\nWhat we will not do soon\nB'],
    ],
    ['rule', '# Vision\nA\n\n---\n\nB', ['vision: A']],
    ['rule in rich text', '<body><strong>Vision</strong>\nA<hr/>B</body>', ['vision: A']],
    ['rule behind a list', '<body><h1>Values</h1><ul><li>A</li></ul><hr/>B</body>', ['values: A']],
    ['not a line that underlines the heading', 'Vision\n------\nA', ['vision: A']],
    ['heading underlined', 'Vision\n======\nA\n\nTeam\n====\nB', ['vision: A']],
    ['the end', '# Vision\n\nA\n\nB', ['vision: A\n\nB']],
    ['what follows the other heading is in no part', '# Vision\nA\n# Team\nB\nC: d\n- e', ['vision: A']],
  ])
})

describe('sub-headings stay in the part, and each begins a statement', () => {
  cases([
    [
      'in rich text',
      '<body><h1>Values</h1><h2>Trust</h2>We check.\n<h2>Care</h2>Like us.</body>',
      ['values: Trust: We check.', 'values: Care: Like us.'],
    ],
    ['in markdown', '# Values\n\n## Trust\n\nWe check figures.', ['values: Trust: We check figures.']],
    [
      'in bold below a heading with a level',
      '<body><h2>Methods</h2><strong>1. Grow</strong>\nA\n<strong>2. Keep</strong>\nB</body>',
      ['methods: Grow: A', 'methods: Keep: B'],
    ],
    ['ending in a colon', '# Methods\nGrow:\nA\nKeep:\nB', ['methods: Grow: A', 'methods: Keep: B']],
    [
      'of the same level, right below the heading',
      '**Values**\n**Trust**\nA\n**Care**\nB',
      ['values: Trust: A', 'values: Care: B'],
    ],
    [
      'of the same level, with a mark',
      '## Values\n\n## Trust\n\nA\n\n## Care\n\nB',
      ['values: Trust: A', 'values: Care: B'],
    ],
    ['of the same level, but of another form', '**Values**\n**Trust**\nA\nNext steps:\nB', ['values: Trust: A']],
    ['up to a heading of a higher level', '## Values\n## Trust\nA\n# Team\nB', ['values: Trust: A']],
    ['not of the same level behind a text', '**Values**\nIntro\n**Trust**\nA', ['values: Intro']],
    ['a higher heading right below ends the part', '**Vision**\n# Team\nAna', []],
    ['after a text', '# Values\nIntro\n## Trust\nA', ['values: Intro', 'values: Trust: A']],
    ['without a text', '# Values\n## Trust\n## Care', ['values: Trust', 'values: Care']],
    [
      'long and with a level',
      '# Methods\n## Grow the pipeline in the north and the south\nA',
      ['methods: Grow the pipeline in the north and the south: A'],
    ],
    [
      'long, bold and numbered',
      '# Methods\n**1. Grow the pipeline in the north**\nA',
      ['methods: Grow the pipeline in the north: A'],
    ],
    [
      'long and bold is a text',
      '# Vision\nA\n**Be the very best of them all**\nB',
      ['vision: A\nBe the very best of them all\nB'],
    ],
    [
      'a list belongs to the sub-heading',
      '# Methods\n## Grow\n- A\n- B\n## Keep\n- C',
      ['methods: Grow:\n- A\n- B', 'methods: Keep:\n- C'],
    ],
    [
      'a table belongs to the sub-heading',
      '# Measures\n## Leads\n| DACH | 180 |\n| UK | 90 |',
      ['measures: Leads:\n- DACH: 180\n- UK: 90'],
    ],
    [
      'labels belong to the sub-heading',
      '## Obstacles\n### 1. **Budget: half**\n**Impact:** less\nOwner: Ana\n### 2. One designer',
      ['obstacles: Budget: half\nImpact: less\nOwner: Ana', 'obstacles: One designer'],
    ],
    [
      'a label that names a component interrupts them',
      '## Methods\n### Webinars\nA\nRisk: no speakers\nOwner: Ana\n### Mail\nB',
      ['methods: Webinars: A', 'obstacles: no speakers', 'methods: Mail: B'],
    ],
    [
      'nothing goes on behind a rule',
      '## Methods\n### Webinars\nA\nRisk: no speakers\n\n---\n\n### Mail\nB',
      ['methods: Webinars: A', 'obstacles: no speakers'],
    ],
  ])
})

describe('label lines', () => {
  cases([
    [
      'end a part that began on its heading’s line',
      'Measures: 180 leads\nBudget: 10k\nTeam: Ana',
      ['measures: 180 leads'],
    ],
    [
      'end it in bold too',
      '<body><strong>Success criteria:</strong> 90%\n<strong>Deliveries:</strong> an inbox</body>',
      ['measures: 90%'],
    ],
    ['end it when the dash is theirs too', 'Vision – A\nBudget – 10k', ['vision: A']],
    ['not with a dash where it had a colon', 'Vision: A\nA – B', ['vision: A\nA – B']],
    ['end it when bold words are theirs too', '**Vision** A\n**Budget** 10k', ['vision: A']],
    ['not with six words', 'Vision: A\none two three four five six: B', ['vision: A\none two three four five six: B']],
    [
      'not with a time, a ratio or an address',
      'Vision: A\nat 10:30\n3:1\nhttps://example.com',
      ['vision: A\nat 10:30\n3:1\nhttps://example.com'],
    ],
    [
      'are statements under a heading on its own line',
      'Measures\nLeads: 180\nPipeline: 1.2M',
      ['measures: Leads: 180', 'measures: Pipeline: 1.2M'],
    ],
    [
      'are statements after a text and a list',
      'Measures\nTwo.\n- NPS\nLeads: 180\nand more',
      ['measures: Two.', 'measures: NPS', 'measures: Leads: 180\nand more'],
    ],
    [
      'that name a component begin their part',
      'Measures\nLeads: 180\nRisk: holidays\nMore: B',
      ['measures: Leads: 180', 'obstacles: holidays'],
    ],
    [
      'that name a component begin their part in the middle',
      'Vision: A\nRisk: holidays',
      ['vision: A', 'obstacles: holidays'],
    ],
    [
      'of a single goal or priority are labels',
      '# Methods\nPriority: high\nGoal: 5',
      ['methods: Priority: high', 'methods: Goal: 5'],
    ],
    ['in full-width signs', '指標\nリード：180\n商談：20', ['measures: リード：180', 'measures: 商談：20']],
  ])
})

describe('lists', () => {
  cases([
    [
      'under a heading hold items, whatever they begin with',
      'Obstacles\n- Budget: half\n- Metrics: nobody owns them\n- Risk\n- Late facts',
      ['obstacles: Budget: half', 'obstacles: Metrics: nobody owns them', 'obstacles: Risk', 'obstacles: Late facts'],
    ],
    [
      'elsewhere hold parts',
      '- **Vision:** A\n- **Values:** B\n- Owner: Ana\n- **Measures:** C',
      ['vision: A', 'values: B', 'measures: C'],
    ],
    [
      'elsewhere hold parts behind other text',
      'Plan of the team\n- Vision: A\n- Values: B',
      ['vision: A', 'values: B'],
    ],
    ['under a label part hold parts', 'Vision: A\n- Values: B\n- Methods: C', ['vision: A', 'values: B', 'methods: C']],
    [
      'under a label part hold its items',
      'Methods: in this order\n- A\n- Goals: B',
      ['methods: in this order', 'methods: A', 'methods: Goals: B'],
    ],
    [
      'hold parts with their text below',
      '<body><ul><li>Vision<ul><li>A</li></ul></li><li>Values<ul><li>B</li><li>C</li></ul></li></ul></body>',
      ['vision: A', 'values: B', 'values: C'],
    ],
    [
      'hold numbered parts with their text below',
      '<body><ol><li>Values<ol><li>Focus</li><li>Action</li></ol></li><li>Methods<ol><li>A</li></ol></li></ol></body>',
      ['values: Focus', 'values: Action', 'methods: A'],
    ],
    [
      'hold another item that ends a part',
      '- Vision\n  - A\n- Team\n  - Ana\n- Values\n  - B',
      ['vision: A', 'values: B'],
    ],
    ['hold an item with text that ends a part', '- Vision\nA\n- Owner: Ana\n- Values\nB', ['vision: A', 'values: B']],
    ['end with the paragraph behind them', '- Vision: A\n- Values: B\n\nC', ['vision: A', 'values: B']],
    [
      'hold a word that decides nothing',
      '- Vision\n  - A\n- Mission\n  - B\n- Values\n  - C',
      ['vision: A', 'values: C'],
    ],
    [
      'a numbered line that is a name is a heading',
      'Vision\nA\n\n2. VALUES (in order)\n- B\n- C',
      ['vision: A', 'values: B', 'values: C'],
    ],
    ['a numbered name without a list', '1. VISION\nA\n2. VALUES\nB', ['vision: A', 'values: B']],
    [
      'a numbered name in rich text',
      '<body><ol><li><strong>Vision</strong></li></ol>A\n<ol><li><strong>Values</strong></li></ol><ul><li>B</li></ul></body>',
      ['vision: A', 'values: B'],
    ],
    [
      'a numbered name within a list that is under way is an item',
      'Values\n1. Focus\n2. Action\n3. Trust',
      ['values: Focus', 'values: Action', 'values: Trust'],
    ],
    [
      'a numbered name that begins a list is an item',
      'Values\n1. Action\n2. Focus',
      ['values: Action', 'values: Focus'],
    ],
    [
      'numbered labels below a numbered heading',
      '1. OBSTACLES\n1. Metrics: nobody owns them\n2. Facts\n2. MEASURES\n1. Leads',
      ['obstacles: Metrics: nobody owns them', 'obstacles: Facts', 'measures: Leads'],
    ],
    [
      'numbered labels beside a numbered heading',
      '1. VISION\nA\n2. VALUES: B\n3. Methods: C',
      ['vision: A', 'values: B', 'methods: C'],
    ],
    [
      'another numbered line beside a numbered heading',
      '1. Vision\nA\n2. Budget\nB\n3. Values\nC',
      ['vision: A', 'values: C'],
    ],
    ['letters and brackets number lists too', 'Methods\na) A\nb) B\n(3) C', ['methods: A', 'methods: B', 'methods: C']],
    ['boxes to tick', 'Methods\n- [ ] A\n- [x] B', ['methods: A', 'methods: B']],
    [
      'an introduction is no statement',
      'Methods\nThis year we will do two things:\n- A\n- B',
      ['methods: A', 'methods: B'],
    ],
  ])
})

describe('indented parts end with their indent', () => {
  cases([
    [
      'a heading within an item',
      'Methods\n- Method 1: A\n  Measures:\n  - 180 leads\n- Method 2: B',
      ['methods: Method 1: A', 'measures: 180 leads', 'methods: Method 2: B'],
    ],
    [
      'a heading item within an item',
      'Methods\n- Method 1: A\n  - Measures:\n    - 180 leads\n    - 20 deals\n  - more of A\n- Method 2: B',
      ['methods: Method 1: A\n- more of A', 'measures: 180 leads', 'measures: 20 deals', 'methods: Method 2: B'],
    ],
    [
      'a label within an item',
      'Methods\n1. A\n   Measures: 180 leads\n   Owner: Ana\n2. B',
      ['methods: A\nOwner: Ana', 'measures: 180 leads', 'methods: B'],
    ],
    [
      'a label item within an item is an item',
      'Methods\n- A\n  - Metrics: 180 leads\n- B',
      ['methods: A\n- Metrics: 180 leads', 'methods: B'],
    ],
    [
      'parts within parts of a list',
      '- Method 1: A\n  - Measures: 180 leads\n- Method 2: B',
      ['methods: A', 'measures: 180 leads', 'methods: B'],
    ],
    [
      'within a list of other things',
      '1. Fair\n   Measures:\n   - 180 leads\n2. Webinar\n   Text',
      ['measures: 180 leads'],
    ],
    ['within prose', 'Methods\n  A\n    Measures:\n      180 leads\n  B', ['methods: A\nB', 'measures: 180 leads']],
    [
      'below another heading of the same depth',
      'Methods:\n  Measures:\n    180 leads\n  A',
      ['measures: 180 leads', 'methods: A'],
    ],
    [
      'a word that decides nothing ends nothing within an item',
      'Methods\n- A\n  Goals: B\n- C',
      ['methods: A\nGoals: B', 'methods: C'],
    ],
    ['an indented text is no part of its own', '  Vision\n  A\nB', ['vision: A\nB']],
  ])
})

describe('where headings are bare words', () => {
  cases([
    [
      'another bare line between blank lines ends the part',
      'Vision\n\nA\n\nTeam\n\nAna\n\nValues\n\n- B',
      ['vision: A', 'values: B'],
    ],
    ['it ends a list', 'Vision\n\n* A\n\nPriorities\n\n* B\n\nMethods\n\n* C', ['vision: A', 'methods: C']],
    ['it ends a list, whatever it says', 'Vision\n\n* A\n\nOur team\n\n* B', ['vision: A']],
    [
      'the first line below the heading is its text',
      'Vision\n\nBe first\n\nValues\n\nHonesty',
      ['vision: Be first', 'values: Honesty'],
    ],
    ['not a sentence', 'Vision\n\nA\n\nAnd B.\n\nAnd C', ['vision: A\n\nAnd B.']],
    ['not the rest of a sentence', 'Vision\n\nA\n\nand then B\n\nC', ['vision: A\n\nand then B']],
    ['not six words', 'Vision\n\nA\n\nOne two three four five six\n', ['vision: A\n\nOne two three four five six']],
    ['not without a blank line below', 'Vision\n\nA\n\nTeam\nAna', ['vision: A\n\nTeam\nAna']],
    ['not under a heading with a mark', '# Vision\n\nA\n\nTeam\n\nAna', ['vision: A\n\nTeam\n\nAna']],
    ['not under a heading in bold', '**Vision**\n\nA\n\nTeam\n\nAna', ['vision: A\n\nTeam\n\nAna']],
    ['also where they are numbered', '1. Vision\n\nA\n\nTeam\n\nAna', ['vision: A']],
  ])
})

describe('tables', () => {
  cases([
    [
      'whose rows begin with names are parts',
      '| Component | Ours |\n|---|---|\n| **Vision** | A |\n| **Values** | B; C |\n| Owner | Ana |',
      ['vision: A', 'values: B; C'],
    ],
    [
      'of parts with a head that is a part',
      '| **Vision** | A |\n|---|---|\n| **Values** | B |',
      ['vision: A', 'values: B'],
    ],
    ['of one row', '| **Vision** | A |', ['vision: A']],
    ['without outer pipes', 'Vision | A\n--- | ---\nValues | B', ['vision: A', 'values: B']],
    [
      'in rich text',
      '<body><table><tr><td>Vision</td><td>A</td></tr><tr><td>Values</td><td><ul><li>B</li><li>C</li></ul></td></tr></table>D</body>',
      ['vision: A', 'values: B', 'values: C'],
    ],
    [
      'with a question beside the name',
      '| Vision | What do you want? | A |\n| Values | What matters? | B |',
      ['vision: A', 'values: B'],
    ],
    [
      'with a question in the first cell',
      '| Vision: What do you want? | A |\n| Values: What matters? | B |',
      ['vision: A', 'values: B'],
    ],
    [
      'with rows that go on',
      '| Vision | A |\n|---|---|\n| Values | B |\n| | Leads: 5 |',
      ['vision: A', 'values: B\nLeads: 5'.split('\n')[0] ?? '', 'values: Leads: 5'],
    ],
    [
      'with a word that decides nothing',
      '| Vision | A |\n|---|---|\n| Mission | B |\n| Values | C |',
      ['vision: A', 'values: C'],
    ],
    [
      'of parts under another heading',
      '# Vision\nA\n\n| Values | B |\n| Methods | C |',
      ['vision: A', 'values: B', 'methods: C'],
    ],
    [
      'under a heading give a statement a row',
      '# Metrics\n\n| Name | Target |\n|---|---|\n| Leads | 500 |\n| **Deals** | 20 |',
      ['measures: Leads: 500', 'measures: Deals: 20'],
    ],
    [
      'with a name in the head',
      '# Metrics\n\n| Method | Q1 | Q2 |\n|---|---|---|\n| 1) Webinars | 5 | - |',
      ['measures: Webinars: 5'],
    ],
    [
      'with a name in one row',
      '# Obstacles\n| Budget | half |\n| Metrics | nobody owns them |',
      ['obstacles: Budget: half', 'obstacles: Metrics: nobody owns them'],
    ],
    [
      'with a head in bold',
      '<body><h1>Measures</h1><table><tr><td><strong>Name</strong></td><td><strong>Target</strong></td></tr><tr><td>Leads</td><td>500</td></tr></table></body>',
      ['measures: Leads: 500'],
    ],
    [
      'with a head of its own tag',
      '<body><h1>Measures</h1><table><tr><th>Name</th><th>Target</th></tr><tr><td>Leads</td><td>500</td></tr></table></body>',
      ['measures: Leads: 500'],
    ],
    [
      'with a head that says what the rows are',
      '<body><h1>Measures</h1><table><tr><td>KPI</td><td>Target</td></tr><tr><td>Leads</td><td>500</td></tr></table></body>',
      ['measures: Leads: 500'],
    ],
    [
      'with a pipe and a line break in a cell',
      '<body><h1>Measures</h1><table><tr><td>A|B</td><td>5\n6</td></tr></table></body>',
      ['measures: A|B: 5, 6'],
    ],
    ['under no heading', '| KPI | Target |\n|---|---|\n| Leads | 500 |', []],
    [
      'under no heading, without a marked head',
      '<body><table><tr><td>KPI</td><td>Target</td></tr><tr><td>Leads</td><td>500</td></tr></table></body>',
      [],
    ],
    ['that wait to be filled', '# Measures\n| TBD | |\n| - | - |\n| | |', []],
  ])
})

describe('guiding questions', () => {
  cases([
    ['behind the heading, answered', 'Vision: What do you want?\nA', ['vision: A']],
    ['behind the heading, answered by a list', '**Values: What’s important?**\n- B\n- C', ['values: B', 'values: C']],
    [
      'behind a bold heading keep label lines',
      '**Measures: How will you know?**\nLeads: 5\nDeals: 2',
      ['measures: Leads: 5', 'measures: Deals: 2'],
    ],
    [
      'behind the heading, alone: a statement',
      'Measurement: do all parties agree?',
      ['measures: do all parties agree?'],
    ],
    [
      'behind the heading, before another part',
      'Measurement: do all parties agree?\nBudget: 10k',
      ['measures: do all parties agree?'],
    ],
    ['below the heading, answered', 'Vision\nWhat do you want?\nA', ['vision: A']],
    ['below the heading, alone', 'Vision\nWhat do you want?\n\nValues\nWhat matters most?\n- Focus', ['values: Focus']],
    ['below the heading, in brackets', 'Vision\n(What do you want?)\nA', ['vision: A']],
    [
      'below the heading, in bold or with a level',
      '## Vision\n### What do you want?\nA\n## Values\n**What matters?**\nB',
      ['vision: A', 'values: B'],
    ],
    ['in brackets behind the word', 'VISION (What do you want?)\nA', ['vision: A']],
    [
      'in a list: a statement',
      'Measures\n- do all agree?\n- do they like it?',
      ['measures: do all agree?', 'measures: do they like it?'],
    ],
    ['with an answer on the same line', 'Vision: What do we want? To win.', ['vision: What do we want? To win.']],
    ['two on one line are a text', 'Vision\nWho? Why?\nA', ['vision: Who? Why?\nA']],
    ['in full-width signs', 'ビジョン\n何がしたいですか？\n一番になる', ['vision: 一番になる']],
  ])
})

describe('placeholders', () => {
  test.each([
    ...[
      'TBD',
      'tbd',
      'TBD.',
      'tbc',
      'TBA',
      'n/a',
      'N/A',
      'todo',
      'TODO:',
      'To do',
      '-',
      '–',
      '…',
      '...',
      '?',
      '??',
      '[what matters]',
    ],
    ...['<your vision>', '[ ]', '*TBD*', '(TBD)', '"n/a"', '<br>', 't.b.d.', 'to be defined', '［未定］', '🎯', ''],
  ])('%j', (text) => {
    expect(read(`Vision: ${text}\nValues: B`)).toEqual(['values: B'])
    expect(read(`Vision\n${text}\n\nValues\nB`)).toEqual(['values: B'])
    expect(read(`Vision\n- ${text}\n- A`)).toEqual(['vision: A'])
    expect(read(`| Vision | ${text} |\n| Values | B |`)).toEqual(['values: B'])
  })

  test.each([
    'TBD by Ana',
    '[A] and [B]',
    'none',
    'no',
    '0',
    '< 5 % churn',
    '> 500 leads',
    '5?',
    '[A](https://example.com)',
  ])('%j is a statement', (text) => {
    expect(read(`Obstacles: ${text}`)).toEqual([`obstacles: ${text}`])
  })
})

describe('letters set bold one by one', () => {
  cases([
    [
      'read as the word',
      '<body><strong>V</strong>ision\nA\n<strong>V</strong>alues: B\n<strong>M</strong>ethods\n<ul><li>C</li></ul></body>',
      ['vision: A', 'values: B', 'methods: C'],
    ],
    [
      'read as the word in headings and lists',
      '<body><h1><strong>V</strong>ision</h1>A<ul><li><strong>V</strong>alues: B</li></ul></body>',
      ['vision: A', 'vision: Values: B'],
    ],
    ['read as the word letter by letter', '<body><b>V</b><b>i</b><strong>s</strong>ion: A</body>', ['vision: A']],
  ])
})

function read(text: string): string[] {
  const markdown = text.startsWith('<body>') ? toMarkdown(text) : text
  return readStatements(markdown).map(({ component, text }) => `${component}: ${text}`)
}
