import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_THRESHOLDS, type Measure } from '../../../src/domain/model.ts'
import { evaluateProject } from '../../../src/domain/rollup/assess.ts'
import { gatherFacts } from '../../../src/domain/text/weekly-facts.ts'
import { renderProjectUpdate } from '../../../src/domain/text/weekly-project.ts'
import { classifyProject } from '../../../src/domain/v2mom/classify-project.ts'
import { buildMeasureTask, buildTask, fields, moment, project } from '../../support/builders.ts'
import { read } from './asana-markup.ts'

const RUNS = { numRuns: 300 }
const AT = moment('2026-11-16')

const number = fc.oneof(fc.integer({ min: -50, max: 3000 }), fc.double({ min: 0, max: 5, noNaN: true }))
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const measure = fc
  .record({
    type: fc.constantFrom('Reach' as const, 'Stay above' as const, 'Stay below' as const),
    baseline: optional(number),
    target: number,
    past: number,
    actual: number,
    dueOn: fc.constantFrom('2026-11-01', '2026-11-30', '2026-12-21', '2027-03-31'),
  })
  .map(({ past, ...values }, n = 0) => ({ ...values, n, past }))

const world = fc.array(measure, { minLength: 1, maxLength: 4 }).map((measures) => {
  const tasks = measures.map(({ past: _, n: __, ...values }, index) =>
    buildMeasureTask({ ...values, startOn: '2026-09-01', gid: `m${index}`, name: `Measure ${index}` }),
  )
  const histories = Object.fromEntries(
    measures.map(({ past, actual }, index) => [
      `m${index}`,
      [
        { at: '2026-09-02T09:00:00.000Z', value: past },
        { at: '2026-11-13T09:00:00.000Z', value: actual },
      ],
    ]),
  )
  const classified = classifyProject({ project: project(), tasks, fields: fields() })
  const input = { project: project(), classified, fields: fields(), histories, at: AT, thresholds: DEFAULT_THRESHOLDS }
  const summary = evaluateProject(input)
  return { summary, text: textOf({ project: project(), classified, summary }) }
})

function textOf(told: Pick<Parameters<typeof renderProjectUpdate>[0], 'project' | 'classified' | 'summary'>): string {
  const { title, html } = renderProjectUpdate({ ...told, week: '2026-W47', at: AT })
  return `${title}\n${read(html)}`
}

const byName = (measures: readonly Measure[], name: string) => measures.find((candidate) => candidate.name === name)

test('no sentence says the whole of what is not reached, nor nothing of what is begun', () => {
  fc.assert(
    fc.property(world, ({ summary, text }) => {
      expect(text).not.toMatch(/(?:off track|at risk): 100% of target/i)
      for (const { name, attainment = 0, measurable } of summary.measures) {
        const [, shown] = new RegExp(`${name}: [^\\n]*?\\((\\d+)%`).exec(text) ?? []
        if (!measurable || shown === undefined) continue
        if (attainment < 1) expect(Number(shown)).toBeLessThan(100)
        if (attainment > 0) expect(Number(shown)).toBeGreaterThan(0)
      }
    }),
    RUNS,
  )
})

test('the next step asks no measure that will arrive in time to slow down', () => {
  const toNumber = (text: string) => Number(text.replaceAll(',', ''))
  fc.assert(
    fc.property(world, ({ summary, text }) => {
      const [, name = '', now = '', needed = ''] =
        /decide how "(.*?)" gets from (-?[\d.,]+)(?: pts)? to (-?[\d.,]+)(?: pts)? a week/.exec(text) ?? []
      const { target = 0, origin = 0 } = byName(summary.measures, name) ?? {}
      if (name === '') return
      if (target > origin) expect(toNumber(needed)).toBeGreaterThan(toNumber(now))
      else expect(toNumber(needed)).toBeLessThan(toNumber(now))
    }),
    RUNS,
  )
})

test('finished work stands in exactly one weekly update, however late each of them comes', () => {
  const minute = fc.integer({ min: 0, max: 40 * 24 * 60 })
  const toInstant = (minutes: number) => new Date(Date.UTC(2026, 9, 10) + minutes * 60_000).toISOString()
  const times = fc.uniqueArray(minute, { minLength: 2, maxLength: 6 }).map((found) => found.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(times, fc.array(minute, { maxLength: 12 }), (updates, completions) => {
      const instants = updates.map(toInstant)
      const tasks = completions.map((at, n) => buildTask({ gid: `t${n}`, completed: true, completedAt: toInstant(at) }))
      const classified = classifyProject({ project: project(), tasks, fields: fields() })
      const summary = evaluateProject({
        project: project(),
        classified,
        fields: fields(),
        histories: {},
        at: AT,
        thresholds: DEFAULT_THRESHOLDS,
      })
      const told = instants.flatMap((now, n) => {
        const before = instants[n - 1]
        const previous = before === undefined ? {} : { previous: { week: '2026-W46', at: before } }
        return gatherFacts({ summary, classified, at: { ...AT, now }, ...previous }).done.map(({ gid }) => gid)
      })
      const [first = ''] = instants
      const weekBefore = new Date(Date.parse(first) - 7 * 24 * 3_600_000).toISOString()
      const between = tasks.filter(
        ({ completedAt = '' }) => completedAt > weekBefore && completedAt <= (instants.at(-1) ?? ''),
      )
      expect(told.toSorted()).toEqual(between.map(({ gid }) => gid).toSorted())
    }),
    RUNS,
  )
})
