import { describe, expect, test } from 'vitest'
import { DEFAULT_THRESHOLDS, type Health, type Measure } from '../../../src/domain/model.ts'
import { rollUpMeasures } from '../../../src/domain/rollup/rollup.ts'
import { evaluated } from './builders.ts'

function rollUp(measures: readonly Measure[], thresholds = {}) {
  return rollUpMeasures(measures, { ...DEFAULT_THRESHOLDS, ...thresholds })
}

const figures = (attainment: number, expected: number, weight = 1) => ({ attainment, expected, weight })

describe('attainment and expected are weighted means over what is measurable', () => {
  test.each<[string, Measure[], number | undefined, number | undefined]>([
    ['equal weights', [evaluated('On track', figures(0.2, 0.4)), evaluated('On track', figures(0.6, 0.8))], 0.4, 0.6],
    ['weights', [evaluated('On track', figures(0.2, 0.4, 3)), evaluated('On track', figures(0.6, 0.8, 1))], 0.3, 0.5],
    [
      'weight 0 counts for nothing',
      [evaluated('On track', figures(0.2, 0.4)), evaluated('On track', figures(0.6, 0.8, 0))],
      0.2,
      0.4,
    ],
    ['too much is clamped', [evaluated('Achieved', figures(3, 1)), evaluated('Off track', figures(0, 1))], 0.5, 1],
    [
      'less than nothing is clamped',
      [evaluated('Off track', figures(-2, 1)), evaluated('Achieved', figures(1, 1))],
      0.5,
      1,
    ],
    [
      'too early still counts here',
      [evaluated('Too early', figures(0, 0.05)), evaluated('On track', figures(1, 0.95))],
      0.5,
      0.5,
    ],
    [
      'what is not measurable is left out',
      [evaluated('On track', figures(0.2, 0.4)), evaluated('Needs data', figures(0.9, 0.9))],
      0.2,
      0.4,
    ],
    ['nothing measurable', [evaluated('Needs data')], undefined, undefined],
    ['no measures', [], undefined, undefined],
    ['all weights 0', [evaluated('On track', { weight: 0 })], undefined, undefined],
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
    ['all', [evaluated('On track'), evaluated('Off track')], 1],
    ['one of two', [evaluated('On track'), evaluated('Needs data')], 0.5],
    ['by weight', [evaluated('On track', { weight: 3 }), evaluated('Needs data')], 0.75],
    ['a weightless one does not count', [evaluated('On track'), evaluated('Needs data', { weight: 0 })], 1],
    ['none', [evaluated('Needs data')], 0],
    ['no measures', [], 0],
    ['all weights 0', [evaluated('On track', { weight: 0 })], 0],
  ])('%s', (_, measures, coverage) => {
    expect(rollUp(measures).coverage).toBe(coverage)
  })
})

describe('measurability is the plain mean of the measures, out of 5', () => {
  test.each<[string, Measure[], number]>([
    ['one', [evaluated('On track', { measurability: 4 })], 0.8],
    ['two', [evaluated('On track', { measurability: 5 }), evaluated('On track', { measurability: 2 })], 0.7],
    [
      'weights play no part',
      [evaluated('On track', { measurability: 5, weight: 9 }), evaluated('Needs data', { measurability: 0 })],
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
    ['nothing measurable', [evaluated('Needs data')], 'Needs data'],
    ['all weights 0', [evaluated('Achieved', { weight: 0 })], 'Needs data'],
    ['coverage below a half', [evaluated('Achieved'), evaluated('Needs data', { weight: 1.01 })], 'Needs data'],
    ['coverage of a half', [evaluated('On track'), evaluated('Needs data')], 'At risk'],
    [
      'coverage of a half with the residue of floating point',
      [
        evaluated('On track', { weight: 0.3 }),
        evaluated('Needs data', { weight: 0.1 }),
        evaluated('Needs data', { weight: 0.2 }),
      ],
      'At risk',
    ],

    ['every measure achieved', [evaluated('Achieved'), evaluated('Achieved')], 'Achieved'],
    ['all but a weightless one achieved', [evaluated('Achieved'), evaluated('On track', { weight: 0 })], 'On track'],
    ['all but one achieved', [evaluated('Achieved'), evaluated('On track')], 'On track'],
    ['all achieved, one not measurable', [evaluated('Achieved'), evaluated('Needs data')], 'At risk'],

    ['pace 1', [evaluated('On track')], 'On track'],
    ['pace 0.90', [evaluated('On track', figures(0.45, 0.5))], 'On track'],
    ['pace 0.90 with the residue of floating point', [evaluated('On track', figures(0.63, 0.7, 0.1))], 'On track'],
    ['pace below 0.90', [evaluated('At risk', figures(0.449, 0.5))], 'At risk'],
    ['pace 0.70', [evaluated('At risk', figures(0.35, 0.5))], 'At risk'],
    [
      'pace 0.70 with the residue of floating point',
      [evaluated('At risk', figures((0.3 - 0.1) * 1.75, 0.5))],
      'At risk',
    ],
    ['pace below 0.70', [evaluated('Off track', figures(0.349, 0.5))], 'Off track'],
    ['the wrong way', [evaluated('Off track', figures(-1, 0.5))], 'Off track'],
    [
      'one at risk does not hold back the others',
      [evaluated('At risk'), evaluated('On track', figures(0.9, 0.5))],
      'On track',
    ],
    [
      'by the joint pace, not the mean of paces',
      [evaluated('On track', figures(0.1, 0.1)), evaluated('Off track', figures(0.5, 0.9))],
      'Off track',
    ],
    [
      'too much in one does not hide another',
      [evaluated('Achieved', figures(9, 1)), evaluated('Off track', figures(0.3, 1))],
      'Off track',
    ],
    ['the heavier measure decides', [evaluated('On track', { weight: 8 }), evaluated('At risk')], 'On track'],

    [
      'never better than At risk while one is off track',
      [evaluated('On track', figures(0.9, 0.5, 9)), evaluated('Off track')],
      'At risk',
    ],
    [
      'even while a weightless one is off track',
      [evaluated('On track'), evaluated('Off track', { weight: 0 })],
      'At risk',
    ],
    ['even when only the deadline was missed', [evaluated('Off track', figures(0.95, 1))], 'At risk'],
    [
      'never better than At risk while one is not measurable',
      [evaluated('On track', { weight: 9 }), evaluated('Needs data')],
      'At risk',
    ],
    [
      'even while a weightless one is not measurable',
      [evaluated('On track'), evaluated('Needs data', { weight: 0 })],
      'At risk',
    ],
    ['but worse all the same', [evaluated('Off track', { weight: 9 }), evaluated('Needs data')], 'Off track'],

    ['all too early', [evaluated('Too early'), evaluated('Too early')], 'On track'],
    ['all too early, one not measurable', [evaluated('Too early'), evaluated('Needs data')], 'At risk'],
    ['too early is no part of the pace', [evaluated('Too early', { weight: 9 }), evaluated('At risk')], 'At risk'],
    [
      'too early is no help either',
      [evaluated('Too early', figures(0.9, 0.05, 9)), evaluated('Off track')],
      'Off track',
    ],
    [
      'achieved before the start, others too early',
      [evaluated('Achieved', figures(1, 0)), evaluated('Too early')],
      'On track',
    ],
    [
      'achieved before the start, one not measurable',
      [evaluated('Achieved', figures(1, 0)), evaluated('Needs data')],
      'At risk',
    ],
    [
      'achieved before the start, another off track',
      [evaluated('Achieved', figures(1, 0)), evaluated('Off track', figures(0, 1))],
      'At risk',
    ],
  ])('%s', (_, measures, health) => {
    expect(rollUp(measures).health).toBe(health)
    expect(rollUp(measures.toReversed()).health).toBe(health)
  })

  test.each<[string, Measure[], object, Health]>([
    ['pace 0.8', [evaluated('At risk')], { onTrackPace: 0.8 }, 'On track'],
    ['pace 0.4', [evaluated('Off track')], { atRiskPace: 0.4 }, 'At risk'],
    [
      'coverage below three quarters',
      [evaluated('On track'), evaluated('Needs data')],
      { minCoverage: 0.75 },
      'Needs data',
    ],
    [
      'no coverage demanded, some there',
      [evaluated('On track'), evaluated('Needs data', { weight: 9 })],
      { minCoverage: 0 },
      'At risk',
    ],
    ['no coverage demanded, none there', [evaluated('Needs data')], { minCoverage: 0 }, 'Needs data'],
    ['no coverage demanded, no measures', [], { minCoverage: 0 }, 'Needs data'],
  ])('thresholds are the team’s: %s', (_, measures, thresholds, health) => {
    expect(rollUp(measures, thresholds).health).toBe(health)
  })
})

describe('too early', () => {
  test.each<[string, Measure[], boolean]>([
    ['all of them', [evaluated('Too early'), evaluated('Too early')], true],
    ['all that are measurable', [evaluated('Too early'), evaluated('Needs data')], true],
    ['all but one', [evaluated('Too early'), evaluated('On track')], false],
    ['too few to say so', [evaluated('Too early'), evaluated('Needs data', { weight: 3 })], false],
    ['none measurable', [evaluated('Needs data')], false],
    ['no measures', [], false],
  ])('%s', (_, measures, tooEarly) => {
    expect(rollUp(measures).tooEarly).toBe(tooEarly)
  })
})
