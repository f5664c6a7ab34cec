import type { EvaluationTime, Health } from '../model.ts'
import { renderHealthComment } from '../text/health-comment.ts'
import { isSameText } from '../text/is-same-text.ts'
import type { HealthTaskState } from './project-state.ts'
import type { Write } from './write.ts'

/** The name of the health task, until a person renames it. */
export const HEALTH_TASK_NAME = 'V2MOM health'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The health task: a comment is posted only when the health changes, one that follows within a day is edited into the
 * last, and the scorecard is rewritten when its text changes. Deleted or completed, it comes back with the next change. A
 * copy from another project is overwritten without a comment: the health was never told here.
 */
export function planHealthTask(input: {
  health: Health
  reason: string
  /** The scorecard. */
  html: string
  current: HealthTaskState | undefined
  /** False while a person has paused the project: the scorecard goes on, nothing is posted. */
  canPost: boolean
  at: EvaluationTime
}): Write[] {
  const { health, html, current, canPost } = input
  if (!current || current.isDismissed) {
    return canPost && current?.health !== health ? [{ kind: 'health-task', html, health }] : []
  }
  // The comment first: after a loss of Redis it tells which health was told last, and the scorecard only the present one.
  const isChanged = !current.isCopy && current.health !== health
  const comment = canPost && isChanged ? [planComment(current, input)] : []
  if (isSameText(current.html, html)) return comment
  return [...comment, { kind: 'scorecard', taskGid: current.gid, html, ...(current.isCopy ? { health } : {}) }]
}

function planComment(
  current: HealthTaskState,
  { health: to, reason, at }: { health: Health; reason: string; at: EvaluationTime },
): Write {
  const editSinceMs = Date.parse(at.now) - DAY_MS
  const recent = current.comment && Date.parse(current.comment.at) > editSinceMs ? current.comment : undefined
  const from = recent?.from ?? current.health
  const html = renderHealthComment({ from, to, reason, since: at.today })
  const change = { taskGid: current.gid, html, from, to }
  if (!recent) return { kind: 'health-comment', ...change, editSince: new Date(editSinceMs).toISOString() }
  return { kind: 'edit-health-comment', ...change, commentGid: recent.gid, postedAt: recent.at }
}
