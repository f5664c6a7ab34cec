import type { Field, FieldDefinition, FieldKey, Fields } from '../model.ts'
import { FIELD_TABLE, type FieldEntry, fieldMarker } from './field-table.ts'

/** gids a team pinned by hand (ASANA_FIELDS). */
export type Pins = Readonly<Partial<Record<FieldKey, string>>>
/**
 * Which definition serves which key: the pinned one, else the one whose description carries our marker line, else the one
 * that served it before – so a person may rename fields and options –, else the one of that name and type.
 */
export function findFields(definitions: readonly FieldDefinition[], pins: Pins = {}, known: Fields = {}): Fields {
  const found: Partial<Record<FieldKey, Field>> = {}
  for (const entry of FIELD_TABLE) {
    const before = known[entry.key]
    const definition = findDefinition(definitions, entry, pins, before?.gid)
    const options = before && before.gid === definition?.gid ? before.options : {}
    if (definition) found[entry.key] = toField(definition, entry, options)
  }
  return found
}

/** The definition that serves an entry, if any. */
export function findDefinition(
  definitions: readonly FieldDefinition[],
  entry: FieldEntry,
  pins: Pins = {},
  knownGid?: string,
): FieldDefinition | undefined {
  const rightType = definitions.filter((definition) => definition.type === entry.type)
  const pinned = pins[entry.key]
  if (pinned) {
    const field = rightType.find((definition) => definition.gid === pinned)
    if (field) return field
  }
  const others = new Set(Object.values(pins))
  const free = rightType.filter((definition) => !others.has(definition.gid))
  return (
    free.find((definition) => markerKey(definition.description) === fieldMarker(entry.key)) ??
    free.find((definition) => definition.gid === knownGid && !markerKey(definition.description)) ??
    free.find((definition) => isSame(definition.name, entry.name) && !markerKey(definition.description))
  )
}

/** Our marker in a description, normalised; undefined when there is none. */
export function markerKey(description: string): string | undefined {
  const line = /^[^\S\n]*(asana-v2mom:[a-z0-9 _-]*[a-z0-9_-])[^\S\n]*$/im.exec(description)?.[1]
  return line?.toLowerCase().replace(/[ _]/g, '-')
}

/** The options of our names that a definition lacks or has switched off. */
export function missingOptions(field: Field, entry: FieldEntry): string[] {
  return (entry.options ?? []).filter((name) => !field.options[name])
}

function toField(definition: FieldDefinition, entry: FieldEntry, known: Readonly<Record<string, string>>): Field {
  return {
    gid: definition.gid,
    type: entry.type,
    ...(definition.precision === undefined ? {} : { precision: definition.precision }),
    format: definition.format === 'percentage' ? 'percentage' : 'plain',
    options: findOptions(definition, entry, known),
  }
}

function findOptions(definition: FieldDefinition, entry: FieldEntry, known: Readonly<Record<string, string>>) {
  const options: Record<string, string> = {}
  for (const name of entry.options ?? []) {
    const remembered = definition.options.find((option) => option.gid === known[name])
    const named = definition.options.find((option) => isSame(option.name, name))
    // Renaming keeps the gid, so what was known before outranks a name.
    const option = remembered ?? named ?? definition.options.find((option) => isPlural(option.name, name))
    if (option) options[name] = option.gid
  }
  return options
}

function isSame(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

function isPlural(a: string, b: string): boolean {
  return `${plain(a)}s` === plain(b)
}

function plain(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
