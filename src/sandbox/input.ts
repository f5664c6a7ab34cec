import { invalid, unknownInput } from './errors.ts'
import { isDay } from './fields.ts'
import type { RichInput } from './rich-text.ts'
import type { Call } from './route.ts'
import type { Day, Gid, ResourceType } from './state.ts'

type Parse<V> = (sent: unknown, property: string, call: Call) => V
type Property<To extends string, V> = Readonly<{ to: To; parse: Parse<V> }>
type Table = Readonly<Record<string, Property<string, unknown>>>
type Input<T extends Table> = { -readonly [K in keyof T as T[K]['to']]?: ReturnType<T[K]['parse']> }

/** A property of a body: what it is called in the state, and how it is read. */
export function as<To extends string, V>(to: To, parse: Parse<V>): Property<To, V> {
  return { to, parse }
}

/** Reads a body by a table of the properties that can be written; any other is refused. */
export function readInput<T extends Table>(call: Call, table: T, data: object = call.data): Input<T> {
  const input: Record<string, unknown> = {}
  const from: Record<string, string> = {}
  for (const [name, sent] of Object.entries(data)) {
    const property = Object.hasOwn(table, name) ? table[name] : undefined
    if (property === undefined) throw invalid(`${name}: Cannot write this property`)
    const twin = from[property.to]
    if (twin !== undefined) throw invalid(`You may only provide one of ${twin} or ${name}!`)
    from[property.to] = name
    input[property.to] = property.parse(sent, name, call)
  }
  return input as Input<T>
}

/** What must not be missing. */
export function need<V>(value: V | null | undefined, property: string): V {
  if (value === undefined || value === null || value === '') throw invalid(`${property}: Missing input`)
  return value
}

/** Plain text. */
export function aText(sent: unknown, property: string): string {
  if (typeof sent !== 'string') throw invalid(`${property}: Value is not a string: ${JSON.stringify(sent)}`)
  return sent
}

/** Rich text. */
export function anHtml(sent: unknown, property: string): RichInput {
  return { html: aText(sent, property) }
}

/** True or false. */
export function aFlag(sent: unknown, property: string): boolean {
  if (typeof sent !== 'boolean') throw invalid(`${property}: Value is not a boolean: ${JSON.stringify(sent)}`)
  return sent
}

/** A number. */
export function aNumber(sent: unknown, property: string): number {
  if (typeof sent !== 'number') throw invalid(`${property}: Value is not a number: ${JSON.stringify(sent)}`)
  return sent
}

/** A calendar day, or null to empty it. */
export function aDay(sent: unknown, property: string): Day | null {
  if (sent === null) return null
  const day = aText(sent, property)
  if (!isDay(day)) throw invalid(`${property}: Value is not a date: ${day}`)
  return day
}

/** An instant, or null to empty it. */
export function anInstant(sent: unknown, property: string): Date | null {
  return sent === null ? null : toInstant(aText(sent, property), property)
}

/** An instant out of a text that may hold none. */
export function toInstant(text: string, property: string): Date {
  const instant = new Date(text)
  if (Number.isNaN(instant.getTime())) throw invalid(`${property}: Value is not a date: ${text}`)
  return instant
}

/** One word of a fixed set. */
export function aWord<W extends string>(words: readonly W[]): Parse<W> {
  return (sent, property) => {
    const word = words.find((candidate) => candidate === sent)
    if (word === undefined) throw invalid(`${property}: Value is not one of ${words.join(', ')}: ${String(sent)}`)
    return word
  }
}

/** A gid, of whatever. */
export function aGid(sent: unknown, property: string): Gid {
  if (typeof sent !== 'string' || !/^\d+$/.test(sent))
    throw invalid(`${property}: Not a recognized ID: ${String(sent)}`)
  return sent
}

/** The gid of an object of one of these types that exists. */
export function aRef(...types: readonly ResourceType[]): Parse<Gid> {
  return (sent, property, { world }) => {
    const gid = aGid(sent, property)
    if (!types.some((type) => world.state.tables[type].has(gid))) throw unknownInput(property, gid)
    return gid
  }
}

/** A user by gid, e-mail address or `me`; null for none. */
export function aUser(sent: unknown, property: string, call: Call): Gid | null {
  if (sent === null) return null
  if (sent === 'me') return call.user
  for (const user of call.world.state.tables.user.values())
    if (user.gid === sent || user.email === sent) return user.gid
  throw invalid(`${property}: Not a user in Organization: ${String(sent)}`)
}

/** Several of a kind. */
export function listOf<V>(parse: Parse<V>): Parse<V[]> {
  return (sent, property, call) => {
    if (!Array.isArray(sent)) throw invalid(`${property}: Value is not an array: ${JSON.stringify(sent)}`)
    return sent.map((one) => parse(one, property, call))
  }
}

/** An object as it is. */
export function anObject(sent: unknown, property: string): Readonly<Record<string, unknown>> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    throw invalid(`${property}: Value is not a JSON object: ${JSON.stringify(sent)}`)
  }
  return { ...sent }
}
