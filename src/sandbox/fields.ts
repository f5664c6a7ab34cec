import { invalid } from './errors.ts'
import type { DateValue, Field, FieldValue, Gid, State } from './state.ts'

/** A value as sent for a field, checked and rounded as Asana does; null empties it. */
export function parseValue(state: State, field: Field, sent: unknown): FieldValue | undefined {
  if (sent === null || sent === '') return undefined
  switch (field.subtype) {
    case 'number':
      return parseNumber(field, sent)
    case 'text':
      return parseText(field, sent)
    case 'enum':
      return parseOption(field, sent)
    case 'multi_enum':
      return parseList(field, sent).map((option) => parseOption(field, option))
    case 'people':
      return parseList(field, sent).map((person) => parsePerson(state, field, person))
    case 'date':
      return parseDate(field, sent)
    default:
      return field.subtype satisfies never
  }
}

/** How many decimal digits of the stored number are kept: percentages are stored as fractions. */
export function digitsOf(field: Pick<Field, 'precision' | 'format'>): number {
  return (field.precision ?? 0) + (field.format === 'percentage' ? 2 : 0)
}

function parseNumber(field: Field, sent: unknown): number {
  const number = typeof sent === 'string' ? Number(sent) : sent
  if (typeof number !== 'number' || !Number.isFinite(number)) throw notA(field, 'number', sent)
  // Without the addition a small negative number would round to -0.
  return Number(number.toFixed(digitsOf(field))) + 0
}

function parseText(field: Field, sent: unknown): string {
  if (typeof sent !== 'string') throw notA(field, 'string', sent)
  if (sent.length > 1024) throw invalid(`custom_fields: Text for ${field.gid} is longer than 1024 characters`)
  return sent
}

function parseOption(field: Field, sent: unknown): Gid {
  const option = field.options.find((candidate) => candidate.gid === sent)
  if (option === undefined) throw invalid(`custom_fields: Not a recognized ID: ${String(sent)}`)
  if (!option.enabled) throw invalid(`custom_fields: Enum option ${option.gid} is disabled`)
  return option.gid
}

function parseList(field: Field, sent: unknown): unknown[] {
  if (!Array.isArray(sent)) throw notA(field, 'list', sent)
  return sent
}

function parsePerson(state: State, field: Field, sent: unknown): Gid {
  for (const user of state.tables.user.values()) if (user.gid === sent || user.email === sent) return user.gid
  throw notA(field, 'user', sent)
}

function parseDate(field: Field, sent: unknown): DateValue {
  const { date, date_time } = Object(sent)
  if (typeof date_time === 'string' && !Number.isNaN(Date.parse(date_time))) {
    const instant = new Date(date_time).toISOString()
    return { date: instant.slice(0, 10), dateTime: instant }
  }
  if (typeof date === 'string' && isDay(date)) return { date }
  throw notA(field, 'date', JSON.stringify(sent))
}

/** Whether a text is a calendar day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function notA(field: Field, kind: string, sent: unknown): Error {
  return invalid(`custom_fields: Value for custom field ${field.gid} is not a ${kind}: ${String(sent)}`)
}
