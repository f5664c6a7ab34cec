import type { Day, Field, FieldValue, Option, State, User } from '../state.ts'
import { html, type Markup } from './html.ts'

/** A field's value as a person reads it: 0.62 of a percentage field is "62%". */
export function toWords(state: State, field: Field, value: FieldValue | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return toNumberWords(field, value)
  if (typeof value === 'string') return field.subtype === 'enum' ? (toOption(field, value)?.name ?? '') : value
  if ('date' in value) return toDayWords(value.date)
  return value.map((gid) => toOption(field, gid)?.name ?? state.tables.user.get(gid)?.name ?? '').join(', ')
}

/** A field's value as it is shown: a pill for an option, a bar beside a percentage, text for the rest. */
export function showValue(state: State, field: Field, value: FieldValue | undefined): Markup {
  const words = toWords(state, field, value)
  if (words === '') return html`<span class="soft">–</span>`
  if (field.subtype === 'enum' && typeof value === 'string') return showPill(words, toOption(field, value)?.color)
  if (field.format !== 'percentage' || typeof value !== 'number') return html`${words}`
  return html`<span class="share"><progress max="1" value="${Math.min(1, Math.max(0, value))}"></progress>${words}</span>`
}

/** A word on a coloured ground. */
export function showPill(word: string, color: string | undefined): Markup {
  return html`<span class="pill ${PILL_COLORS[color ?? ''] ?? ''}">${word}</span>`
}

/** A round face with the person's initials. */
export function showFace(state: State, user: User | undefined): Markup {
  if (user === undefined) return html`<span class="face">–</span>`
  const initials = user.name.split(' ').map((word) => word.charAt(0))
  const nth = [...state.tables.user.keys()].indexOf(user.gid) % 6
  return html`<span class="face f${nth}" aria-hidden="true">${initials.slice(0, 2).join('')}</span>`
}

/** `2026-11-21` as "21 Nov". */
export function toDayWords(day: Day): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
}

/** An instant as "21 Nov, 09:30" in the reader's time zone. */
export function toMomentWords(at: Date): string {
  return at.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
}

/** Asana's colours of options, in the few tones of this page. */
const PILL_COLORS: Readonly<Record<string, string>> = {
  red: 'red',
  orange: 'orange',
  'yellow-orange': 'orange',
  yellow: 'yellow',
  'yellow-green': 'green',
  green: 'green',
  'blue-green': 'green',
  aqua: 'blue',
  blue: 'blue',
  indigo: 'purple',
  purple: 'purple',
  magenta: 'pink',
  'hot-pink': 'pink',
  pink: 'pink',
}

function toNumberWords(field: Field, value: number): string {
  const isShare = field.format === 'percentage'
  const shown = (isShare ? value * 100 : value).toLocaleString('en-US', {
    maximumFractionDigits: field.precision ?? (isShare ? 1 : 2),
  })
  return isShare ? `${shown}%` : shown
}

function toOption(field: Field, gid: string): Option | undefined {
  return field.options.find((option) => option.gid === gid)
}
