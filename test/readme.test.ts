import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VARIABLES } from '../src/config.ts'
import { FIELD_TABLE } from '../src/domain/fields/field-table.ts'
import { FINDINGS } from '../src/domain/findings.ts'
import { measureItem as judge } from '../src/domain/measure/measure.ts'
import { DEFAULT_THRESHOLDS, type MeasureType } from '../src/domain/model.ts'
import { formatPercent } from '../src/domain/number.ts'
import { rollUpMeasures } from '../src/domain/rollup/rollup.ts'
import { fields, measureItem, moment, project } from './support/world.ts'

const README = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

/** The cells of the table whose header begins with these words. */
function table(...header: string[]): string[][] {
  const lines = README.split('\n')
  const start = lines.findIndex((line) => header.every((word, index) => cells(line)[index] === word))
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  return lines.slice(start + 2, end).map(cells)
}

function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1'))
}

describe('the README', () => {
  it('names every variable of the configuration', () => {
    expect(
      table('variable', 'default')
        .map(([name]) => name)
        .sort(),
    ).toEqual([...VARIABLES].sort())
  })

  it('names every finding with its severity', () => {
    const shown = table('code', 'kind').map(([code, kind]) => [code, kind])
    const known = Object.entries(FINDINGS).map(([code, { severity }]) => [code, severity])
    expect(shown.sort()).toEqual(known.sort())
  })

  it('names every field that people fill, with its type and key', () => {
    const shown = table('field', 'type', 'key').map(([name, type, key]) => [name, type?.split(':')[0], key])
    const known = FIELD_TABLE.filter(({ owner }) => owner === 'team').map(({ name, type, key }) => [name, type, key])
    expect(shown).toEqual(known)
  })

  it('names every field that the service fills', () => {
    for (const { key, owner } of FIELD_TABLE) if (owner === 'service') expect(README).toContain(`\`${key}\``)
  })

  it('computes its example right', () => {
    const rows = table('measure', 'type', 'baseline')
    const measures = rows.map(([name, type, baseline, actual, target, startOn, dueOn, weight]) => {
      const number = (text = '') => (text === '' ? undefined : Number(text))
      const typed = {
        baseline: number(baseline),
        actual: number(actual),
        target: number(target),
        weight: number(weight),
      }
      const item = measureItem({ ...typed, type: type as MeasureType, name, startOn, dueOn })
      const at = moment('2026-11-16')
      return judge({ item, project: project(), fields: fields(), history: [], at, thresholds: DEFAULT_THRESHOLDS })
    })
    expect(
      measures.map(({ attainment = 0, expected = 0, status }) => [
        formatPercent(attainment),
        formatPercent(expected),
        status,
      ]),
    ).toEqual(rows.map((row) => row.slice(8)))
    const { attainment = 0, expected = 0, health } = rollUpMeasures(measures, DEFAULT_THRESHOLDS)
    expect(README).toContain(`= ${formatPercent(attainment)}, KPI expected ${formatPercent(expected)}, the pace`)
    expect(README).toContain(`the pace ${(attainment / expected).toFixed(2)}: **${health}**`)
  })

  it('names only files that exist', () => {
    for (const [, file] of README.matchAll(/`(src\/[\w/.-]+\.ts)`/g)) {
      expect(() => readFileSync(join(import.meta.dirname, '..', file ?? ''))).not.toThrow()
    }
  })
})
