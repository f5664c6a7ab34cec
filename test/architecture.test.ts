import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../src')

/** Which rooms a room may look into; those at the top may look everywhere but into the sandbox. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  flows: ['domain'],
  asana: ['flows', 'domain'],
  store: ['flows', 'domain'],
  jobs: ['flows', 'domain'],
  http: ['flows', 'domain', 'log'],
}

/** Packages the pure domain may use: none that reads a clock, a file or the network. */
const PURE_PACKAGES = ['temporal-polyfill']

type Import = Readonly<{ file: string; target: string; isTypeOnly: boolean }>

function sources(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8')
  const found = text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]/gm)
  return [...found].map(([, type, target = '']) => ({ file, target, isTypeOnly: type !== undefined }))
}

const imports = sources(SRC).flatMap(importsOf)
const room = (file: string) => file.split('/')[0]?.replace(/\.ts$/, '') ?? ''
const isRelative = ({ target }: Import) => target.startsWith('.')
const roomOfTarget = ({ file, target }: Import) => room(normalize(join(dirname(file), target)))

describe('the architecture', () => {
  it.each(Object.entries(ALLOWED))('%s looks only where it may', (name, allowed) => {
    const strangers = imports
      .filter((found) => room(found.file) === name && isRelative(found))
      .filter((found) => ![name, ...allowed].includes(roomOfTarget(found)))
    expect(strangers).toEqual([])
  })

  it('keeps the domain pure: no packages but the calendar, no clock, no randomness, no environment', () => {
    const domain = sources(join(SRC, 'domain'))
    const packages = imports.filter((found) => room(found.file) === 'domain' && !isRelative(found))
    expect(packages.filter(({ target }) => !PURE_PACKAGES.includes(target))).toEqual([])
    const impure = /\b(Date\.now|new Date\(\)|Math\.random|process\.|console\.|await |setTimeout|Promise)\b/
    const offenders = domain.filter((file) => impure.test(readFileSync(join(SRC, 'domain', file), 'utf8')))
    expect(offenders).toEqual([])
  })

  it('hands the environment to the configuration at two entrances; only PATH is read elsewhere, to find redis-server', () => {
    const readers = sources(SRC).filter((file) => /process\.env\b/.test(readFileSync(join(SRC, file), 'utf8')))
    expect(readers.sort()).toEqual(['cli/environment.ts', 'main.ts', 'store/redis-binary.ts'])
  })

  it('keeps the sandbox ignorant of the service, but for the demo that starts both', () => {
    const leaks = imports
      .filter((found) => room(found.file) === 'sandbox' && isRelative(found) && roomOfTarget(found) !== 'sandbox')
      .map(({ file }) => file)
    for (const file of new Set(leaks))
      expect(file).toMatch(/^sandbox\/(main|demo|once|once-read|narrate|weekly-cron)\.ts$/)
  })

  it('keeps the service ignorant of the sandbox', () => {
    const leaks = imports.filter((found) => room(found.file) !== 'sandbox' && isRelative(found))
    expect(leaks.filter((found) => roomOfTarget(found) === 'sandbox')).toEqual([])
  })

  it('has no default exports and no circles', () => {
    const defaults = sources(SRC).filter((file) => /^export default/m.test(readFileSync(join(SRC, file), 'utf8')))
    expect(defaults).toEqual([])
    expect(findCircle(toGraph(imports))).toBeUndefined()
  })
})

function toGraph(all: readonly Import[]): Map<string, string[]> {
  const graph = new Map<string, string[]>()
  for (const found of all.filter(isRelative)) {
    const target = normalize(join(dirname(found.file), found.target))
    graph.set(found.file, [...(graph.get(found.file) ?? []), target])
  }
  return graph
}

function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  function visit(file: string, path: string[]): string[] | undefined {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file])
      if (circle) return circle
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const circle = visit(file, [])
    if (circle) return circle
  }
  return undefined
}
