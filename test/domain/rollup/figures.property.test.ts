import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateMeasure } from '../../../src/domain/measure/measure.ts'
import {
  DEFAULT_THRESHOLDS,
  HEALTHS,
  type Health,
  MEASURE_TYPES,
  type Measure,
  type MeasureStatus,
  type ProjectSummary,
  type Task,
} from '../../../src/domain/model.ts'
import { evaluateProject } from '../../../src/domain/rollup/assess.ts'
import { rollUpProjects } from '../../../src/domain/rollup/portfolio.ts'
import { rollUpMeasures } from '../../../src/domain/rollup/rollup.ts'
import { classifyProject } from '../../../src/domain/v2mom/classify-project.ts'
import { fields, moment, person, project, buildMeasureTask as task } from '../../support/builders.ts'
import { summary } from './builders.ts'

const RUNS = { numRuns: 500 }
const AT = moment('2026-11-16')
const PROJECT = project()

type Wishes = NonNullable<Parameters<typeof task>[0]>

const day = fc.constantFrom(
  '2026-09-01',
  '2026-10-01',
  '2026-11-14',
  '2026-11-16',
  '2026-11-17',
  '2026-12-31',
  '2027-09-01',
)
const amount = fc.oneof(fc.integer({ min: -20, max: 200 }), fc.double({ min: -20, max: 200, noNaN: true }))
const weight = fc.constantFrom(0, 0.1, 0.3, 1, 1, 1, 2, 7.5, -1)

/** Wishes for a measure without faults: its numbers keep to one scale. */
const sound: fc.Arbitrary<Wishes> = fc
  .record({
    type: fc.constantFrom(...MEASURE_TYPES),
    baseline: amount,
    target: amount,
    actual: amount,
    weight,
    startOn: day,
    dueOn: day,
    completed: fc.boolean(),
  })
  .filter((wishes) => evaluate(wishes).measurable)

/** Anything a team may leave behind. */
const wild: fc.Arbitrary<Wishes> = fc.record({
  type: fc.constantFrom(undefined, ...MEASURE_TYPES),
  baseline: fc.option(fc.double(), { nil: undefined }),
  target: fc.option(fc.double(), { nil: undefined }),
  actual: fc.option(fc.double(), { nil: undefined }),
  weight: fc.option(
    fc.integer({ min: -1000, max: 1e9 }).map((cents) => cents / 100),
    { nil: undefined },
  ),
  startOn: fc.option(day, { nil: undefined }),
  dueOn: fc.option(day, { nil: undefined }),
  assignee: fc.constantFrom(undefined, person('Ana')),
  completed: fc.boolean(),
})

const projects = fc.oneof(
  fc.array(sound, { maxLength: 5 }),
  fc.array(fc.oneof(sound, sound, sound, wild), { maxLength: 5 }),
)

function evaluate(wishes: Wishes): Measure {
  return measureOf(task(wishes))
}

function measureOf(task: Task): Measure {
  return evaluateMeasure({
    task,
    project: PROJECT,
    fields: fields(),
    history: [],
    at: AT,
    thresholds: DEFAULT_THRESHOLDS,
  })
}

function rollUp(measures: readonly Measure[]) {
  return rollUpMeasures(measures, DEFAULT_THRESHOLDS)
}

function assess(wishes: readonly Wishes[], projectWeight = 1): ProjectSummary {
  const tasks = wishes.map((wish, index) => task({ ...wish, gid: `task-${index}` }))
  return evaluateProject({
    project: PROJECT,
    classified: classifyProject({ project: PROJECT, tasks, fields: fields() }),
    fields: fields(),
    histories: {},
    at: AT,
    thresholds: DEFAULT_THRESHOLDS,
    weight: projectWeight,
  })
}

describe('a fault', () => {
  const faults: fc.Arbitrary<(wishes: Wishes) => Wishes> = fc.constantFrom(
    (wishes: Wishes) => ({ ...wishes, assignee: undefined }),
    (wishes: Wishes) =>
      wishes.type === 'Yes/No' ? { ...wishes, assignee: undefined } : { ...wishes, target: undefined },
    (wishes: Wishes) =>
      wishes.type === 'Yes/No' ? { ...wishes, assignee: undefined } : { ...wishes, actual: undefined },
    (wishes: Wishes) => ({ ...wishes, type: 'Reach' as const, target: wishes.baseline }),
    (wishes: Wishes) => ({ ...wishes, type: 'Reach' as const, baseline: 0, target: 1, actual: 10.5 }),
    (wishes: Wishes) => ({ ...wishes, type: 'Stay above' as const, createdAt: '2026-01-01T09:00:00.000Z' }),
  )

  test('in any measure leaves no project On track or Achieved', () => {
    fc.assert(
      fc.property(fc.array(sound, { minLength: 1, maxLength: 5 }), fc.nat(), faults, (wishes, pick, spoil) => {
        const index = pick % wishes.length
        const spoilt = wishes.map((wish, at) => (at === index ? spoil(wish) : wish)).map(evaluate)
        expect(spoilt[index]?.measurable).toBe(false)
        expect(['Needs data', 'At risk', 'Off track']).toContain(rollUp(spoilt).health)
      }),
      RUNS,
    )
  })
})

describe('more Actual in the wanted direction', () => {
  const step = fc.double({ min: 0, max: 50, noNaN: true })

  test('never makes the measure or its project worse', () => {
    fc.assert(
      fc.property(sound, step, fc.array(sound, { maxLength: 4 }), (wishes, gain, others) => {
        const better = advance(wishes, gain)
        fc.pre(evaluate(better).measurable)
        const [before, after] = [evaluate(wishes), evaluate(better)]
        expect(after.attainment).toBeGreaterThanOrEqual(before.attainment ?? 0)
        expect(STATUS_RANKS[after.status]).toBeGreaterThanOrEqual(STATUS_RANKS[before.status])

        const rest = others.map(evaluate)
        const [poorer, richer] = [rollUp([...rest, before]), rollUp([...rest, after])]
        expect(rankOf(richer.health)).toBeGreaterThanOrEqual(rankOf(poorer.health))
        expect(richer.attainment ?? 0).toBeGreaterThanOrEqual((poorer.attainment ?? 0) - 1e-12)
      }),
      RUNS,
    )
  })
})

describe('scaling all weights', () => {
  const factor = fc.double({ min: 1e-6, max: 1e6, noNaN: true })

  test('changes nothing in a project', () => {
    fc.assert(
      fc.property(projects, factor, (wishes, k) => {
        const measures = wishes.map(evaluate)
        expectAlike(rollUp(measures.map((measure) => ({ ...measure, weight: measure.weight * k }))), rollUp(measures))
      }),
      RUNS,
    )
  })

  test('changes nothing in a portfolio', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(projects, weight), { maxLength: 4 }), factor, (all, k) => {
        const assessed = all.map(([wishes, share]) => assess(wishes, share))
        const scaled = assessed.map((one) => ({ ...one, weight: one.weight * k }))
        expectAlike(portfolioOf(scaled), portfolioOf(assessed))
      }),
      RUNS,
    )
  })
})

describe('figures', () => {
  test('of whatever a team leaves behind are fractions or absent', () => {
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 5 }), (wishes) => {
        const measures = wishes.map(evaluate)
        const { attainment = 0, expected = 0, coverage, measurability } = rollUp(measures)
        for (const figure of [attainment, expected, coverage, measurability]) expectFraction(figure)
        for (const measure of measures) {
          expectFraction(measure.expected ?? 0)
          expect(Number.isFinite(measure.attainment ?? 0)).toBe(true)
          expect(Number.isNaN(measure.pace ?? 0)).toBe(false)
          expect(measure.weight).toBeGreaterThanOrEqual(0)
          if (measure.measurable) expect(measure.attainment).toBeDefined()
        }
      }),
      RUNS,
    )
  })

  test('of a portfolio are fractions or absent', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(projects, weight), { maxLength: 4 }), (all) => {
        const {
          attainment = 0,
          expected = 0,
          coverage,
          measurability,
          completeness,
        } = portfolioOf(all.map(([wishes, share]) => assess(wishes, share)))
        for (const figure of [attainment, expected, coverage, measurability, completeness]) expectFraction(figure)
      }),
      RUNS,
    )
  })
})

describe('a portfolio', () => {
  test('of one project has that project’s figures and health, whatever it weighs', () => {
    fc.assert(
      fc.property(projects, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (wishes, share) => {
        const only = assess(wishes, share)
        const portfolio = portfolioOf([only])
        const { attainment, expected, coverage, measurability, completeness, health, tooEarly } = only
        if (health === 'Needs data')
          expectAlike(portfolio, { coverage: 0, measurability, completeness, health, tooEarly })
        else
          expectAlike(portfolio, { attainment, expected, coverage: 1, measurability, completeness, health, tooEarly })
        expect(coverage > 0 || health === 'Needs data').toBe(true)
      }),
      RUNS,
    )
  })

  test('is never better than its best project, nor worse than its worst', () => {
    const one = fc.record({
      health: fc.constantFrom(...HEALTHS.filter((health) => health !== 'Needs data')),
      attainment: fc.double({ min: 0, max: 1, noNaN: true }),
      expected: fc.double({ min: 0, max: 1, noNaN: true }),
      weight: fc.constantFrom(0.5, 1, 3),
      tooEarly: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (wishes) => {
        const ranks = wishes.map(({ health }) => rankOf(health))
        const rank = rankOf(portfolioOf(wishes.map((wish) => summary(wish))).health)
        expect(rank).toBeGreaterThanOrEqual(Math.min(...ranks))
        expect(rank).toBeLessThanOrEqual(Math.max(...ranks))
      }),
      RUNS,
    )
  })
})

const STATUS_RANKS: Record<MeasureStatus, number> = {
  'Needs data': 0,
  'Off track': 1,
  'At risk': 2,
  'Too early': 3,
  'On track': 3,
  Achieved: 4,
}

function rankOf(health: Health): number {
  return ['Needs data', 'Off track', 'At risk', 'On track', 'Achieved'].indexOf(health)
}

function advance(wishes: Wishes, gain: number): Wishes {
  const { type, baseline = 0, target = 0, actual = 0 } = wishes
  if (type === 'Yes/No') return { ...wishes, completed: true }
  const falls = type === 'Stay below' || (type === 'Reach' && target < baseline)
  return { ...wishes, actual: falls ? actual - gain : actual + gain }
}

function portfolioOf(assessed: readonly ProjectSummary[]) {
  return rollUpProjects({
    portfolio: { gid: 'portfolio-1', name: 'Marketing', archived: false },
    projects: assessed,
    thresholds: DEFAULT_THRESHOLDS,
  })
}

type Alike = Readonly<{ health: Health; tooEarly: boolean; coverage: number; measurability: number }> &
  Readonly<{ attainment?: number | undefined; expected?: number | undefined; completeness?: number }>

/** Equal but for the residue of floating point. */
function expectAlike(actual: Alike, wanted: Alike) {
  expect([actual.health, actual.tooEarly]).toEqual([wanted.health, wanted.tooEarly])
  for (const figure of ['attainment', 'expected', 'coverage', 'measurability', 'completeness'] as const) {
    if (wanted[figure] === undefined) expect(actual[figure]).toBeUndefined()
    else expect(actual[figure]).toBeCloseTo(wanted[figure], 9)
  }
}

function expectFraction(figure: number) {
  expect(figure).toBeGreaterThanOrEqual(0)
  expect(figure).toBeLessThanOrEqual(1)
}
