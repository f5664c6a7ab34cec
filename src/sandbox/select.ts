import { isThing, type Shown, type Thing } from './shapes/shape.ts'

/** What `opt_fields` asks for below one point: the object itself (its compact form), parts of it, or both. */
type Wanted = { self: boolean; parts: Map<string, Wanted> }

/** An answer's object: what `opt_fields` names (and always the gid), else the given form. */
export function select(shown: Shown, optFields: string | undefined, form: 'full' | 'compact'): unknown {
  return optFields === undefined || optFields === ''
    ? render(shown, undefined, form)
    : render(shown, parse(optFields), form)
}

function parse(optFields: string): Wanted {
  const root: Wanted = { self: false, parts: new Map() }
  for (const path of optFields.split(',').flatMap((text) => expand(text.trim()))) {
    let at = root
    for (const name of path.split('.').filter((part) => part !== 'this')) {
      const next = at.parts.get(name) ?? { self: false, parts: new Map() }
      at.parts.set(name, next)
      at = next
    }
    at.self = true
  }
  return { ...root, self: false }
}

/** `a.(b|c).d` stands for `a.b.d` and `a.c.d`. */
function expand(path: string): string[] {
  const group = /^([^(]*)\(([^()]*)\)(.*)$/.exec(path)
  if (group === null) return path === '' ? [] : [path]
  const [, before = '', names = '', after = ''] = group
  return names.split('|').flatMap((name) => expand(`${before}${name}${after}`))
}

function render(shown: Shown, wanted: Wanted | undefined, form: 'full' | 'compact'): unknown {
  if (Array.isArray(shown)) return shown.map((one) => render(one, wanted, form))
  if (!isThing(shown)) return shown
  const formOf = (name: string) =>
    wanted === undefined && form === 'full' && shown.deep.includes(name) ? 'full' : 'compact'
  const entries = [...namesFor(shown, wanted, form)].flatMap((name) => {
    const value = shown.read(name)
    return value === undefined ? [] : [[name, render(value, wanted?.parts.get(name), formOf(name))]]
  })
  return Object.fromEntries(entries)
}

function namesFor(thing: Thing, wanted: Wanted | undefined, form: 'full' | 'compact'): Iterable<string> {
  if (wanted === undefined) return form === 'full' ? thing.full : thing.compact
  return new Set(['gid', ...(wanted.self ? thing.compact : []), ...wanted.parts.keys()])
}
