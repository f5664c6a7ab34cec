import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VARIABLES } from '../src/config/config.ts'
import { FIELD_TABLE } from '../src/domain/fields/field-table.ts'
import { FINDINGS } from '../src/domain/findings.ts'
import { evaluateMeasure as evaluate } from '../src/domain/measure/measure.ts'
import { DEFAULT_THRESHOLDS, type MeasureType } from '../src/domain/model.ts'
import { formatPercent } from '../src/domain/number.ts'
import { rollUpMeasures } from '../src/domain/rollup/rollup.ts'
import { buildMeasureTask, fields, moment, project } from './support/builders.ts'

const ROOT = join(import.meta.dirname, '..')
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
const TEXTS = new Map(PAGES.map((page) => [page, readFileSync(join(ROOT, page), 'utf8')]))
const README = textOf('README.md')
const MEASURES = textOf('docs/measures.md')
const ALL = [...TEXTS.values()].join('\n')

function textOf(page: string): string {
  const text = TEXTS.get(page)
  if (text === undefined) throw new Error(`There is no page ${page}`)
  return text
}

/** The cells of the table whose header begins with these words. */
function table(...header: string[]): string[][] {
  const lines = ALL.split('\n')
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

describe('the front page', () => {
  it('is short enough to be read to its end', () => {
    const { length } = Buffer.from(README)
    expect(length).toBeGreaterThan(6_000)
    expect(length).toBeLessThan(7_200)
  })

  it('leads to every page of the documentation', () => {
    for (const page of PAGES.slice(1)) expect(README).toContain(`](${page})`)
  })
})

describe('the documentation', () => {
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
    for (const { key, owner } of FIELD_TABLE) if (owner === 'service') expect(MEASURES).toContain(`\`${key}\``)
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
      return evaluate({ task, project: project(), fields: fields(), history: [], at, thresholds: DEFAULT_THRESHOLDS })
    })
    expect(
      measures.map(({ attainment = 0, expected = 0, status }) => [
        formatPercent(attainment),
        formatPercent(expected),
        status,
      ]),
    ).toEqual(rows.map((row) => row.slice(8)))
    const { attainment = 0, expected = 0, health } = rollUpMeasures(measures, DEFAULT_THRESHOLDS)
    expect(MEASURES).toContain(`= ${formatPercent(attainment)}, KPI expected ${formatPercent(expected)}, the pace`)
    expect(MEASURES).toContain(`the pace ${(attainment / expected).toFixed(2)}: **${health}**`)
  })

  it('names only files that exist', () => {
    for (const [, file] of ALL.matchAll(/`((?:src|test)\/[\w/.-]+\.\w+)`/g)) {
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
    const named = [...ALL.matchAll(/npm (?:run )?(start|test|demo|cli|check|format|bench|pictures|[a-z]+:[a-z]+)\b/g)]
    expect(named.length).toBeGreaterThan(5)
    for (const [, script = ''] of named) expect(Object.keys(scripts)).toContain(script)
  })

  const commands = new Set([...ALL.matchAll(/npm run cli -- ([a-z]+)/g)].map(([, command = '']) => command))
  it.each([...commands])('names the command %s, which teaches itself', (command) => {
    const help = execFileSync(process.execPath, ['src/cli.ts', command, '--help'], { cwd: ROOT, encoding: 'utf8' })
    expect(help).toContain(`asana-v2mom ${command}`)
    expect(help).toMatch(/exit/i)
  })

  it('explains every script of package.json', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }
    const internal = ['typecheck', 'lint', 'knip'] // parts of `check`
    const named = Object.keys(scripts).filter((name) => !internal.includes(name))
    expect(named.filter((name) => !ALL.includes(`npm ${name}`) && !ALL.includes(`npm run ${name}`))).toEqual([])
  })

  it.each(PAGES)('has no link in %s that leads nowhere', (page) => {
    const headingsOf = (text: string) =>
      [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w\s-]/g, '')
          .replaceAll(' ', '-'),
      )
    for (const [, target = ''] of textOf(page).matchAll(/(?<!!)\[[^\]]+\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page : join(dirname(page), path)
      expect(existsSync(join(ROOT, file)), target).toBe(true)
      if (anchor) expect(headingsOf(textOf(file)), target).toContain(anchor)
    }
  })

  it('names the files that an event passes, in order, and no more than ten', () => {
    const [, way = ''] = /## How an event becomes a field\n(.*?)\n## /s.exec(textOf('docs/decisions.md')) ?? []
    const files = [...way.matchAll(/`(src\/[\w/.-]+)`/g)].map(([, file = '']) => file)
    expect(files.at(0)).toBe('src/http/webhooks/endpoint.ts')
    expect(files.at(-1)).toBe('src/asana/request.ts')
    expect(files.length).toBeLessThanOrEqual(10)
  })
})
