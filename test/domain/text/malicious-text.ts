import fc from 'fast-check'
import {
  type Finding,
  HEALTHS,
  MEASURE_STATUSES,
  MEASURE_TYPES,
  type Measure,
  type Person,
  type ProjectSummary,
  type StatusUpdate,
} from '../../../src/domain/model.ts'
import { omitAbsent } from '../../../src/domain/omit-absent.ts'
import { buildTask } from '../../support/builders.ts'
import { launch, type Told, weekly } from './story.ts'

/** Text as bad as it gets: markup, endless words, many words, broken characters. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '',
    '</body><br>',
    '&nbsp;'.repeat(100),
    'x'.repeat(500),
    'a '.repeat(300),
    '\u202E\u0000\n\uD800',
    '👩‍🎨'.repeat(99),
  ),
)
const url = fc.option(fc.oneof(text, fc.webUrl(), fc.constant(`https://a.example/?${'a&'.repeat(90)}`)), {
  nil: undefined,
})
const share = fc.double({ min: 0, max: 1, noNaN: true })
const number = fc.option(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), {
  nil: undefined,
})
const day = fc.option(fc.constantFrom('2026-11-12', '2026-11-20', '2027-01-31'), { nil: undefined })
const person: fc.Arbitrary<Person> = fc.record({ gid: fc.string(), name: text })
const owner = fc.option(person, { nil: undefined })

const finding: fc.Arbitrary<Finding> = fc.record({
  code: fc.constantFrom(
    'no-target',
    'no-actual',
    'no-owner',
    'stale-actual',
    'no-baseline',
    'field-missing',
    'no-measures',
    'new',
  ),
  severity: fc.constantFrom('fault', 'hint'),
  message: text,
  fix: text,
})

const measure: fc.Arbitrary<Measure> = fc
  .record({
    gid: fc.string(),
    name: text,
    permalinkUrl: url,
    type: fc.constantFrom(...MEASURE_TYPES),
    baseline: number,
    target: number,
    actual: number,
    unit: fc.option(text, { nil: undefined }),
    format: fc.constantFrom('percentage', 'plain'),
    attainment: number,
    expected: fc.option(share, { nil: undefined }),
    status: fc.constantFrom(...MEASURE_STATUSES),
    measurable: fc.boolean(),
    findings: fc.array(finding, { maxLength: 6 }),
    owner,
    dueOn: day,
    done: fc.boolean(),
    weight: fc.nat(5),
  })
  .map((wishes) => omitAbsent({ ...SOUND, ...wishes }))

const SOUND = { measurability: 3, actualUpdatedAt: '2026-11-10T09:00:00.000Z', history: weekly([1, 2, 3, 4, 5, 6]) }

const task = fc
  .record({
    name: text,
    permalinkUrl: url,
    assignee: owner,
    dueOn: day,
    completed: fc.boolean(),
    completedAt: fc.constantFrom('2026-11-12T09:00:00.000Z', undefined),
  })
  .map((wishes) => buildTask(wishes))

const status: fc.Arbitrary<StatusUpdate> = fc
  .record({
    author: owner,
    type: fc.constantFrom('on_track', 'off_track', 'on_hold'),
    title: text,
    html: text,
    isOurs: fc.boolean(),
  })
  .map((wishes) => omitAbsent({ gid: '1', createdAt: '2026-11-12T09:00:00.000Z', ...wishes }))

/** Judged figures, whatever they may be. */
export const figures = fc.record({
  health: fc.constantFrom(...HEALTHS),
  tooEarly: fc.boolean(),
  reason: text,
  attainment: share,
  expected: share,
  coverage: share,
  measurability: share,
  completeness: share,
})

export const summary: fc.Arbitrary<ProjectSummary> = fc
  .record({
    name: text,
    owner,
    permalinkUrl: url,
    findings: fc.array(finding, { maxLength: 5 }),
    measures: fc.array(measure, { maxLength: 20 }),
  })
  .chain((own) => figures.map((rollup) => omitAbsent({ ...launch().summary, ...own, ...rollup })))

/** A project whose every text was typed by an enemy, and which has too much of everything. */
export const told: fc.Arbitrary<Told> = fc
  .record({
    summary,
    status,
    statement: text,
    methods: fc.array(task, { maxLength: 30 }),
    obstacles: fc.array(task, { maxLength: 30 }),
  })
  .map(({ summary: evaluated, status: said, statement, methods, obstacles }) => {
    const { project, classified } = launch()
    const statements = [...classified.statements, { component: 'values' as const, text: statement }]
    const tasks = { ...classified.tasks, methods, obstacles }
    return {
      project: { ...project, status: said },
      classified: { ...classified, statements, tasks },
      summary: evaluated,
    }
  })
