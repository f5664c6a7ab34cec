import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { evaluateMeasure } from '../../../src/domain/measure/measure.ts'
import {
  DEFAULT_THRESHOLDS,
  type Field,
  type Fields,
  type Measure,
  type Point,
  type Project,
  type Task,
} from '../../../src/domain/model.ts'
import { renderStanding } from '../../../src/domain/text/measure-figures.ts'
import { buildMeasureTask, buildTask, fields, moment, project } from '../../support/builders.ts'

const AT = moment('2026-11-16')

type World = Readonly<{
  task?: Task
  project?: Project
  fields?: Fields
  history?: readonly Point[]
  today?: string
}>

function evaluate(world: World = {}): Measure {
  return evaluateMeasure({
    task: world.task ?? buildMeasureTask(),
    project: world.project ?? project(),
    fields: world.fields ?? fields(),
    history: world.history ?? [],
    at: world.today ? moment(world.today) : AT,
    thresholds: DEFAULT_THRESHOLDS,
  })
}

const codes = ({ findings }: Measure) => findings.map(({ code }) => code)

/** The task fields, some of them defined in another way. */
function fieldsWith(changes: Partial<Record<keyof Fields, Partial<Field>>>): Fields {
  const all = fields()
  const changed = Object.entries(changes).map(([key, change]) => [key, { ...all[key as keyof Fields], ...change }])
  return { ...all, ...Object.fromEntries(changed) }
}

/** A field whose options bear names of the team's own. */
function optionsNamed(...names: string[]): Partial<Field> {
  const optionNames = Object.fromEntries(names.map((name) => [`gid-${name}`, name]))
  return { options: {}, optionNames }
}

function typed(name: string, values: Parameters<typeof buildMeasureTask>[0]) {
  return {
    fields: fieldsWith({ 'measure-type': optionsNamed(name) }),
    task: buildMeasureTask({
      baseline: undefined,
      ...values,
      values: { 'field-measure-type': { option: `gid-${name}` } },
    }),
  }
}

const PERCENT = { format: 'percentage', precision: 1 } as const
const AUGUST: Point[] = [{ at: '2026-08-01T09:00:00.000Z', value: 90 }]

describe('the direction of a Reach', () => {
  it('is not guessed from a first value above the target', () => {
    const measure = evaluate({ task: buildMeasureTask({ baseline: undefined, target: 40, actual: 64, unit: '€' }) })
    expect(measure).toMatchObject({ status: 'Needs data', measurable: false })
    expect(measure).not.toHaveProperty('attainment')
    expect(codes(measure)).toEqual(['direction-unclear'])
    expect(measure.findings[0]?.fix).toBe('Is less better? Enter Baseline, or choose Stay below.')
  })

  it('is up from 0 where the first value of the period lies at or below the target, and says so', () => {
    const history = [
      ...AUGUST,
      { at: '2026-09-20T09:00:00.000Z', value: 10 },
      { at: '2026-11-14T09:00:00.000Z', value: 50 },
    ]
    const measure = evaluate({ task: buildMeasureTask({ baseline: undefined }), history })
    expect(measure).toMatchObject({ attainment: 0.5, origin: 0 })
    expect(codes(measure)).toEqual(['no-baseline'])
  })

  it.each([
    ['Decrease', 40, 64, AUGUST, 0.52],
    ['Lower', 40, 64, AUGUST, 0.52],
    ['reduce', 40, 64, [], 0],
    ['↑ Increase', 80, 40, [], 0.5],
    ['Grow (more is better)', 80, 40, AUGUST, 0.5],
  ] as const)('is stated by the option %s: target %d, actual %d', (name, target, actual, history, attainment) => {
    const measure = evaluate({ ...typed(name, { target, actual }), history })
    expect(measure.type).toBe('Reach')
    expect(measure.attainment).toBeCloseTo(attainment, 12)
  })

  it.each([
    ['Increase', { baseline: 90, target: 40, actual: 60 }],
    ['Decrease', { baseline: 10, target: 40, actual: 20 }],
    ['Decrease', { target: 40, actual: 20 }],
  ])('is unclear where %s contradicts the numbers %o', (name, values) => {
    expect(codes(evaluate(typed(name, values)))).toContain('direction-unclear')
  })

  it.each([[0], [-40]])('is unclear for a target of %d without a baseline', (target) => {
    const measure = evaluate({ task: buildMeasureTask({ baseline: undefined, target, actual: target - 12 }) })
    expect(codes(measure)).toEqual(['direction-unclear'])
  })

  it('is never green on a guess', () => {
    const amount = fc.integer({ min: -200, max: 200 })
    fc.assert(
      fc.property(amount, amount, fc.array(amount, { maxLength: 4 }), (target, actual, past) => {
        const history = past.map((value, day) => ({ at: `2026-10-0${day + 1}T09:00:00.000Z`, value }))
        const task = buildMeasureTask({ baseline: undefined, target, actual })
        const measure = evaluate({ task, history: [...history, { at: '2026-11-15T09:00:00.000Z', value: actual }] })
        const first = past[0] ?? actual
        if (first > target || target <= 0) expect(measure.status).toBe('Needs data')
      }),
    )
  })
})

describe('the options people choose', () => {
  test.each([
    ['At least', 'Stay above'],
    ['Minimum', 'Stay above'],
    ['📈 Above', 'Stay above'],
    ['At most', 'Stay below'],
    ['[Maximum]', 'Stay below'],
    ['LIMIT', 'Stay below'],
    ['Below', 'Stay below'],
    ['Milestone', 'Yes/No'],
    ['✅ Done', 'Yes/No'],
    ['  stay   ABOVE ', 'Stay above'],
  ])('the measure type "%s" means %s', (name, type) => {
    expect(evaluate(typed(name, { target: 10, actual: 5 })).type).toBe(type)
  })

  test('a measure type that is not understood is a fault that names it, never Reach', () => {
    const measure = evaluate(typed('Maintain', { target: 40, actual: 64, baseline: 0 }))
    expect(measure).toMatchObject({ status: 'Needs data', measurable: false })
    expect(measure.findings[0]).toMatchObject({ code: 'unknown-option', severity: 'fault' })
    expect(measure.findings[0]?.message).toContain('"Maintain"')
  })

  test.each([
    ['Monthly', '2026-10-27T09:00:00.000Z', []],
    ['📅 Quarterly', '2026-08-20T09:00:00.000Z', []],
    ['weekly', '2026-10-27T09:00:00.000Z', ['stale-actual']],
  ])('an Actual of %s is fresh, or not: last changed %s', (name, at, expected) => {
    const task = buildMeasureTask({ values: { 'field-update-every': { option: `gid-${name}` } } })
    const measure = evaluate({
      fields: fieldsWith({ 'update-every': optionsNamed(name) }),
      task,
      history: [{ at, value: 50 }],
    })
    expect(codes(measure)).toEqual(expected)
  })

  test('an interval that is not understood is a hint, and freshness is not judged', () => {
    const task = buildMeasureTask({ values: { 'field-update-every': { option: 'gid-Now and then' } } })
    const history = [{ at: '2026-01-01T09:00:00.000Z', value: 50 }]
    const measure = evaluate({ fields: fieldsWith({ 'update-every': optionsNamed('Now and then') }), task, history })
    expect(measure).toMatchObject({ measurable: true, measurability: 5 })
    expect(measure.findings).toMatchObject([{ code: 'unknown-option', severity: 'hint' }])
    expect(measure.findings[0]?.message).toContain('"Now and then"')
  })
})

describe('numbers count as people see them', () => {
  test('a percentage among plain numbers counts as its percent', () => {
    const task = buildMeasureTask({ baseline: 20, target: 0.35, actual: 0.31 })
    const measure = evaluate({ task, fields: fieldsWith({ target: PERCENT, actual: PERCENT }) })
    expect(measure).toMatchObject({ baseline: 20, target: 35, actual: 31, unit: '%', format: 'plain' })
    expect(measure.attainment).toBeCloseTo(11 / 15, 12)
  })

  test('percentages alone stay fractions', () => {
    const task = buildMeasureTask({ baseline: undefined, target: 0.5, actual: 0.31 })
    const measure = evaluate({ task, fields: fieldsWith({ target: PERCENT, actual: PERCENT }) })
    expect(measure).toMatchObject({ target: 0.5, actual: 0.31, format: 'percentage' })
    expect(renderStanding(measure)).toBe('31%, target 50% (62%)')
  })

  test('a fraction typed for a percentage is suspicious', () => {
    const odd = evaluate({ task: buildMeasureTask({ target: 35, actual: 0.31, unit: '%' }) })
    expect(codes(odd)).toContain('suspicious-scale')
    const fine = evaluate({ task: buildMeasureTask({ target: 35, actual: 31, unit: '%' }) })
    expect(codes(fine)).not.toContain('suspicious-scale')
    const tiny = evaluate({ task: buildMeasureTask({ target: 0.5, actual: 0.31, unit: '%' }) })
    expect(codes(tiny)).not.toContain('suspicious-scale')
  })

  test.each([
    [{ baseline: undefined, target: 40_000, actual: 12_000 }, { unit: '€' }, '12,000 of 40,000 € (30%)'],
    [
      { baseline: undefined, target: 40_000, actual: 12_000, unit: 'visits' },
      { unit: '€' },
      '12,000 of 40,000 visits (30%)',
    ],
    [
      { baseline: 90, target: 40, actual: 64, unit: '€ per qualified lead' },
      {},
      '64 € per qualified lead, target 40 € per qualified lead (52% of the way)',
    ],
    [{ baseline: undefined, target: 0.008, actual: 0.004 }, { precision: 4 }, '0.004 of 0.008 (50%)'],
    [{ baseline: undefined, target: 3000, actual: 2998 }, {}, '2,998 of 3,000 (99%)'],
    [{ baseline: undefined, target: 3000, actual: 1 }, {}, '1 of 3,000 (1%)'],
  ])('%o in fields of %o reads %s', (values, field, text) => {
    const measure = evaluate({
      task: buildMeasureTask(values),
      fields: fieldsWith({ target: field, actual: field }),
      history: [
        { at: '2026-09-30T09:00:00.000Z', value: 0 },
        { at: '2026-11-14T09:00:00.000Z', value: values.actual },
      ],
    })
    expect(renderStanding(measure)).toBe(text)
  })

  test('a formula is as fresh as Asana computes it', () => {
    const history = [{ at: '2026-01-01T09:00:00.000Z', value: 50 }]
    expect(codes(evaluate({ history }))).toEqual(['stale-actual'])
    expect(codes(evaluate({ history, fields: fieldsWith({ actual: { isFormula: true } }) }))).toEqual([])
  })
})

describe('limits, milestones and periods', () => {
  test.each([
    [{ type: 'Stay above' as const, target: 99.9, actual: 99 }, 'At risk'],
    [{ type: 'Stay above' as const, target: 98, actual: 90 }, 'At risk'],
    [{ type: 'Stay below' as const, target: 40, actual: 41 }, 'At risk'],
    [{ type: 'Stay below' as const, target: 40, actual: 40 }, 'On track'],
    [{ type: 'Stay below' as const, target: 40, actual: 80 }, 'Off track'],
  ])('%o is %s', (values, status) => {
    expect(evaluate({ task: buildMeasureTask(values) }).status).toBe(status)
  })

  const decision = { assignee: { gid: '1', name: 'Ana' }, dueOn: '2026-11-10' }

  test.each([
    ['a milestone', { ...decision, isMilestone: true }, 'Yes/No', 'Off track'],
    ['a completed milestone', { ...decision, isMilestone: true, completed: true }, 'Yes/No', 'Achieved'],
    ['an approval', { ...decision, approval: 'pending' as const }, 'Yes/No', 'Off track'],
    [
      'an approval that was turned down',
      { ...decision, approval: 'rejected' as const, completed: true },
      'Yes/No',
      'Off track',
    ],
    [
      'a milestone with a target',
      { ...decision, isMilestone: true, values: { 'field-target': 5 } },
      'Reach',
      'Needs data',
    ],
    ['an ordinary task', decision, 'Reach', 'Needs data'],
  ])('%s without numbers', (_, task, type, status) => {
    expect(evaluate({ task: buildTask(task) })).toMatchObject({ type, status })
  })

  test.each([
    ['2026-09-28', [], '2026-01-01', ['start-assumed']],
    ['2026-03-15', [], '2026-01-01', []],
    ['2026-09-28', ['2026-09-28'], '2026-01-01', []],
  ])('a task made on %s with the start %o in a project from %s has %o', (made, [startOn], projectStart, hints) => {
    const measure = evaluate({
      task: buildMeasureTask({ actual: 5, startOn, createdAt: `${made}T09:00:00.000Z` }),
      project: project({ startOn: projectStart }),
      history: [{ at: '2026-10-04T09:00:00.000Z', value: 5 }],
      today: '2026-10-05',
    })
    expect(codes(measure)).toEqual(hints)
  })
})
