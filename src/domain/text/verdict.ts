import type { EvaluationTime, Health, Rollup, StatusUpdate } from '../model.ts'
import { displayName, type TextLimit, truncate } from '../strings/truncate.ts'
import { toDay } from '../week.ts'
import { dateOf, STATUS_TYPE_OF, STATUS_WORDS } from './format.ts'
import { type Rich, rich } from './rich.ts'

/** The first line of a weekly update: should I worry, and the one fact behind it. */
export function renderHeadline({ health, reason, tooEarly }: Rollup, room: TextLimit): Rich {
  const verdict = tooEarly && health === 'On track' ? 'No need to worry yet.' : VERDICTS[health]
  return rich`<strong>${verdict}</strong> ${truncate(reason, room)}`
}

/** One polite line where a person has lately said something else; the person may well be right. */
export function renderStatusMismatch(
  status: StatusUpdate | undefined,
  figures: Rollup,
  at: EvaluationTime,
  room: TextLimit,
): Rich | undefined {
  if (!status?.type || status.isOurs || agrees(status, figures.health)) return undefined
  const day = dateOf(toDay(status.createdAt, at.timeZone), at)
  const said = status.author ? `${displayName(status.author, room)} reported` : 'Somebody reported'
  return rich`${said} ${STATUS_WORDS[status.type]} on ${day}${renderNumbers(figures)}`
}

function renderNumbers({ health, tooEarly }: Rollup): string {
  if (health === 'Needs data') return ', which the numbers cannot confirm yet: too many are missing.'
  if (tooEarly) return ', and it is too early for the numbers to say.'
  return ' and may know more than the numbers show.'
}

const VERDICTS: Readonly<Record<Health, string>> = {
  'Off track': 'Yes, this needs attention: off track.',
  'At risk': 'Worth a look: at risk.',
  'Needs data': 'Hard to say: too little can be measured.',
  'On track': 'No need to worry: on track.',
  Achieved: 'No need to worry: achieved.',
}

function agrees({ type }: StatusUpdate, health: Health): boolean {
  return type === STATUS_TYPE_OF[health] || (type === 'complete' && health === 'Achieved')
}
