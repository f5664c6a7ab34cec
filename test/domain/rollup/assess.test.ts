import { describe, expect, test } from 'vitest'
import {
  DEFAULT_THRESHOLDS,
  type Fields,
  type Project,
  type StatusUpdate,
  type Task,
} from '../../../src/domain/model.ts'
import { evaluateProject } from '../../../src/domain/rollup/assess.ts'
import { dataGapsOf } from '../../../src/domain/text/data-gaps.ts'
import { classifyProject } from '../../../src/domain/v2mom/classify-project.ts'
import { buildMeasureTask, buildTask, fields, moment, project } from '../../support/builders.ts'

const AT = moment('2026-11-16')
const COMPLETE = '# Vision\nBe the source\n# Values\nFocus\n# Methods\nTalks\n# Obstacles\nOne designer'

type World = {
  project?: Project
  tasks?: readonly Task[]
  fields?: Fields
} & Partial<Omit<Parameters<typeof evaluateProject>[0], 'project' | 'classified' | 'fields'>>

function assess({ tasks = [buildMeasureTask()], ...world }: World = {}) {
  const evaluated = world.project ?? project({ description: COMPLETE })
  const available = world.fields ?? fields()
  return evaluateProject({
    histories: {},
    at: AT,
    thresholds: DEFAULT_THRESHOLDS,
    ...world,
    project: evaluated,
    fields: available,
    classified: classifyProject({ project: evaluated, tasks, fields: available }),
  })
}

function codes(world: World): string[] {
  return assess(world).findings.map(({ code }) => code)
}

const described = (description: string, more = {}) => project({ description, ...more })
const measures = (count: number) =>
  Array.from({ length: count }, (_, index) => buildMeasureTask({ gid: `task-${index}` }))

describe('what is wrong with a project', () => {
  test.each<[string, World, string[]]>([
    ['nothing', {}, []],
    ['no vision', { project: described(COMPLETE.replace('# Vision\n', '')) }, ['no-vision']],
    ['no values', { project: described(COMPLETE.replace('# Values\n', '')) }, ['no-values']],
    ['no obstacles', { project: described(COMPLETE.replace('# Obstacles\n', '')) }, ['no-obstacles']],
    ['no methods', { project: described(COMPLETE.replace('# Methods\n', '')) }, ['no-methods']],
    [
      'any task will do as a method',
      { project: described(COMPLETE.replace('# Methods\n', '')), tasks: [buildTask(), buildMeasureTask()] },
      [],
    ],
    ['no measures', { tasks: [] }, ['no-measures']],
    [
      'measures in the text only',
      { tasks: [], project: described(`${COMPLETE}\n# Measures\nMore leads`) },
      ['measure-in-text-only'],
    ],
    ['measures in the text and a task', { project: described(`${COMPLETE}\n# Measures\nMore leads`) }, []],
    ['no owner', { project: described(COMPLETE, { owner: undefined }) }, ['no-project-owner']],
    ['no due date', { project: described(COMPLETE, { dueOn: undefined }) }, ['no-project-due-date']],
    ['seven measures', { tasks: measures(7) }, []],
    ['eight measures', { tasks: measures(8) }, ['too-many-measures']],
    ['no Target field', { fields: fields('target') }, ['field-missing']],
    ['no Actual field', { fields: fields('actual') }, ['field-missing']],
    ['neither: said once', { fields: fields('target', 'actual'), tasks: measures(3) }, ['field-missing']],
    [
      'no fields, and nobody needs them',
      { fields: fields('target', 'actual'), tasks: [buildMeasureTask({ type: 'Yes/No' })] },
      [],
    ],
    ['no fields, and no measures', { fields: fields('target', 'actual'), tasks: [] }, ['no-measures']],
    [
      'an empty project',
      { project: project({ owner: undefined, dueOn: undefined }), tasks: [] },
      [
        'no-measures',
        'no-vision',
        'no-values',
        'no-methods',
        'no-obstacles',
        'no-project-owner',
        'no-project-due-date',
      ],
    ],
  ])('%s', (_, world, expected) => {
    expect(codes(world)).toEqual(expected)
  })

  test('how many measures are too many is the team’s to say', () => {
    expect(codes({ tasks: measures(3), thresholds: { ...DEFAULT_THRESHOLDS, maxMeasures: 2 } })).toEqual([
      'too-many-measures',
    ])
  })

  test.each([
    ['target', 'Target'],
    ['actual', 'Actual'],
  ] as const)('without the field %s it is told to add %s', (key, name) => {
    const [finding] = assess({ fields: fields(key) }).findings
    expect(finding?.message).toBe(`"Spring launch" has no number field for ${name}, so its measures cannot be judged.`)
    expect(finding?.fix).toBe(`Add to the project what is missing as a number field: ${name}.`)
  })

  test('fields that are nearly the missing ones are named', () => {
    const nearMisses = [{ key: 'Target' as const, label: 'the text field "Target"' }]
    const [finding] = assess({ fields: fields('target'), nearMisses }).findings
    expect(finding?.message).toBe(
      '"Spring launch" has no number field for Target, so its measures cannot be judged; it has the text field "Target".',
    )
  })

  test('numbers outside the measures are a hint, and stand among what cannot be measured yet', () => {
    const outside = { section: 'Doing', gid: 'task-2' }
    const summary = assess({
      tasks: [buildMeasureTask(), buildMeasureTask(outside), buildMeasureTask({ ...outside, gid: 'task-3' })],
    })
    const [hint] = summary.findings.filter(({ code }) => code === 'numbers-outside-measures')
    expect(hint).toMatchObject({ severity: 'hint' })
    expect(hint?.message).toBe('In "Spring launch" 2 tasks carry Target and Actual but are no measures.')
    expect(dataGapsOf(summary).map(({ what }) => what)).toContainEqual([
      '2 tasks carry Target and Actual but are no measures',
    ])
  })

  test('some weights and no others are a hint; all or none are not', () => {
    const weigh = (...weights: (number | undefined)[]) =>
      assess({ tasks: weights.map((weight, n) => buildMeasureTask({ weight, gid: `task-${n}` })) })
    const codes = (...weights: (number | undefined)[]) => weigh(...weights).findings.map(({ code }) => code)
    expect(codes(2, undefined, undefined)).toContain('partial-weights')
    expect(codes(2, 1)).not.toContain('partial-weights')
    expect(codes(undefined, undefined)).not.toContain('partial-weights')
  })

  test.each([
    ['section', 'Measures dashboard', { tasks: [buildTask({ section: 'Measures dashboard' })] }],
    ['tag', 'KPI tool selection', { tasks: [buildTask({ tags: ['KPI tool selection'] })] }],
    ['heading', 'Metrics we once had', { tasks: [], project: described('# Metrics we once had\n- 180 leads') }],
  ])('a %s that begins like measures and is not read is a hint: %s', (kind, text, world) => {
    const summary = assess(world)
    const [hint] = summary.findings.filter(({ code }) => code === 'unread-heading')
    expect(hint?.message).toBe(`In "Spring launch" the ${kind} "${text}" is not read as measures.`)
    expect(dataGapsOf(summary).map(({ what }) => what)).toContainEqual([
      `the ${kind} "${text}" is not read as measures`,
    ])
  })

  test('a name that is not read is no matter where the project has measures', () => {
    const tasks = [buildMeasureTask(), buildTask({ gid: 'task-2', section: 'Measures dashboard' })]
    expect(codes({ tasks })).not.toContain('unread-heading')
  })

  test('an option of V2MOM that names nothing is a hint on its task, and the section decides', () => {
    const v2mom = { ...fields().v2mom, options: {}, optionNames: { o1: 'Maybe' } } as NonNullable<Fields['v2mom']>
    const task = buildMeasureTask({ values: { 'field-v2mom': { option: 'o1' } } })
    const summary = assess({ tasks: [task], fields: { ...fields(), v2mom } })
    expect(summary.measures).toHaveLength(1)
    expect(summary.findings.filter(({ code }) => code === 'unknown-option')).toMatchObject([
      { severity: 'hint', taskGid: 'task-1', message: expect.stringContaining('"Maybe"') },
    ])
  })

  test('two fields of one name are a hint', () => {
    expect(assess({ rivals: ['Target'] }).findings.map(({ code }) => code)).toContain('two-fields')
  })

  test('the findings of measures stay with the measures', () => {
    const summary = assess({ tasks: [buildMeasureTask({ target: undefined })], project: described('') })
    expect(summary.findings.map(({ code }) => code)).toEqual(['no-vision', 'no-values', 'no-methods', 'no-obstacles'])
    expect(summary.measures[0]?.findings).toMatchObject([{ code: 'no-target', taskGid: 'task-1' }])
  })
})

describe('a summary', () => {
  test('holds the project, its figures and when they were true', () => {
    const summary = assess({ tasks: [buildTask({ gid: 'task-2' }), buildMeasureTask({ actual: 25 })] })
    expect(summary).toMatchObject({
      gid: 'project-1',
      name: 'Spring launch',
      permalinkUrl: 'https://app.asana.com/0/project-1',
      owner: { name: 'Olga' },
      health: 'Off track',
      reason: '"Qualified leads" is off track: 25% of target, 51% expected.',
      attainment: 0.25,
      coverage: 1,
      measurability: 1,
      completeness: 1,
      tooEarly: false,
      weight: 1,
      archived: false,
      completed: false,
      verifiedAt: AT.now,
    })
    expect(summary.measures.map(({ gid }) => gid)).toEqual(['task-1'])
  })

  test('of an empty project says so and leaves out what is not known', () => {
    const summary = assess({ tasks: [], project: project({ owner: undefined }) })
    expect(summary).toMatchObject({
      health: 'Needs data',
      reason: 'There is no measure yet.',
      coverage: 0,
      measurability: 0,
      completeness: 0,
      measures: [],
    })
    expect(Object.keys(summary)).toEqual(
      expect.not.arrayContaining(['attainment', 'expected', 'owner', 'personStatus']),
    )
  })

  test('judges each measure by its own past', () => {
    const old = [{ at: '2026-06-01T09:00:00.000Z', value: 50 }]
    const tasks = [buildMeasureTask({ gid: 'old' }), buildMeasureTask({ gid: 'new' })]
    const summary = assess({ tasks, histories: { old } })
    expect(summary.measures.map(({ status }) => status)).toEqual(['Needs data', 'On track'])
    expect(summary.measures.map(({ history }) => history)).toEqual([old, []])
  })

  test.each([
    [undefined, 1],
    [0, 0],
    [2.5, 2.5],
    [-3, 0],
  ])('weighs %s as %d', (weight, counted) => {
    expect(assess(weight === undefined ? {} : { weight }).weight).toBe(counted)
  })

  test.each([
    ['nobody has said anything', undefined, undefined],
    ['a person has the last word', { isOurs: false }, 'on_hold'],
    ['the service has the last word', { isOurs: true }, undefined],
  ])('tells what a person says: %s', (_, said, status) => {
    const update: StatusUpdate = {
      gid: 'status-1',
      type: 'on_hold',
      title: 'Paused',
      html: '',
      createdAt: '2026-11-10T09:00:00.000Z',
      isOurs: false,
    }
    const told = project({ status: said && { ...update, ...said } })
    expect(assess({ project: told }).personStatus).toBe(status)
  })

  test('is the same every time, and leaves what it was given alone', () => {
    const tasks = [buildMeasureTask({ weight: 2 }), buildTask({ gid: 'task-2' })]
    const before = structuredClone(tasks)
    expect(assess({ tasks })).toEqual(assess({ tasks }))
    expect(tasks).toEqual(before)
  })
})

test('weights of absurd size still make figures', () => {
  const tasks = [
    buildMeasureTask({ weight: Number.MAX_VALUE, actual: 40 }),
    buildMeasureTask({ gid: 'task-2', weight: Number.MAX_VALUE, actual: 60 }),
  ]
  expect(assess({ tasks, weight: Number.MAX_VALUE })).toMatchObject({ attainment: 0.5, coverage: 1 })
  expect(assess({ weight: Number.MAX_VALUE }).weight * 10).toBeLessThan(Number.POSITIVE_INFINITY)
})
