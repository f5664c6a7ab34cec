import type { Field, FieldValue, State } from './state.ts'

/** A value as Asana writes it for people, whatever its type; null when empty. */
export function displayOf(state: State, field: Field, value: FieldValue | undefined): string | null {
  if (value === undefined) return null
  if (typeof value === 'number') return displayNumber(field, value)
  if (typeof value === 'string') return field.subtype === 'enum' ? nameOfOption(field, value) : value
  if ('date' in value) return value.dateTime ?? value.date
  const names = value.map((gid) => state.tables.user.get(gid)?.name ?? nameOfOption(field, gid))
  return names.join(', ')
}

function displayNumber(field: Field, value: number): string {
  const digits = field.precision ?? 0
  if (field.format === 'percentage') return `${(value * 100).toFixed(digits)}%`
  const number = value.toFixed(digits)
  if (field.format === 'currency') return `${field.currencyCode ?? ''} ${number}`.trim()
  if (field.format !== 'custom' || field.customLabel === undefined) return number
  return field.customLabelPosition === 'prefix' ? `${field.customLabel} ${number}` : `${number} ${field.customLabel}`
}

function nameOfOption(field: Field, gid: string): string {
  return field.options.find((option) => option.gid === gid)?.name ?? ''
}
