import { describe, expect, test } from 'vitest'
import { DEFAULT_THRESHOLDS, type Measure } from '../../../src/domain/model.ts'
import { rollUpMeasures } from '../../../src/domain/rollup/rollup.ts'
import { evaluated } from '../rollup/builders.ts'

function reason(...measures: Measure[]): string {
  return rollUpMeasures(measures, DEFAULT_THRESHOLDS).reason
}

const named = (name: string, more: Partial<Measure> = {}) => ({ name, ...more })
const figures = (attainment: number, expected: number, weight = 1) => ({ attainment, expected, weight })

describe('the reason names the worst measure, or what is missing', () => {
  test.each<[string, Measure[], string]>([
    ['no measures', [], 'There is no measure yet.'],
    [
      'weightless',
      [evaluated('On track', { weight: 0 })],
      'No measure carries any weight, so there is nothing to judge.',
    ],
    [
      'the only one missing',
      [evaluated('Needs data')],
      'The only measure cannot be judged: "Leads" has no actual value.',
    ],
    [
      'all missing',
      [evaluated('Needs data'), evaluated('Needs data', named('Talks'))],
      'None of the 2 measures can be judged: "Leads" has no actual value.',
    ],
    [
      'most missing, the heaviest first',
      [
        evaluated('On track'),
        evaluated('Needs data', named('Talks')),
        evaluated('Needs data', named('Fans', { weight: 2 })),
      ],
      '2 of 3 measures cannot be judged: "Fans" has no actual value.',
    ],
    [
      'a field missing',
      [evaluated('Needs data', { target: 100, findings: [] })],
      'The only measure cannot be judged: the project has no number field Actual.',
    ],
    ['achieved', [evaluated('Achieved')], '"Leads" is achieved.'],
    [
      'all achieved',
      [evaluated('Achieved'), evaluated('Achieved'), evaluated('Achieved')],
      'All 3 measures are achieved.',
    ],
    [
      'off track',
      [evaluated('On track'), evaluated('Off track', named('Newsletter sign-ups', figures(0.4, 0.72, 5)))],
      '"Newsletter sign-ups" is off track: 40% of target, 72% expected.',
    ],
    [
      'at risk',
      [evaluated('At risk', { weight: 5 }), evaluated('On track', named('Talks'))],
      '"Leads" is at risk: 40% of target, 50% expected.',
    ],
    [
      'held back by one off track',
      [
        evaluated('On track', figures(0.9, 0.5, 9)),
        evaluated('At risk', named('Fans')),
        evaluated('Off track', named('Talks')),
      ],
      '"Talks" is off track: 20% of target, 50% expected.',
    ],
    [
      'held back by one not measurable, rather than by one at risk',
      [
        evaluated('On track', figures(0.9, 0.5, 9)),
        evaluated('At risk', named('Fans')),
        evaluated('Needs data', named('Talks')),
      ],
      '1 of 3 measures cannot be judged: "Talks" has no actual value.',
    ],
    [
      'behind, and one not measurable',
      [evaluated('At risk', figures(0.4, 0.5, 9)), evaluated('Needs data', named('Talks'))],
      '"Leads" is at risk: 40% of target, 50% expected.',
    ],
    [
      'the slower of two off track',
      [evaluated('Off track', figures(0.3, 0.5)), evaluated('Off track', named('Talks', figures(0.2, 0.5)))],
      '"Talks" is off track: 20% of target, 50% expected.',
    ],
    [
      'the heavier of two alike',
      [evaluated('Off track'), evaluated('Off track', named('Talks', { weight: 2 }))],
      '"Talks" is off track: 20% of target, 50% expected.',
    ],
    [
      'a deadline missed',
      [evaluated('Off track', { type: 'Yes/No', attainment: 0, expected: 1, dueOn: '2026-11-01' })],
      '"Leads" is off track: due on 1 Nov 2026 and not done yet.',
    ],
    [
      'a ceiling broken',
      [evaluated('Off track', { type: 'Stay below', actual: 6.4, target: 4, unit: '€' })],
      '"Leads" is off track: 6.4 €, at most 4 € promised.',
    ],
    [
      'on track, where only what is kept lags behind nobody',
      [evaluated('On track', { type: 'Stay above', attainment: 1, expected: 1 })],
      'Every measure is where it should be.',
    ],
    [
      'on track',
      [evaluated('On track'), evaluated('Achieved', named('Talks'))],
      'The pace is right; the measure to watch is "Leads": 50% of target, 50% expected.',
    ],
    [
      'too early',
      [evaluated('Too early')],
      'It is too early to judge; the measure to watch is "Leads": 0% of target, 5% expected.',
    ],
    [
      'too early, and one not measurable',
      [evaluated('Too early'), evaluated('Needs data', named('Talks'))],
      '1 of 2 measures cannot be judged: "Talks" has no actual value.',
    ],
  ])('%s', (_, measures, sentence) => {
    expect(reason(...measures)).toBe(sentence)
  })

  test.each([
    ['quotes', 'The "best" one', '"The \'best\' one"'],
    ['line breaks', 'One\ntwo\r\n\tthree', '"One two three"'],
    ['markup', '<b>Bold</b> & **more**', '"<b>Bold</b> & **more**"'],
    ['replacement patterns', '$& $1 $$', '"$& $1 $$"'],
    ['right-to-left overrides', 'abc\u202Edef', '"abcdef"'],
    ['half a surrogate pair', 'a\uD800b', '"a\uFFFDb"'],
    ['nothing', '   ', '"(no name)"'],
    ['a proto name', '__proto__', '"__proto__"'],
  ])('whatever a name holds: %s', (_, name, quoted) => {
    expect(reason(evaluated('Off track', { name }))).toBe(`${quoted} is off track: 20% of target, 50% expected.`)
  })

  test('however long a name is', () => {
    expect(reason(evaluated('Off track', { name: 'long '.repeat(500) })).length).toBeLessThan(150)
  })
})
