import { describe, expect, test } from 'vitest'
import { evaluateMeasure } from '../../../src/domain/measure/measure.ts'
import {
  DEFAULT_THRESHOLDS,
  type EvaluationTime,
  type Fields,
  type Measure,
  type Point,
  type Project,
  type Task,
  type Thresholds,
} from '../../../src/domain/model.ts'
import { buildMeasureTask, fields, moment, optionOf, project } from '../../support/builders.ts'

/** 16 November 2026 is half of 1 October to 1 January. */
const AT = moment('2026-11-16')

type World = {
  task?: Task
  project?: Project
  fields?: Fields
  history?: readonly Point[]
  at?: EvaluationTime
  thresholds?: Partial<Thresholds>
}

function evaluate(world: World = {}): Measure {
  return evaluateMeasure({
    task: world.task ?? buildMeasureTask({ dueOn: '2027-01-01' }),
    project: world.project ?? project(),
    fields: world.fields ?? fields(),
    history: world.history ?? [],
    at: world.at ?? AT,
    thresholds: { ...DEFAULT_THRESHOLDS, ...world.thresholds },
  })
}

function codes({ findings }: Measure): string[] {
  return findings.map(({ code }) => code)
}

const without = { startOn: undefined, dueOn: undefined }

describe('a measure is read from its task', () => {
  test('with everything that stands there', () => {
    const history = [{ at: '2026-11-11T09:00:00.000Z', value: 150 }]
    const task = buildMeasureTask({
      type: 'Reach',
      baseline: 100,
      target: 200,
      actual: 150,
      unit: ' leads ',
      weight: 3,
      updateEvery: 'Month',
      dueOn: '2027-01-01',
      permalinkUrl: 'https://app.asana.com/0/1/task-1',
    })
    expect(evaluate({ task, history })).toEqual({
      gid: 'task-1',
      name: 'Qualified leads',
      permalinkUrl: 'https://app.asana.com/0/1/task-1',
      type: 'Reach',
      baseline: 100,
      target: 200,
      actual: 150,
      unit: 'leads',
      format: 'plain',
      weight: 3,
      hasWeight: true,
      origin: 100,
      precision: 2,
      attainment: 0.5,
      expected: 0.5,
      pace: 1,
      status: 'On track',
      measurability: 5,
      measurable: true,
      findings: [],
      owner: { gid: 'person-ana', name: 'Ana' },
      startOn: '2026-10-01',
      dueOn: '2027-01-01',
      done: false,
      actualUpdatedAt: '2026-11-11T09:00:00.000Z',
      history,
    })
  })

  test('and what does not stand there is absent, not undefined', () => {
    const bare = buildMeasureTask({ baseline: undefined, target: undefined, actual: undefined, assignee: undefined })
    const measure = evaluate({ task: bare })
    expect(Object.keys(measure)).toEqual(expect.not.arrayContaining(['baseline', 'target', 'actual', 'unit', 'owner']))
    expect(Object.values(measure)).not.toContain(undefined)
  })

  test.each([
    ['Reach', 'Reach'],
    ['Stay above', 'Stay above'],
    ['Stay below', 'Stay below'],
    ['Yes/No', 'Yes/No'],
    [undefined, 'Reach'],
  ] as const)('Measure type %s makes it %s', (type, told) => {
    expect(evaluate({ task: buildMeasureTask({ type }) }).type).toBe(told)
  })

  test('options are known by gid, so that people may rename them', () => {
    const renamed: Fields = {
      ...fields(),
      'measure-type': { gid: 'mt', type: 'enum', options: { 'Yes/No': 'opt-77' } },
    }
    expect(evaluate({ fields: renamed, task: buildMeasureTask({ values: { mt: { option: 'opt-77' } } }) }).type).toBe(
      'Yes/No',
    )
    expect(evaluate({ fields: renamed, task: buildMeasureTask({ values: { mt: { option: 'opt-78' } } }) }).type).toBe(
      'Reach',
    )
  })

  test('an option the team has added itself is no type of ours', () => {
    const extended: Fields = { ...fields(), 'measure-type': { gid: 'mt', type: 'enum', options: { Guess: 'opt-9' } } }
    expect(evaluate({ fields: extended, task: buildMeasureTask({ values: { mt: { option: 'opt-9' } } }) }).type).toBe(
      'Reach',
    )
  })

  test.each([
    ['text', 'fifty'],
    ['an option', optionOf('update-every', 'Week')],
    ['no number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('%s in a number field counts as absent', (_, value) => {
    const measure = evaluate({ task: buildMeasureTask({ values: { 'field-actual': value } }) })
    expect(measure.actual).toBeUndefined()
    expect(codes(measure)).toEqual(['no-actual'])
  })

  test('a number in the text field Unit and a text as Measure type count as absent', () => {
    const measure = evaluate({
      task: buildMeasureTask({ values: { 'field-unit': 5, 'field-measure-type': 'Stay above' } }),
    })
    expect(measure.unit).toBeUndefined()
    expect(measure.type).toBe('Reach')
  })

  test.each([
    ['all are percentages', { target: 'percentage', actual: 'percentage', baseline: 'percentage' }, 'percentage'],
    ['only Target is a percentage', { target: 'percentage' }, 'plain'],
    ['only Actual is a percentage', { actual: 'percentage' }, 'plain'],
    [
      'Actual is a percentage and there is no Target',
      { target: undefined, actual: 'percentage', baseline: 'percentage' },
      'percentage',
    ],
    ['neither is there', { target: undefined, actual: undefined }, 'plain'],
  ] as const)('numbers are percentages only where all of them are: %s', (_, formats, format) => {
    const { target, actual, baseline, ...rest } = fields()
    const shown = { target: 'plain' as const, actual: 'plain' as const, baseline: 'plain' as const, ...formats }
    const world: Fields = {
      ...rest,
      ...(target && shown.target ? { target: { ...target, format: shown.target } } : {}),
      ...(actual && shown.actual ? { actual: { ...actual, format: shown.actual } } : {}),
      ...(baseline ? { baseline: { ...baseline, format: shown.baseline } } : {}),
    }
    expect(evaluate({ fields: world }).format).toBe(format)
  })

  test('a percentage is a fraction and used as it is', () => {
    const task = buildMeasureTask({ baseline: 0.2, target: 0.6, actual: 0.4, dueOn: '2027-01-01' })
    expect(evaluate({ task }).attainment).toBeCloseTo(0.5, 12)
  })

  test.each([
    [undefined, 1],
    [0, 0],
    [2.5, 2.5],
    [-1, 0],
  ])('Weight %s counts as %d', (weight, counted) => {
    expect(evaluate({ task: buildMeasureTask({ weight }) }).weight).toBe(counted)
  })

  test('a number counts whether or not the task is completed', () => {
    const open = evaluate()
    expect(evaluate({ task: buildMeasureTask({ dueOn: '2027-01-01', completed: true }) })).toEqual({
      ...open,
      done: true,
    })
  })
})

describe('when a measure runs', () => {
  test.each([
    ['its own dates', {}, {}, '2026-10-01', '2026-12-31'],
    ['its own start, the project’s due date', { dueOn: undefined }, {}, '2026-10-01', '2026-11-30'],
    ['the project’s dates', without, {}, '2026-09-01', '2026-11-30'],
    ['the day it was made, the project’s due date', without, { startOn: undefined }, '2026-11-10', '2026-11-30'],
    ['the day it was made, no due date', without, without, '2026-11-10', undefined],
  ])('%s', (_, own, projects, start, due) => {
    const dates = { startOn: '2026-09-01', dueOn: '2026-11-30', ...projects }
    const measure = evaluate({ task: buildMeasureTask(own), project: project(dates) })
    expect([measure.startOn, measure.dueOn]).toEqual([start, due])
  })

  test('the day it was made is the day in the team’s time zone', () => {
    const task = buildMeasureTask({ ...without, createdAt: '2026-11-10T23:30:00.000Z' })
    const at = { ...AT, timeZone: 'Europe/Berlin' }
    expect(evaluate({ task, project: project({ startOn: undefined }), at }).startOn).toBe('2026-11-11')
  })

  test.each([
    ['the day before it is due', '2026-11-15', 'On track'],
    ['the day it is due', '2026-11-16', 'On track'],
    ['the day after', '2026-11-17', 'Off track'],
  ])('nearly reached, %s it is %s', (_, today, status) => {
    const measure = evaluate({ task: buildMeasureTask({ actual: 95, dueOn: '2026-11-16' }), at: moment(today) })
    expect(measure.status).toBe(status)
  })

  test.each([
    ['the day it is due', '2026-11-16', 'Too early', 0, undefined],
    ['the day after', '2026-11-17', 'Off track', 1, 0],
  ])('an open Yes/No, %s', (_, today, status, expected, pace) => {
    const measure = evaluate({ task: buildMeasureTask({ type: 'Yes/No', dueOn: '2026-11-16' }), at: moment(today) })
    expect(measure).toMatchObject({ status, expected })
    expect(measure.pace).toBe(pace)
  })

  test('reached before its start it is achieved, and its pace is nothing to divide by', () => {
    const measure = evaluate({ task: buildMeasureTask({ actual: 100, startOn: '2026-12-01' }) })
    expect(measure).toMatchObject({ status: 'Achieved', attainment: 1, expected: 0 })
    expect(measure).not.toHaveProperty('pace')
  })

  test('a start on the due date leaves it too early the day before and judged on the day', () => {
    const task = buildMeasureTask({ startOn: '2026-11-20', dueOn: '2026-11-20' })
    expect(evaluate({ task, at: moment('2026-11-19') })).toMatchObject({ expected: 0, status: 'Too early' })
    expect(evaluate({ task, at: moment('2026-11-20') })).toMatchObject({ expected: 1, status: 'Off track' })
  })
})

describe('Yes/No', () => {
  test.each([
    ['open', { completed: false }, 0],
    ['completed', { completed: true }, 1],
    ['an approved approval', { completed: true, approval: 'approved' }, 1],
    ['a rejected approval, which Asana completes', { completed: true, approval: 'rejected' }, 0],
    [
      'an approval with changes requested, which Asana completes',
      { completed: true, approval: 'changes_requested' },
      0,
    ],
  ] as const)('%s', (_, state, attainment) => {
    const task = buildMeasureTask({
      type: 'Yes/No',
      target: undefined,
      actual: undefined,
      baseline: undefined,
      ...state,
    })
    expect(evaluate({ task })).toMatchObject({ attainment, findings: [], measurability: 5, measurable: true })
  })

  test('needs no number fields in the project', () => {
    const measure = evaluate({ task: buildMeasureTask({ type: 'Yes/No' }), fields: fields('target', 'actual') })
    expect(measure).toMatchObject({ measurable: true, measurability: 5, findings: [] })
  })
})

const empty = { at: '2026-09-01T09:00:00.000Z' }
const seen = (day: string, value = 50): Point[] => [{ at: `${day}T09:00:00.000Z`, value }]

describe('faults: the measure is not measurable until they are fixed', () => {
  test.each<[string, World, string[]]>([
    ['nothing wrong', {}, []],
    ['no target', { task: buildMeasureTask({ target: undefined }) }, ['no-target']],
    ['no actual', { task: buildMeasureTask({ actual: undefined }) }, ['no-actual']],
    [
      'no actual for a long time is said once',
      { task: buildMeasureTask({ actual: undefined }), history: [empty] },
      ['no-actual'],
    ],
    ['no owner', { task: buildMeasureTask({ assignee: undefined }) }, ['no-owner']],
    ['no due date', { task: buildMeasureTask({ dueOn: undefined }), project: project(without) }, ['no-due-date']],
    ['the project’s due date will do', { task: buildMeasureTask({ dueOn: undefined }) }, []],
    ['target = baseline', { task: buildMeasureTask({ baseline: 100 }) }, ['target-equals-baseline']],
    ['target 0 and no baseline', { task: buildMeasureTask({ baseline: undefined, target: 0 }) }, ['direction-unclear']],
    ['target = baseline to keep', { task: buildMeasureTask({ type: 'Stay above', baseline: 100 }) }, []],
    ['10 days old', { history: seen('2026-11-06') }, []],
    ['11 days old', { history: seen('2026-11-05') }, ['stale-actual']],
    ['35 days old, monthly', { task: buildMeasureTask({ updateEvery: 'Month' }), history: seen('2026-10-12') }, []],
    [
      '36 days old, monthly',
      { task: buildMeasureTask({ updateEvery: 'Month' }), history: seen('2026-10-11') },
      ['stale-actual'],
    ],
    [
      '100 days old, quarterly',
      { task: buildMeasureTask({ updateEvery: 'Quarter' }), history: seen('2026-08-08') },
      [],
    ],
    [
      '101 days old, quarterly',
      { task: buildMeasureTask({ updateEvery: 'Quarter' }), history: seen('2026-08-07') },
      ['stale-actual'],
    ],
    ['the newest change counts', { history: [...seen('2026-08-07'), ...seen('2026-11-10')] }, []],
    [
      'made 11 days ago, never changed',
      { task: buildMeasureTask({ createdAt: '2026-11-05T09:00:00.000Z' }) },
      ['stale-actual'],
    ],
    [
      'made long ago, just changed',
      { task: buildMeasureTask({ createdAt: '2026-01-05T09:00:00.000Z' }), history: seen('2026-11-15') },
      [],
    ],
    ['old, but nobody looks', { task: buildMeasureTask({ type: 'Yes/No' }), history: seen('2026-01-01') }, []],
    ['10 times the target', { task: buildMeasureTask({ actual: 1000 }) }, []],
    ['more than 10 times the target', { task: buildMeasureTask({ actual: 1001 }) }, ['suspicious-scale']],
    ['10 times the wrong way', { task: buildMeasureTask({ actual: -1000 }) }, []],
    ['more than 10 times the wrong way', { task: buildMeasureTask({ actual: -1001 }) }, ['suspicious-scale']],
    [
      'beyond all numbers',
      { task: buildMeasureTask({ baseline: -1e308, target: 1e308, actual: 1e308 }) },
      ['suspicious-scale'],
    ],
    [
      'several',
      { task: buildMeasureTask({ target: undefined, actual: undefined, assignee: undefined }) },
      ['no-target', 'no-actual', 'no-owner'],
    ],
  ])('%s', (_, world, expected) => {
    const measure = evaluate(world)
    expect(codes(measure)).toEqual(expected)
    expect(measure.measurable).toBe(expected.length === 0)
    expect(measure.status === 'Needs data').toBe(expected.length > 0)
  })

  test('days are counted in the team’s time zone', () => {
    const history = [{ at: '2026-11-05T23:30:00.000Z', value: 50 }]
    expect(codes(evaluate({ history }))).toEqual(['stale-actual'])
    expect(codes(evaluate({ history, at: { ...AT, timeZone: 'Europe/Berlin' } }))).toEqual([])
  })

  test('how fresh is fresh, and how much too much, is the team’s to say', () => {
    const freshDays = { Week: 3, Month: 35, Quarter: 100 }
    expect(codes(evaluate({ thresholds: { freshDays, suspiciousAttainment: 0.4 } }))).toEqual([
      'stale-actual',
      'suspicious-scale',
    ])
  })

  test('a figure stays in the record when a fault keeps it from counting', () => {
    expect(evaluate({ task: buildMeasureTask({ actual: 1300 }) })).toMatchObject({
      attainment: 13,
      status: 'Needs data',
    })
  })

  test('absurd numbers leave no figure that is none', () => {
    const measure = evaluate({ task: buildMeasureTask({ baseline: -1e308, target: 1e308, actual: 1e308 }) })
    expect(measure).not.toHaveProperty('attainment')
    expect(measure).not.toHaveProperty('pace')
  })

  test.each<[string, Fields, Task, string[], boolean]>([
    ['no Target field', fields('target'), buildMeasureTask(), [], false],
    ['no Actual field', fields('actual'), buildMeasureTask(), [], false],
    ['neither', fields('target', 'actual'), buildMeasureTask(), [], false],
    [
      'no Target field and an empty Actual',
      fields('target'),
      buildMeasureTask({ actual: undefined }),
      ['no-actual'],
      false,
    ],
    [
      'no Actual field and an empty Target',
      fields('actual'),
      buildMeasureTask({ target: undefined }),
      ['no-target'],
      false,
    ],
    [
      'a text field called Target',
      { ...fields(), target: { gid: 't', type: 'text', options: {} } },
      buildMeasureTask(),
      [],
      false,
    ],
    ['no Baseline field', fields('baseline'), buildMeasureTask(), ['no-baseline'], true],
  ])('what the project lacks is said for the project: %s', (_, available, task, expected, measurable) => {
    const measure = evaluate({ fields: available, task })
    expect(codes(measure)).toEqual(expected)
    expect(measure.measurable).toBe(measurable)
    expect(measure.status === 'Needs data').toBe(!measurable)
  })
})

describe('hints: worth saying, no more', () => {
  test.each<[string, World, string[]]>([
    ['Reach without Baseline', { task: buildMeasureTask({ baseline: undefined }) }, ['no-baseline']],
    ['Baseline 0', { task: buildMeasureTask({ baseline: 0 }) }, []],
    ['Stay above without Baseline', { task: buildMeasureTask({ type: 'Stay above', baseline: undefined }) }, []],
    ['Stay below without Baseline', { task: buildMeasureTask({ type: 'Stay below', baseline: undefined }) }, []],
    ['Yes/No without Baseline', { task: buildMeasureTask({ type: 'Yes/No', baseline: undefined }) }, []],
    ['a negative weight', { task: buildMeasureTask({ weight: -0.5 }) }, ['bad-weight']],
    ['weight 0', { task: buildMeasureTask({ weight: 0 }) }, []],
    ['start = due', { task: buildMeasureTask({ startOn: '2026-12-31' }) }, ['due-before-start']],
    ['start after due', { task: buildMeasureTask({ startOn: '2027-01-05' }) }, ['due-before-start']],
    ['start the day before', { task: buildMeasureTask({ startOn: '2026-12-30' }) }, []],
    [
      'no due date to be before',
      { task: buildMeasureTask({ dueOn: undefined }), project: project(without) },
      ['no-due-date'],
    ],
  ])('%s', (_, world, expected) => {
    const measure = evaluate(world)
    expect(codes(measure)).toEqual(expected)
    expect(measure.measurable).toBe(!expected.includes('no-due-date'))
  })
})

describe('measurability counts what is in place', () => {
  test.each<[string, World, number]>([
    ['everything', {}, 5],
    ['no target', { task: buildMeasureTask({ target: undefined }) }, 4],
    ['no actual, hence no freshness', { task: buildMeasureTask({ actual: undefined }) }, 3],
    ['no owner', { task: buildMeasureTask({ assignee: undefined }) }, 4],
    ['no due date', { task: buildMeasureTask({ dueOn: undefined }), project: project(without) }, 4],
    ['stale', { history: seen('2026-01-01') }, 4],
    ['no Target field', { fields: fields('target') }, 4],
    ['no Actual field', { fields: fields('actual') }, 3],
    ['a wrong scale is all in place', { task: buildMeasureTask({ actual: 5000 }) }, 5],
    [
      'nothing at all',
      {
        task: buildMeasureTask({ target: undefined, actual: undefined, assignee: undefined, dueOn: undefined }),
        project: project(without),
      },
      0,
    ],
    [
      'Yes/No without owner and due date',
      {
        task: buildMeasureTask({ type: 'Yes/No', assignee: undefined, dueOn: undefined }),
        project: project(without),
        history: seen('2026-01-01'),
      },
      3,
    ],
  ])('%s', (_, world, points) => {
    expect(evaluate(world).measurability).toBe(points)
  })
})

test('every finding of a measure names its task', () => {
  const measure = evaluate({
    task: buildMeasureTask({ actual: undefined, target: undefined, weight: -1, gid: 'task-9' }),
  })
  expect(measure.findings.map(({ taskGid }) => taskGid)).toEqual(['task-9', 'task-9', 'task-9'])
})
