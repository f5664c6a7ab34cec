import { isThing, type Shown, type Thing } from './shapes/shape.ts'

/** What `opt_fields` asks for below one point: the object itself (its compact form), parts of it, or both. */
export type Wanted = { self: boolean; parts: Map<string, Wanted> }
type Form = 'full' | 'compact'

/** Reads `opt_fields`; undefined when nothing special is wanted. */
export function parseFields(optFields: string | undefined): Wanted | undefined {
  if (optFields === undefined || optFields === '') return undefined
  const root: Wanted = { self: false, parts: new Map() }
  for (const path of optFields.split(',').flatMap((text) => expand(text.trim()))) {
    const names = path.split('.').filter((name) => name !== 'this')
    if (names.length > 0) names.reduce(partOf, root).self = true
  }
  return root
}

/** `a.(b|c).d` stands for `a.b.d` and `a.c.d`. */
function expand(path: string): string[] {
  const group = /^([^(]*)\(([^()]*)\)(.*)$/.exec(path)
  if (group === null) return path === '' ? [] : [path]
  const [, before = '', names = '', after = ''] = group
  return names.split('|').flatMap((name) => expand(`${before}${name}${after}`))
}

function partOf(whole: Wanted, name: string): Wanted {
  const part = whole.parts.get(name) ?? { self: false, parts: new Map() }
  whole.parts.set(name, part)
  return part
}

/** What an answer tells of an object: what is wanted (and always the gid), else the given form. */
export function select(shown: Shown, wanted: Wanted | undefined, form: Form): unknown {
  if (Array.isArray(shown)) return shown.map((one) => select(one, wanted, form))
  if (!isThing(shown)) return shown
  const told: Record<string, unknown> = {}
  for (const name of namesFor(shown, wanted, form)) {
    const value = shown.read(name)
    if (value !== undefined) told[name] = select(value, wanted?.parts.get(name), formOf(shown, name, wanted, form))
  }
  return told
}

/** Recorded in May 2026: an object that `opt_fields` names alone comes with its gid and its resource type, without a name. */
function namesFor(thing: Thing, wanted: Wanted | undefined, form: Form): Iterable<string> {
  if (wanted === undefined) return form === 'full' ? thing.full : thing.compact
  // Values of custom fields alone expand (recorded, 2022).
  const isResource = thing.compact.includes('resource_type') && !thing.compact.includes('display_value')
  const alone = isResource ? ['gid', 'resource_type'] : thing.compact
  return new Set(['gid', ...(wanted.self ? alone : []), ...wanted.parts.keys()])
}

/** Only what the full form shows in depth is full below it. */
function formOf(thing: Thing, name: string, wanted: Wanted | undefined, form: Form): Form {
  return wanted === undefined && form === 'full' && thing.deep.includes(name) ? 'full' : 'compact'
}
