import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Funnel, parseFunnel } from '../../../src/domain/funnel/parse-funnel.ts'

const PERIOD = { start: '2026-07-01', due: '2026-12-31' }
const EXAMPLE = `Revenue 500,000 EUR by 2026-12-31
Price 10,000
Leads → Qualified 25 %, 14 days
Qualified → Opportunities 40 %, 21 days
Opportunities → Deals 25 %, 60 days`
const FUNNEL: Funnel = {
  revenue: 500_000,
  price: 10_000,
  unit: 'EUR',
  dueOn: '2026-12-31',
  stages: [
    { name: 'Leads' },
    { name: 'Qualified', rate: 0.25, days: 14 },
    { name: 'Opportunities', rate: 0.4, days: 21 },
    { name: 'Deals', rate: 0.25, days: 60 },
  ],
}

/** Lines as they stand from line 3 of a description on. */
function parse(text: string, period: Parameters<typeof parseFunnel>[1] = PERIOD) {
  return parseFunnel(
    text.split('\n').map((line, index) => ({ line: index + 3, text: line })),
    period,
  )
}

function problemOf(text: string, period = PERIOD) {
  const parsed = parse(text, period)
  return 'problem' in parsed ? parsed.problem : undefined
}

describe('a funnel', () => {
  test.each([
    ['as in the documentation', EXAMPLE],
    ['with hyphens for arrows', EXAMPLE.replaceAll('→', '->')],
    ['with long hyphens for arrows', EXAMPLE.replaceAll(' → ', '-->')],
    ['with "to" for arrows', EXAMPLE.replaceAll('→', 'to')],
    ['with "TO" for arrows', EXAMPLE.replaceAll('→', 'TO')],
    ['with empty lines', `\n${EXAMPLE.replaceAll('\n', '\n \n')}\n`],
    ['as a list', EXAMPLE.replace(/^/gm, '- ')],
    [
      'as a numbered list',
      EXAMPLE.split('\n')
        .map((line, index) => `${index + 1}. ${line}`)
        .join('\n'),
    ],
    ['with bold marks', EXAMPLE.replace('Revenue', '**Revenue**').replace('Leads', '**Leads**')],
    [
      'with colons',
      EXAMPLE.replace('Revenue', 'Revenue:').replace('Price', 'Price:').replace('Qualified 25', 'Qualified: 25'),
    ],
    ['in small letters', EXAMPLE.replace('Revenue', 'revenue').replace('Price', 'price')],
    ['with Average sale', EXAMPLE.replace('Price', 'Average sale')],
    ['with Average deal', EXAMPLE.replace('Price', 'average deal')],
    ['with Average deal size', EXAMPLE.replace('Price', 'Average deal size')],
    ['with points that group', EXAMPLE.replace('500,000', '500.000').replace('10,000', '10.000')],
    ['with k', EXAMPLE.replace('500,000', '500k').replace('10,000', '10k')],
    ['with m', EXAMPLE.replace('500,000', '0.5 m')],
    ['with the price in the same currency', EXAMPLE.replace('10,000', '10,000 eur')],
    ['with fractions', EXAMPLE.replace('40 %', '0.4').replaceAll('25 %', '0.25')],
    ['with a comma in the rate', EXAMPLE.replace('40 %', '40,0 %')],
    ['without commas', EXAMPLE.replaceAll(' %,', '%')],
    ['with "in"', EXAMPLE.replace(', 14 days', ' in 14 days')],
    ['with one spelling of a day', EXAMPLE.replace('2026-12-31', '31 Dec 2026')],
    ['with a day without its year', EXAMPLE.replace('2026-12-31', '31 December')],
    ['without a day, by the due date of the project', EXAMPLE.replace(' by 2026-12-31', '')],
    ['with no-break spaces', EXAMPLE.replaceAll(' ', '\u00a0')],
    ['with names in other cases', EXAMPLE.replace('Qualified →', 'QUALIFIED  →')],
    ['with its lines upside down', EXAMPLE.split('\n').toReversed().join('\n')],
  ])('%s', (_, text) => {
    expect(parse(text)).toEqual({ funnel: FUNNEL })
  })

  test.each([
    ['days absent are none', 'Leads → Deals 5 %', { rate: 0.05, days: 0 }],
    ['one day', 'Leads → Deals 5 %, 1 day', { rate: 0.05, days: 1 }],
    ['all of them', 'Leads → Deals 100 %', { rate: 1, days: 0 }],
    ['less than a percent', 'Leads → Deals 0.5 %', { rate: 0.005, days: 0 }],
    ['a comma as decimal mark', 'Leads → Deals 12,5 %', { rate: 0.125, days: 0 }],
  ])('%s', (_, step, wanted) => {
    expect(parse(`Revenue 100 by 2026-12-31\nPrice 10\n${step}`)).toEqual({
      funnel: {
        revenue: 100,
        price: 10,
        dueOn: '2026-12-31',
        stages: [{ name: 'Leads' }, { name: 'Deals', ...wanted }],
      },
    })
  })

  test.each([
    ['€500k', '€'],
    ['500,000 US$', 'US$'],
    ['CHF 500’000', 'CHF'],
  ])('takes its unit from %s', (amount, unit) => {
    expect(parse(EXAMPLE.replace('500,000 EUR', amount))).toMatchObject({ funnel: { revenue: 500_000, unit } })
  })

  test('takes its unit from the price where the revenue has none', () => {
    const text = EXAMPLE.replace(' EUR', '').replace('Price 10,000', 'Price $ 10,000')
    expect(parse(text)).toMatchObject({ funnel: { unit: '$' } })
  })

  test('has stages whose names hold numbers and the word "to"', () => {
    const text =
      'Revenue 100 by 2026-12-31\nPrice 10\nTalks to 2 partners → MQL 2 25 %, 3 days\nMQL 2 → Deals 2026: 10 %'
    const stages = [
      { name: 'Talks to 2 partners' },
      { name: 'MQL 2', rate: 0.25, days: 3 },
      { name: 'Deals 2026', rate: 0.1, days: 0 },
    ]
    expect(parse(text)).toMatchObject({ funnel: { stages } })
  })

  test('of a project without due date needs its own day, with its year', () => {
    const open = { start: '2026-07-01' }
    expect(parse(EXAMPLE, open)).toEqual({ funnel: FUNNEL })
    for (const day of ['', ' by 31 Dec']) {
      const parsed = parse(EXAMPLE.replace(' by 2026-12-31', day), open)
      expect(parsed).toMatchObject({ problem: { expected: expect.stringMatching(/^by and a day/) } })
    }
  })
})

describe('a line that is not understood', () => {
  const AMOUNT = 'an amount above 0, as in Revenue 500,000 EUR by 2026-12-31'
  const PRICE = 'an amount above 0, as in Price 10,000'
  const DAY = 'by and a day, as in Revenue 500,000 EUR by 2026-12-31'
  const STEP = 'one arrow, a rate and perhaps days, as in Leads → Qualified 25 %, 14 days'
  const RATE = 'a rate above 0 % and up to 100 %, as in Leads → Qualified 25 %, 14 days'
  const ANY = 'Revenue 500,000 EUR by 2026-12-31, Price 10,000 or Leads → Qualified 25 %, 14 days'

  test.each([
    ['says something else', 3, 'These are our numbers', ANY],
    ['has a revenue of nothing', 3, 'Revenue 0 EUR by 2026-12-31', AMOUNT],
    ['has a revenue below nothing', 3, 'Revenue -5 EUR by 2026-12-31', AMOUNT],
    ['has a revenue in percent', 3, 'Revenue 5 % by 2026-12-31', AMOUNT],
    ['has no amount', 3, 'Revenue by 2026-12-31', AMOUNT],
    ['has words for an amount', 3, 'Revenue half a million by 2026-12-31', AMOUNT],
    ['has a day that does not exist', 3, 'Revenue 500,000 EUR by 2026-02-30', DAY],
    ['has no day behind by', 3, 'Revenue 500,000 EUR by spring', DAY],
    ['has a day without its year outside of the project', 3, 'Revenue 500,000 EUR by 1 Feb', DAY],
    ['has a price of nothing', 4, 'Price 0', PRICE],
    ['has no price', 4, 'Price', PRICE],
    ['has a price in another currency', 4, 'Price 10,000 USD', 'the price in EUR, as the revenue'],
    ['has a rate of nothing', 5, 'Leads → Qualified 0 %, 14 days', RATE],
    ['has a rate above all', 5, 'Leads → Qualified 101 %, 14 days', RATE],
    ['has a rate without its sign', 5, 'Leads → Qualified 25, 14 days', RATE],
    ['has a rate of almost nothing', 5, 'Leads → Qualified 0.00001 %, 14 days', RATE],
    ['has no rate', 5, 'Leads → Qualified', STEP],
    ['has days alone', 5, 'Leads → Qualified, 14 days', STEP],
    ['has no first stage', 5, '→ Qualified 25 %', STEP],
    ['has no second stage', 5, 'Leads → 25 %', STEP],
    ['has two arrows', 5, 'Leads → Qualified → Opportunities 25 %', STEP],
    ['has two words for an arrow', 5, 'Leads to Qualified to Opportunities 25 %', STEP],
    ['has weeks', 5, 'Leads → Qualified 25 %, 2 weeks', STEP],
    ['has half days', 5, 'Leads → Qualified 25 %, 1.5 days', STEP],
    ['has days below nothing', 5, 'Leads → Qualified 25 %, -3 days', STEP],
    ['has too many days', 5, 'Leads → Qualified 25 %, 3651 days', 'at most 3650 days'],
    ['leaves a stage twice', 6, 'Leads → Opportunities 40 %', 'one arrow from each stage: Leads has another'],
    ['reaches a stage twice', 6, 'Visits → qualified 40 %', 'one arrow to each stage: qualified has another'],
    ['leads back', 7, 'Opportunities → Leads 25 %', 'no loop: Leads leads back to itself'],
    ['leads to itself', 7, 'Opportunities → opportunities 25 %', 'one arrow to each stage: opportunities has another'],
    ['stands apart', 7, 'Calls → Deals 25 %', 'a step that joins the others: nothing leads to Calls'],
  ])('because it %s is named with what is expected', (_, line, text, expected) => {
    const lines = EXAMPLE.split('\n').with(line - 3, text)
    const problem = problemOf(lines.join('\n'))
    expect(problem?.expected).toBe(expected)
    if (text === 'Opportunities → Leads 25 %') expect(problem?.at?.line).toBe(5)
    else expect(problem?.at).toEqual({ line, text })
  })

  test.each([
    ['twice Revenue', `${EXAMPLE}\nRevenue 1 by 2026-12-31`, 'one line Revenue'],
    ['twice a price', `${EXAMPLE}\nAverage deal 5`, 'one line Price, Average sale or Average deal'],
    ['a loop beside the chain', `${EXAMPLE}\nA → B 5 %\nB → A 5 %`, 'no loop: A leads back to itself'],
  ])('may be one too many: %s', (_, text, expected) => {
    expect(problemOf(text)).toMatchObject({ at: { line: 8 }, expected })
  })

  test('may be missing', () => {
    expect(problemOf(EXAMPLE.replace(/^Revenue.*/, ''))).toEqual({
      expected: 'a line Revenue 500,000 EUR by 2026-12-31',
    })
    expect(problemOf(EXAMPLE.replace(/^Price.*/m, ''))).toEqual({ expected: 'a line Price 10,000' })
    expect(problemOf(EXAMPLE.replace(/^.*→.*$/gm, ''))).toEqual({ expected: 'a line Leads → Qualified 25 %, 14 days' })
    expect(problemOf('')).toEqual({ expected: 'a line Revenue 500,000 EUR by 2026-12-31' })
  })

  test('may be one step too far', () => {
    const steps = Array.from({ length: 21 }, (_, index) => `S${index}x → S${index + 1}x 50 %`)
    const text = ['Revenue 100 by 2026-12-31', 'Price 10', ...steps].join('\n')
    expect(problemOf(text)).toMatchObject({ at: { line: 25 }, expected: 'at most 20 steps' })
  })
})

describe('every funnel', () => {
  const step = fc.record({
    percent: fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10),
    days: fc.nat({ max: 400 }),
  })
  const funnels = fc
    .array(step, { minLength: 1, maxLength: 8 })
    .map((steps) => [
      'Revenue 1.2M EUR by 2026-12-31',
      'Average sale 4,500',
      ...steps.map(({ percent, days }, index) => `Stage ${index} -> Stage ${index + 1} ${percent} %, ${days} days`),
    ])

  test('reads the same whatever the order of its lines', () => {
    const shuffled = funnels.chain((lines) =>
      fc.shuffledSubarray(lines, { minLength: lines.length }).map((other) => [lines, other] as const),
    )
    fc.assert(
      fc.property(shuffled, ([lines, other]) => {
        expect(parse(lines.join('\n'))).toHaveProperty('funnel')
        expect(parse(other.join('\n'))).toEqual(parse(lines.join('\n')))
      }),
    )
  })

  test('of any lines is a funnel of finite numbers, or a problem', () => {
    const word = fc.constantFrom(
      'Revenue',
      'Price',
      'Leads',
      'Deals',
      'to',
      '→',
      '->',
      'by',
      '25',
      '%',
      '0',
      ',',
      '5 days',
      '2026-12-31',
      '1e9',
      '**',
      '- ',
      '€',
    )
    const wild = fc.array(
      fc.array(word, { maxLength: 7 }).map((words) => words.join(' ')),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(wild, (lines) => {
        const parsed = parse(lines.join('\n'))
        if ('problem' in parsed) {
          expect(parsed.problem.expected).not.toBe('')
          return
        }
        const { revenue, price, stages } = parsed.funnel
        for (const number of [revenue, price]) expect(number).toBeGreaterThan(0)
        expect(stages.length).toBeGreaterThan(1)
      }),
    )
  })
})
