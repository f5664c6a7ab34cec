import type { Instant } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import { type Write, writeKey } from '../../domain/plan/write.ts'
import { LockUnavailableError, PortError } from '../ports/index.ts'

/**
 * A pending write was sent and not acknowledged. Asana has no idempotency key, so a write of these kinds would be
 * performed twice when it is sent twice: until its time to live has passed, it is not sent again.
 */
const NOT_IDEMPOTENT: readonly Write['kind'][] = ['comment', 'health-task', 'health-comment', 'status']

/** The state before a write is sent: from here on it may take effect, even if this process dies. */
export function markPending(state: ProjectState, write: Write, now: Instant, unackedWriteTtlMs: number): ProjectState {
  if (!NOT_IDEMPOTENT.includes(write.kind)) return state
  const pending = Object.entries(state.pendingWrites).filter(([, until]) => until > now)
  const until = new Date(Date.parse(now) + unackedWriteTtlMs).toISOString()
  return { ...state, pendingWrites: { ...Object.fromEntries(pending), [writeKey(write)]: until } }
}

/** The state once the outcome of a write is known. */
export function clearPending(state: ProjectState, write: Write): ProjectState {
  const { [writeKey(write)]: pending, ...pendingWrites } = state.pendingWrites
  return pending ? { ...state, pendingWrites } : state
}

/** How long a write must not be sent again, in milliseconds: an earlier attempt may still take effect. */
export function pendingForMs(state: ProjectState, write: Write, now: Instant, unackedWriteTtlMs: number): number {
  const leftMs = Date.parse(state.pendingWrites[writeKey(write)] ?? now) - Date.parse(now)
  // More than was ever granted: the clock was set back meanwhile.
  return leftMs > 2 * unackedWriteTtlMs ? 0 : Math.max(leftMs, 0)
}

/** Whether a failed write may have taken effect, or may still do so: it was sent, and no answer says otherwise. */
export function mayHaveTakenEffect(error: unknown): boolean {
  if (error instanceof LockUnavailableError) return false
  if (!(error instanceof PortError)) return true
  return error.kind === 'transient' && error.status !== 503
}
