import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VARIABLES } from '../src/config/config.ts'
import { FIELD_TABLE } from '../src/domain/fields/field-table.ts'
import { FINDINGS } from '../src/domain/findings.ts'
import { evaluateMeasure as judge } from '../src/domain/measure/measure.ts'
import { DEFAULT_THRESHOLDS, type MeasureType } from '../src/domain/model.ts'
import { formatPercent } from '../src/domain/number.ts'
import { rollUpMeasures } from '../src/domain/rollup/rollup.ts'
import { buildMeasureTask, fields, moment, project } from './support/builders.ts'

const ROOT = join(import.meta.dirname, '..')
const README = readFileSync(join(ROOT, 'README.md'), 'utf8')

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
      const task = buildMeasureTask({ ...typed, type: type as MeasureType, name, startOn, dueOn })
      const at = moment('2026-11-16')
      return judge({ task, project: project(), fields: fields(), history: [], at, thresholds: DEFAULT_THRESHOLDS })
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
    for (const [, file] of README.matchAll(/`((?:src|test)\/[\w/.-]+\.\w+)`/g)) {
      expect(existsSync(join(ROOT, file ?? '')), file).toBe(true)
    }
  })

  it('shows only pictures that exist', () => {
    const pictures = [...README.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)]
    expect(pictures.length).toBeGreaterThan(3)
    for (const [, file = ''] of pictures) expect(existsSync(join(ROOT, file)), file).toBe(true)
  })

  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }
    const named = [
      ...README.matchAll(/npm (?:run )?(start|test|demo|cli|check|format|bench|pictures|[a-z]+:[a-z]+)\b/g),
    ]
    expect(named.length).toBeGreaterThan(5)
    for (const [, script = ''] of named) expect(Object.keys(scripts)).toContain(script)
  })

  const commands = new Set([...README.matchAll(/npm run cli -- ([a-z]+)/g)].map(([, command = '']) => command))
  it.each([...commands])('names the command %s, which teaches itself', (command) => {
    const help = execFileSync(process.execPath, ['src/cli.ts', command, '--help'], { cwd: ROOT, encoding: 'utf8' })
    expect(help).toContain(`asana-v2mom ${command}`)
    expect(help).toMatch(/exit/i)
  })

  it('points only at headings that exist', () => {
    const headings = [...README.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text.toLowerCase().replaceAll(' ', '-'))
    for (const [, anchor = ''] of README.matchAll(/\]\(#([\w-]+)\)/g)) expect(headings).toContain(anchor)
  })
})
