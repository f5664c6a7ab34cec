import type { Day, EvaluationTime, Health, Person, StatusType } from '../model.ts'
import { displayName, type TextLimit } from '../strings/truncate.ts'
import { readableDay } from '../week.ts'

/** Between facts that may hold commas themselves, as numbers do. */
export const DOT = ' · '

/** `1 task`, `3 tasks`. */
export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** An owner by name, or that there is none. */
export function ownerName(person: Person | undefined, room?: TextLimit): string {
  return person ? displayName(person, room) : 'no owner'
}

/** `due 24 Nov`, `overdue since 12 Nov`, `no date`. */
export function dueLabel(dueOn: Day | undefined, at: EvaluationTime): string {
  if (dueOn === undefined) return 'no date'
  return `${dueOn < at.today ? 'overdue since' : 'due'} ${dateOf(dueOn, at)}`
}

/** A day near today without its year, any other with it. */
export function dateOf(day: Day, at: EvaluationTime): string {
  return readableDay(day, { year: day.slice(0, 4) !== at.today.slice(0, 4) })
}

/** `+5 pts`, `-1 pt` or `no change`: a difference between two shares, in whole points. */
export function formatPoints(share: number): string {
  const points = Math.round(share * 100)
  if (points === 0) return 'no change'
  return `${points > 0 ? '+' : '-'}${pluralize(Math.abs(points), 'pt')}`
}

/** Each status of Asana as its users read it. */
export const STATUS_WORDS: Readonly<Record<StatusType, string>> = {
  on_track: 'On track',
  at_risk: 'At risk',
  off_track: 'Off track',
  on_hold: 'On hold',
  complete: 'Complete',
  dropped: 'Dropped',
}

/** The status under which a weekly update is posted. */
export const STATUS_TYPE_OF: Readonly<Record<Health, StatusType>> = {
  'On track': 'on_track',
  Achieved: 'on_track',
  'At risk': 'at_risk',
  'Needs data': 'at_risk',
  'Off track': 'off_track',
}
