import { describe, expect, test } from 'vitest'
import { DEFAULT_THRESHOLDS, type Health, type ProjectSummary } from '../../../src/domain/model.ts'
import { rollUpProjects } from '../../../src/domain/rollup/portfolio.ts'
import { summary, unjudged } from './builders.ts'

const PORTFOLIO = { gid: 'portfolio-1', name: 'Marketing', permalinkUrl: 'https://app.asana.com/0/p', archived: false }

function rollUp(...projects: ProjectSummary[]) {
  return rollUpProjects({ portfolio: PORTFOLIO, projects, thresholds: DEFAULT_THRESHOLDS })
}

const onTrack = (name: string, more = {}) => summary({ name, ...more })
const atRisk = (name: string, more = {}) => summary({ name, health: 'At risk', attainment: 0.4, ...more })
const offTrack = (name: string, more = {}) => summary({ name, health: 'Off track', attainment: 0.2, ...more })
const achieved = (name: string, more = {}) => summary({ name, health: 'Achieved', attainment: 1, ...more })
const early = (name: string, more = {}) => summary({ name, attainment: 0.01, expected: 0.05, tooEarly: true, ...more })

describe('a portfolio', () => {
  test('bears its own name and its projects', () => {
    const projects = [onTrack('A'), offTrack('B')]
    expect(rollUp(...projects)).toMatchObject({
      gid: 'portfolio-1',
      name: 'Marketing',
      permalinkUrl: PORTFOLIO.permalinkUrl,
      projects,
    })
  })

  test('is the weighted mean of its projects', () => {
    const figures = rollUp(
      onTrack('A', { weight: 3, attainment: 0.2, expected: 0.4, measurability: 1, completeness: 0.2 }),
      onTrack('B', { weight: 1, attainment: 0.6, expected: 0.8, measurability: 0.2, completeness: 1 }),
    )
    expect(figures.attainment).toBeCloseTo(0.3, 12)
    expect(figures.expected).toBeCloseTo(0.5, 12)
    expect(figures.measurability).toBeCloseTo(0.8, 12)
    expect(figures.completeness).toBeCloseTo(0.4, 12)
    expect(figures.coverage).toBe(1)
  })

  test('counts what cannot be judged in coverage, measurability and completeness only', () => {
    const figures = rollUp(onTrack('A'), unjudged('B', { measurability: 0, completeness: 0 }))
    expect(figures).toMatchObject({
      attainment: 0.5,
      expected: 0.5,
      coverage: 0.5,
      measurability: 0.5,
      completeness: 0.5,
    })
  })

  test('leaves out archived projects altogether', () => {
    const kept = onTrack('A')
    const portfolio = rollUp(kept, offTrack('B', { archived: true, weight: 9 }), unjudged('C', { archived: true }))
    expect(portfolio).toEqual(rollUp(kept))
    expect(portfolio.projects).toEqual([kept])
  })

  test('keeps completed projects', () => {
    expect(rollUp(achieved('A', { completed: true }), offTrack('B')).projects).toHaveLength(2)
  })

  test.each([
    ['no projects', []],
    ['only archived ones', [onTrack('A', { archived: true })]],
    ['only weightless ones', [onTrack('A', { weight: 0 })]],
  ])('without figures has none: %s', (_, projects) => {
    const portfolio = rollUp(...projects)
    expect(portfolio).toMatchObject({
      health: 'Needs data',
      coverage: 0,
      measurability: 0,
      completeness: 0,
      tooEarly: false,
    })
    expect(portfolio).not.toHaveProperty('attainment')
    expect(portfolio).not.toHaveProperty('expected')
  })
})

describe('the health of a portfolio', () => {
  test.each<[string, ProjectSummary[], Health]>([
    ['coverage below a half', [onTrack('A'), unjudged('B', { weight: 1.01 })], 'Needs data'],
    ['coverage of a half', [onTrack('A'), unjudged('B')], 'At risk'],
    ['every project achieved', [achieved('A'), achieved('B')], 'Achieved'],
    ['all but one achieved', [achieved('A'), onTrack('B')], 'On track'],
    ['all achieved, one not judged', [achieved('A', { weight: 9 }), unjudged('B')], 'At risk'],
    ['joint pace 0.90', [onTrack('A'), atRisk('B')], 'On track'],
    ['joint pace below 0.90', [onTrack('A'), atRisk('B', { weight: 1.1 })], 'At risk'],
    ['joint pace below 0.70', [onTrack('A'), offTrack('B', { weight: 2 })], 'Off track'],
    ['one off track caps', [onTrack('A', { weight: 9 }), offTrack('B')], 'At risk'],
    ['a weightless one off track caps', [onTrack('A'), offTrack('B', { weight: 0 })], 'At risk'],
    ['all too early', [early('A'), early('B')], 'On track'],
    ['too early is no part of the pace', [early('A', { weight: 9 }), atRisk('B')], 'At risk'],
    [
      'a health without figures does not count as judged',
      [onTrack('A'), { ...unjudged('B'), health: 'On track' }],
      'At risk',
    ],
    [
      'never better than its best project: one held back in spite of its pace',
      [atRisk('A', { attainment: 0.5 }), atRisk('B', { attainment: 0.5 })],
      'At risk',
    ],
    [
      'nor when all that is on track carries no weight',
      [atRisk('A', { attainment: 0.5 }), onTrack('B', { weight: 0 })],
      'At risk',
    ],
    ['nor when it is too early, but something is held back', [atRisk('A', { tooEarly: true })], 'At risk'],
    [
      'never worse than its worst: early measures thin its figures',
      [onTrack('A', { attainment: 0.1, expected: 0.3 })],
      'On track',
    ],
    [
      'but what is not judged still holds it back',
      [onTrack('A', { attainment: 0.1, expected: 0.3 }), unjudged('B')],
      'At risk',
    ],
  ])('%s', (_, projects, health) => {
    expect(rollUp(...projects).health).toBe(health)
    expect(rollUp(...projects.toReversed()).health).toBe(health)
  })

  test('is too early to judge when every judged project is', () => {
    expect(rollUp(early('A'), early('B')).tooEarly).toBe(true)
    expect(rollUp(early('A'), onTrack('B')).tooEarly).toBe(false)
  })
})

describe('the reason names the project that needs attention first', () => {
  test.each<[string, ProjectSummary[], string]>([
    ['no projects', [], 'There is no active project yet.'],
    ['weightless', [onTrack('A', { weight: 0 })], 'No project carries any weight, so there is nothing to judge.'],
    ['the only one not judged', [unjudged('A')], 'The only project cannot be judged: "A" – The reason of A.'],
    [
      'most not judged, the heaviest first',
      [unjudged('A'), onTrack('B'), unjudged('C', { weight: 2 })],
      '2 of 3 projects cannot be judged: "C" – The reason of C.',
    ],
    ['none judged', [unjudged('A'), unjudged('B')], 'None of the 2 projects can be judged: "A" – The reason of A.'],
    ['achieved', [achieved('A')], '"A" is achieved.'],
    ['all achieved', [achieved('A'), achieved('B')], 'Both projects are achieved.'],
    ['off track', [onTrack('A'), unjudged('B'), offTrack('C'), atRisk('D')], '"C" is off track – The reason of C.'],
    ['the slower of two', [offTrack('A'), offTrack('B', { attainment: 0.1 })], '"B" is off track – The reason of B.'],
    ['the heavier of two alike', [offTrack('A'), offTrack('B', { weight: 2 })], '"B" is off track – The reason of B.'],
    [
      'paused ones after those under way',
      [offTrack('A', { personStatus: 'on_hold' }), atRisk('B'), onTrack('C')],
      '"B" is at risk – The reason of B.',
    ],
    [
      'a paused one when it alone is in trouble',
      [offTrack('A', { personStatus: 'on_hold' }), onTrack('C')],
      '"A" is off track – The reason of A.',
    ],
    ['at risk', [onTrack('A'), atRisk('B', { weight: 3 }), unjudged('C')], '"B" is at risk – The reason of B.'],
    ['one not judged', [onTrack('A'), unjudged('B')], '1 of 2 projects cannot be judged: "B" – The reason of B.'],
    [
      'on track',
      [achieved('A'), onTrack('B'), early('C')],
      'The pace is right; the project to watch is "B": 50% of target, 50% expected.',
    ],
    ['too early', [early('A')], 'It is too early to judge; the project to watch is "A": 1% of target, 5% expected.'],
    ['quotes in a name', [offTrack('The "big" one')], '"The \'big\' one" is off track – The reason of The "big" one.'],
  ])('%s', (_, projects, reason) => {
    expect(rollUp(...projects).reason).toBe(reason)
  })
})
