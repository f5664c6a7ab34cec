import type { Day, Health, Instant, Moment } from '../model.ts'
import { renderHealthComment } from '../text/health-comment.ts'
import type { HealthCommentNote, HealthTaskNote } from './notes.ts'
import type { Write } from './write.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The health task: its notes are rewritten when the words change, a comment is made only when health changes,
 * and one that follows within a day is edited into the last. Deleted or completed, it comes back with the next change.
 */
export function planHealthTask(input: {
  health: Health
  reason: string
  html: string
  note: HealthTaskNote | undefined
  /** False while a person has paused the project: the scorecard goes on, nothing is posted. */
  speaks: boolean
  at: Moment
}): Write[] {
  const { health, html, note, speaks, at } = input
  if (!note?.gid) {
    const isWanted = speaks && note?.health !== health
    return isWanted ? [{ kind: 'health-task', html, health, since: at.today }] : []
  }
  const scorecard: Write[] = note.html === html ? [] : [{ kind: 'scorecard', taskGid: note.gid, html }]
  if (!speaks || note.health === health) return scorecard
  return [...scorecard, planComment(note.gid, note, input)]
}

function planComment(
  taskGid: string,
  note: HealthTaskNote,
  { health, reason, at }: { health: Health; reason: string; at: Moment },
): Write {
  const since: Day = at.today
  const recent = note.comment && isWithinDay(note.comment, at.now) ? note.comment : undefined
  const from = recent?.from ?? note.health
  const html = renderHealthComment({ from, to: health, reason, since })
  if (!recent) return { kind: 'health-comment', taskGid, html, from, to: health, since }
  return {
    kind: 'edit-health-comment',
    taskGid,
    commentGid: recent.gid,
    html,
    from,
    to: health,
    since,
    postedAt: recent.at,
  }
}

function isWithinDay(comment: HealthCommentNote, now: Instant): boolean {
  return Date.parse(now) - Date.parse(comment.at) < DAY_MS
}
