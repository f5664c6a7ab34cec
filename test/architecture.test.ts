import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../src')

/** Which folders a folder may import from; `app` and the two entry points import from all but the sandbox. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  flows: ['domain'],
  asana: ['flows', 'domain'],
  store: ['flows', 'domain'],
  jobs: ['flows', 'domain'],
  config: ['domain'],
  logging: ['flows'],
  http: ['flows', 'domain', 'logging'],
  metrics: ['flows', 'domain', 'jobs', 'asana', 'http'],
  'local-redis': ['store'],
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
const folderOf = (file: string) => file.split('/')[0]?.replace(/\.ts$/, '') ?? ''
const isRelative = ({ target }: Import) => target.startsWith('.')
const folderOfTarget = ({ file, target }: Import) => folderOf(normalize(join(dirname(file), target)))

describe('the architecture', () => {
  it.each(Object.entries(ALLOWED))('%s imports only from the folders it may', (name, allowed) => {
    const offenders = imports
      .filter((found) => folderOf(found.file) === name && isRelative(found))
      .filter((found) => ![name, ...allowed].includes(folderOfTarget(found)))
    expect(offenders).toEqual([])
  })

  it('keeps the domain pure: no packages but the calendar, no clock, no randomness, no environment', () => {
    const domain = sources(join(SRC, 'domain'))
    const packages = imports.filter((found) => folderOf(found.file) === 'domain' && !isRelative(found))
    expect(packages.filter(({ target }) => !PURE_PACKAGES.includes(target))).toEqual([])
    const impure = /\b(Date\.now|new Date\(\)|Math\.random|process\.|console\.|await |setTimeout|Promise)\b/
    const offenders = domain.filter((file) => impure.test(readFileSync(join(SRC, 'domain', file), 'utf8')))
    expect(offenders).toEqual([])
  })

  it('reads the environment at two entry points', () => {
    const readers = sources(SRC).filter((file) => /process\.env\b/.test(readFileSync(join(SRC, file), 'utf8')))
    expect(readers.sort()).toEqual(['cli/env-file.ts', 'main.ts'])
  })

  it('lets only the demo, which starts both, import the service into the sandbox', () => {
    const leaks = imports
      .filter((found) => folderOf(found.file) === 'sandbox' && isRelative(found) && folderOfTarget(found) !== 'sandbox')
      .map(({ file }) => file)
    for (const file of new Set(leaks)) expect(file).toMatch(/^sandbox\/demo\//)
  })

  it('imports nothing of the sandbox into the service', () => {
    const leaks = imports.filter((found) => folderOf(found.file) !== 'sandbox' && isRelative(found))
    expect(leaks.filter((found) => folderOfTarget(found) === 'sandbox')).toEqual([])
  })

  it('has no default exports and no import cycles', () => {
    const defaults = sources(SRC).filter((file) => /^export default/m.test(readFileSync(join(SRC, file), 'utf8')))
    expect(defaults).toEqual([])
    expect(findCycle(toGraph(imports))).toBeUndefined()
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

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  function visit(file: string, path: string[]): string[] | undefined {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle) return cycle
  }
  return undefined
}
