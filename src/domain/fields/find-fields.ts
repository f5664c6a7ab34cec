import type { Field, FieldDefinition, FieldKey, Fields } from '../model.ts'
import { omitAbsent } from '../omit-absent.ts'
import { FIELD_TABLE, type FieldEntry, fieldMarker } from './field-table.ts'

/** gids a team pinned by hand (ASANA_FIELDS). */
export type Pins = Readonly<Partial<Record<FieldKey, string>>>
/**
 * Which definition serves which key: the pinned one, else the one whose description carries our marker line, else the one
 * that served it before – so a person may rename fields and options –, else the one of that name and type.
 */
export function findFields(
  definitions: readonly FieldDefinition[],
  pins: Pins = {},
  known: Fields = {},
  countValues: CountValues = () => 0,
): Fields {
  const found: Partial<Record<FieldKey, Field>> = {}
  for (const entry of FIELD_TABLE) {
    const before = known[entry.key]
    const definition = findDefinition(definitions, entry, pins, { knownGid: before?.gid, countValues })
    const options = before && before.gid === definition?.gid ? before.options : {}
    if (definition) found[entry.key] = toField(definition, entry, options)
  }
  return found
}

/** How many tasks of the project have a value in a field, by the field's gid. */
export type CountValues = (fieldGid: string) => number

/** The definition that serves an entry, if any. */
export function findDefinition(
  definitions: readonly FieldDefinition[],
  entry: FieldEntry,
  pins: Pins = {},
  { knownGid, countValues = () => 0 }: Readonly<{ knownGid?: string | undefined; countValues?: CountValues }> = {},
): FieldDefinition | undefined {
  const pinned = definitions.find(({ gid, type }) => gid === pins[entry.key] && type === entry.type)
  if (pinned) return pinned
  const others = new Set(Object.values(pins))
  const free = definitions.filter(({ gid, type }) => type === entry.type && !others.has(gid))
  const marked = free.find((definition) => markerKey(definition.description) === fieldMarker(entry.key))
  if (marked) return marked
  const unmarked = free.filter((definition) => !markerKey(definition.description))
  const remembered = unmarked.find(({ gid }) => gid === knownGid)
  const named = unmarked.filter(({ name }) => isSame(name, entry.name))
  // Two fields of one name: the one that the team fills. The first wins a tie.
  const [fullest] = named.toSorted((a, b) => countValues(b.gid) - countValues(a.gid))
  if (!remembered || !fullest) return remembered ?? fullest
  const hasRival = named.includes(remembered) && countValues(fullest.gid) > countValues(remembered.gid)
  return hasRival ? fullest : remembered
}

/** Names of fields that the project has twice, of the same type, where neither a pin nor a marker tells them apart. */
export function findRivals(definitions: readonly FieldDefinition[], fields: Fields, pins: Pins = {}): string[] {
  return FIELD_TABLE.filter(({ key, name, type }) => {
    const chosen = definitions.find(({ gid }) => gid === fields[key]?.gid)
    if (!chosen || pins[key] || markerKey(chosen.description)) return false
    const isRival = (other: FieldDefinition) =>
      other.gid !== chosen.gid && other.type === type && isSame(other.name, name)
    return isSame(chosen.name, name) && definitions.some((other) => isRival(other) && !markerKey(other.description))
  }).map(({ name }) => name)
}

/** Our marker in a description, normalised; undefined when there is none. */
export function markerKey(description: string): string | undefined {
  const line = /^[^\S\n]*(asana-v2mom:[a-z0-9 _-]*[a-z0-9_-])[^\S\n]*$/im.exec(description)?.[1]
  return line?.toLowerCase().replace(/[ _]/g, '-')
}

/** The names of an entry's options that a field lacks. */
export function missingOptions(field: Field, entry: FieldEntry): string[] {
  return (entry.options ?? []).filter((name) => !field.options[name])
}

function toField(definition: FieldDefinition, entry: FieldEntry, known: Readonly<Record<string, string>>): Field {
  const { gid, name, precision, format, isFormula, options } = definition
  const disabled = options.filter(({ enabled }) => !enabled)
  return omitAbsent({
    gid,
    name,
    type: entry.type,
    precision,
    format: format === 'percentage' ? ('percentage' as const) : ('plain' as const),
    unit: unitOf(definition),
    isFormula,
    options: findOptions(definition, entry, known),
    disabledOptions: disabled.length > 0 ? disabled.map((option) => option.gid) : undefined,
    optionNames:
      entry.type === 'enum' ? Object.fromEntries(options.map((option) => [option.gid, option.name])) : undefined,
  })
}

/** What Asana shows beside a number: its currency as a symbol (`€`), or its custom label. */
function unitOf({ format, currencyCode, customLabel }: FieldDefinition): string | undefined {
  if (format === 'custom') return customLabel?.trim() || undefined
  if (format !== 'currency' || !currencyCode || !/^[A-Z]{3}$/.test(currencyCode)) return undefined
  const style = { style: 'currency', currency: currencyCode, currencyDisplay: 'narrowSymbol' } as const
  return new Intl.NumberFormat('en-US', style).formatToParts(0).find(({ type }) => type === 'currency')?.value
}

function findOptions(definition: FieldDefinition, entry: FieldEntry, known: Readonly<Record<string, string>>) {
  const options: Record<string, string> = {}
  for (const name of entry.options ?? []) {
    const option = findOption(definition, name, known)
    if (option) options[name] = option.gid
  }
  return options
}

/**
 * The option that serves as `name`: the one that did before, since renaming keeps the gid, else the one of that name, in
 * the singular or plural. One that is switched on outranks one that is not.
 */
export function findOption(
  { options }: FieldDefinition,
  name: string,
  known: Readonly<Record<string, string>>,
): FieldDefinition['options'][number] | undefined {
  const candidates = [
    ...options.filter(({ gid }) => gid === known[name]),
    ...options.filter((option) => isSame(option.name, name)),
    ...options.filter((option) => isPlural(option.name, name)),
  ]
  return candidates.find(({ enabled }) => enabled) ?? candidates[0]
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
