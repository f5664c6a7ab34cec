import type { Field, FieldKey, Fields, FieldValue } from '../model.ts'

type Carrier = { values: Readonly<Record<string, FieldValue>> }

/** The field for a key, when it is the kind of field that can hold a number. */
export function numberField(fields: Fields, key: FieldKey): Field | undefined {
  return fields[key]?.type === 'number' ? fields[key] : undefined
}

/** The number in a field; anything else that stands there counts as absent. */
export function readNumber(carrier: Carrier, fields: Fields, key: FieldKey): number | undefined {
  const field = numberField(fields, key)
  const value = field && carrier.values[field.gid]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** The text in a field, without surrounding blanks; a blank one counts as absent. */
export function readText(carrier: Carrier, fields: Fields, key: FieldKey): string | undefined {
  const value = fields[key] && carrier.values[fields[key].gid]
  return (typeof value === 'string' && value.trim()) || undefined
}

/**
 * The name of the chosen option: ours, where the option was once found under it and renamed since, else the one that
 * people see. Undefined when nothing is chosen.
 */
export function readChoice(carrier: Carrier, field: Field | undefined): string | undefined {
  const value = field && carrier.values[field.gid]
  if (!field || typeof value !== 'object') return undefined
  const [ours] = Object.entries(field.options).find(([, gid]) => gid === value.option) ?? []
  return ours ?? field.optionNames?.[value.option] ?? 'an option that is gone'
}
