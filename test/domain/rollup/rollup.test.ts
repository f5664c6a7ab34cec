import { describe, expect, test } from 'vitest'
import { DEFAULT_THRESHOLDS, type Health, type Measure } from '../../../src/domain/model.ts'
import { rollUpMeasures } from '../../../src/domain/rollup/rollup.ts'
import { judged } from './builders.ts'

function rollUp(measures: readonly Measure[], thresholds = {}) {
  return rollUpMeasures(measures, { ...DEFAULT_THRESHOLDS, ...thresholds })
}

const figures = (attainment: number, expected: number, weight = 1) => ({ attainment, expected, weight })

describe('attainment and expected are weighted means over what is measurable', () => {
  test.each<[string, Measure[], number | undefined, number | undefined]>([
    ['equal weights', [judged('On track', figures(0.2, 0.4)), judged('On track', figures(0.6, 0.8))], 0.4, 0.6],
    ['weights', [judged('On track', figures(0.2, 0.4, 3)), judged('On track', figures(0.6, 0.8, 1))], 0.3, 0.5],
    [
      'weight 0 counts for nothing',
      [judged('On track', figures(0.2, 0.4)), judged('On track', figures(0.6, 0.8, 0))],
      0.2,
      0.4,
    ],
    ['too much is clamped', [judged('Achieved', figures(3, 1)), judged('Off track', figures(0, 1))], 0.5, 1],
    ['less than nothing is clamped', [judged('Off track', figures(-2, 1)), judged('Achieved', figures(1, 1))], 0.5, 1],
    [
      'too early still counts here',
      [judged('Too early', figures(0, 0.05)), judged('On track', figures(1, 0.95))],
      0.5,
      0.5,
    ],
    [
      'what is not measurable is left out',
      [judged('On track', figures(0.2, 0.4)), judged('Needs data', figures(0.9, 0.9))],
      0.2,
      0.4,
    ],
    ['nothing measurable', [judged('Needs data')], undefined, undefined],
    ['no measures', [], undefined, undefined],
    ['all weights 0', [judged('On track', { weight: 0 })], undefined, undefined],
  ])('%s', (_, measures, attainment, expected) => {
    const rollup = rollUp(measures)
    if (attainment === undefined || expected === undefined) {
      expect(rollup).not.toHaveProperty('attainment')
      expect(rollup).not.toHaveProperty('expected')
    } else {
      expect(rollup.attainment).toBeCloseTo(attainment, 12)
      expect(rollup.expected).toBeCloseTo(expected, 12)
    }
  })
})

describe('coverage is the share of weight that is measurable', () => {
  test.each<[string, Measure[], number]>([
    ['all', [judged('On track'), judged('Off track')], 1],
    ['one of two', [judged('On track'), judged('Needs data')], 0.5],
    ['by weight', [judged('On track', { weight: 3 }), judged('Needs data')], 0.75],
    ['a weightless one does not count', [judged('On track'), judged('Needs data', { weight: 0 })], 1],
    ['none', [judged('Needs data')], 0],
    ['no measures', [], 0],
    ['all weights 0', [judged('On track', { weight: 0 })], 0],
  ])('%s', (_, measures, coverage) => {
    expect(rollUp(measures).coverage).toBe(coverage)
  })
})

describe('measurability is the plain mean of the measures, out of 5', () => {
  test.each<[string, Measure[], number]>([
    ['one', [judged('On track', { measurability: 4 })], 0.8],
    ['two', [judged('On track', { measurability: 5 }), judged('On track', { measurability: 2 })], 0.7],
    [
      'weights play no part',
      [judged('On track', { measurability: 5, weight: 9 }), judged('Needs data', { measurability: 0 })],
      0.5,
    ],
    ['no measures', [], 0],
  ])('%s', (_, measures, measurability) => {
    expect(rollUp(measures).measurability).toBeCloseTo(measurability, 12)
  })
})

describe('health', () => {
  test.each<[string, Measure[], Health]>([
    ['no measures', [], 'Needs data'],
    ['nothing measurable', [judged('Needs data')], 'Needs data'],
    ['all weights 0', [judged('Achieved', { weight: 0 })], 'Needs data'],
    ['coverage below a half', [judged('Achieved'), judged('Needs data', { weight: 1.01 })], 'Needs data'],
    ['coverage of a half', [judged('On track'), judged('Needs data')], 'At risk'],
    [
      'coverage of a half with the residue of floating point',
      [
        judged('On track', { weight: 0.3 }),
        judged('Needs data', { weight: 0.1 }),
        judged('Needs data', { weight: 0.2 }),
      ],
      'At risk',
    ],

    ['every measure achieved', [judged('Achieved'), judged('Achieved')], 'Achieved'],
    ['all but a weightless one achieved', [judged('Achieved'), judged('On track', { weight: 0 })], 'On track'],
    ['all but one achieved', [judged('Achieved'), judged('On track')], 'On track'],
    ['all achieved, one not measurable', [judged('Achieved'), judged('Needs data')], 'At risk'],

    ['pace 1', [judged('On track')], 'On track'],
    ['pace 0.90', [judged('On track', figures(0.45, 0.5))], 'On track'],
    ['pace 0.90 with the residue of floating point', [judged('On track', figures(0.63, 0.7, 0.1))], 'On track'],
    ['pace below 0.90', [judged('At risk', figures(0.449, 0.5))], 'At risk'],
    ['pace 0.70', [judged('At risk', figures(0.35, 0.5))], 'At risk'],
    ['pace 0.70 with the residue of floating point', [judged('At risk', figures((0.3 - 0.1) * 1.75, 0.5))], 'At risk'],
    ['pace below 0.70', [judged('Off track', figures(0.349, 0.5))], 'Off track'],
    ['the wrong way', [judged('Off track', figures(-1, 0.5))], 'Off track'],
    [
      'one at risk does not hold back the others',
      [judged('At risk'), judged('On track', figures(0.9, 0.5))],
      'On track',
    ],
    [
      'by the joint pace, not the mean of paces',
      [judged('On track', figures(0.1, 0.1)), judged('Off track', figures(0.5, 0.9))],
      'Off track',
    ],
    [
      'too much in one does not hide another',
      [judged('Achieved', figures(9, 1)), judged('Off track', figures(0.3, 1))],
      'Off track',
    ],
    ['the heavier measure decides', [judged('On track', { weight: 8 }), judged('At risk')], 'On track'],

    [
      'never better than At risk while one is off track',
      [judged('On track', figures(0.9, 0.5, 9)), judged('Off track')],
      'At risk',
    ],
    ['even while a weightless one is off track', [judged('On track'), judged('Off track', { weight: 0 })], 'At risk'],
    ['even when only the deadline was missed', [judged('Off track', figures(0.95, 1))], 'At risk'],
    [
      'never better than At risk while one is not measurable',
      [judged('On track', { weight: 9 }), judged('Needs data')],
      'At risk',
    ],
    [
      'even while a weightless one is not measurable',
      [judged('On track'), judged('Needs data', { weight: 0 })],
      'At risk',
    ],
    ['but worse all the same', [judged('Off track', { weight: 9 }), judged('Needs data')], 'Off track'],

    ['all too early', [judged('Too early'), judged('Too early')], 'On track'],
    ['all too early, one not measurable', [judged('Too early'), judged('Needs data')], 'At risk'],
    ['too early is no part of the pace', [judged('Too early', { weight: 9 }), judged('At risk')], 'At risk'],
    ['too early is no help either', [judged('Too early', figures(0.9, 0.05, 9)), judged('Off track')], 'Off track'],
    [
      'achieved before the start, others too early',
      [judged('Achieved', figures(1, 0)), judged('Too early')],
      'On track',
    ],
    [
      'achieved before the start, one not measurable',
      [judged('Achieved', figures(1, 0)), judged('Needs data')],
      'At risk',
    ],
    [
      'achieved before the start, another off track',
      [judged('Achieved', figures(1, 0)), judged('Off track', figures(0, 1))],
      'At risk',
    ],
  ])('%s', (_, measures, health) => {
    expect(rollUp(measures).health).toBe(health)
    expect(rollUp(measures.toReversed()).health).toBe(health)
  })

  test.each<[string, Measure[], object, Health]>([
    ['pace 0.8', [judged('At risk')], { onTrackPace: 0.8 }, 'On track'],
    ['pace 0.4', [judged('Off track')], { atRiskPace: 0.4 }, 'At risk'],
    ['coverage below three quarters', [judged('On track'), judged('Needs data')], { minCoverage: 0.75 }, 'Needs data'],
    [
      'no coverage demanded, some there',
      [judged('On track'), judged('Needs data', { weight: 9 })],
      { minCoverage: 0 },
      'At risk',
    ],
    ['no coverage demanded, none there', [judged('Needs data')], { minCoverage: 0 }, 'Needs data'],
    ['no coverage demanded, no measures', [], { minCoverage: 0 }, 'Needs data'],
  ])('thresholds are the team’s: %s', (_, measures, thresholds, health) => {
    expect(rollUp(measures, thresholds).health).toBe(health)
  })
})

describe('too early', () => {
  test.each<[string, Measure[], boolean]>([
    ['all of them', [judged('Too early'), judged('Too early')], true],
    ['all that are measurable', [judged('Too early'), judged('Needs data')], true],
    ['all but one', [judged('Too early'), judged('On track')], false],
    ['too few to say so', [judged('Too early'), judged('Needs data', { weight: 3 })], false],
    ['none measurable', [judged('Needs data')], false],
    ['no measures', [], false],
  ])('%s', (_, measures, tooEarly) => {
    expect(rollUp(measures).tooEarly).toBe(tooEarly)
  })
})
