import type { EvaluationTime, Health, Instant } from '../model.ts'
import { renderHealthComment } from '../text/health-comment.ts'
import { isSameText } from '../text/is-same-text.ts'
import type { HealthTaskState } from './project-state.ts'
import type { Write } from './write.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The health task: a comment is made only when health changes, one that follows within a day is edited into the last,
 * and its notes are rewritten when the words change. Deleted or completed, it comes back with the next change.
 */
export function planHealthTask(input: {
  health: Health
  reason: string
  html: string
  note: HealthTaskState | undefined
  /** False while a person has paused the project: the scorecard goes on, nothing is posted. */
  canPost: boolean
  at: EvaluationTime
}): Write[] {
  const { health, html, note, canPost } = input
  if (!note || note.isDismissed) {
    return canPost && note?.health !== health ? [{ kind: 'health-task', html, health }] : []
  }
  // The comment first: with all memory lost, it tells which health was told last, and the notes only which one stands.
  const comment = canPost && note.health !== health ? [planComment(note, input)] : []
  const isWritten = isSameText(note.html, html)
  return isWritten ? comment : [...comment, { kind: 'scorecard', taskGid: note.gid, html }]
}

function planComment(
  note: HealthTaskState,
  { health: to, reason, at }: { health: Health; reason: string; at: EvaluationTime },
): Write {
  const editSince = new Date(Date.parse(at.now) - DAY_MS).toISOString()
  const recent = note.comment && isAfter(note.comment.at, editSince) ? note.comment : undefined
  const from = recent?.from ?? note.health
  const html = renderHealthComment({ from, to, reason, since: at.today })
  const change = { taskGid: note.gid, html, from, to }
  if (!recent) return { kind: 'health-comment', ...change, editSince }
  return { kind: 'edit-health-comment', ...change, commentGid: recent.gid, postedAt: recent.at }
}

function isAfter(instant: Instant, other: Instant): boolean {
  return Date.parse(instant) > Date.parse(other)
}
