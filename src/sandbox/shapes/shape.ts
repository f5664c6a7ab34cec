import type { Gid, ResourceType, State } from '../state.ts'

/** What a property may hold before `opt_fields` has cut it. */
export type Shown = string | number | boolean | null | Thing | readonly Shown[]

/** An object whose properties are read only when asked for. */
export type Thing = Readonly<{
  compact: readonly string[]
  full: readonly string[]
  /** Parts that come in full with the full form; all others come compact. */
  deep: readonly string[]
  read: (name: string) => Shown | undefined
}>

/** How one kind of object looks: what its compact form holds, and what is told only when asked for. */
export type Shape<T> = Readonly<{
  compact: readonly string[]
  optIn?: readonly string[]
  deep?: readonly string[]
  read: Readonly<Record<string, (entity: T, view: View) => Shown | undefined>>
}>

/** The state as one user sees it. */
export type View = Readonly<{
  state: State
  user: Gid | undefined
  show: (type: ResourceType, gid: Gid | undefined) => Thing | null
}>

/** An entity behind its shape. */
export function thing<T>(shape: Shape<T>, entity: T, view: View): Thing {
  return {
    compact: shape.compact,
    get full() {
      return Object.keys(shape.read).filter((name) => !shape.optIn?.includes(name))
    },
    deep: shape.deep ?? [],
    read: (name) => (Object.hasOwn(shape.read, name) ? shape.read[name]?.(entity, view) : undefined),
  }
}

/** A small object without a gid of its own, such as a membership. */
export function inline(parts: Readonly<Record<string, Shown | undefined>>): Thing {
  const names = Object.keys(parts)
  const read = (name: string) => (Object.hasOwn(parts, name) ? parts[name] : undefined)
  return { compact: names, full: names, deep: [], read }
}

/** Several objects of one kind, in order. */
export function showAll(view: View, type: ResourceType, gids: Iterable<Gid>): Thing[] {
  return [...gids].map((gid) => view.show(type, gid)).filter((shown) => shown !== null)
}

/** Whether a value is an object to be cut further. */
export function isThing(shown: Shown): shown is Thing {
  return typeof shown === 'object' && shown !== null && !Array.isArray(shown)
}

/** An instant as answers carry it. */
export function instant(date: Date | undefined): string | null {
  return date === undefined ? null : date.toISOString()
}
