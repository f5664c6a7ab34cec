import type { Instant } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import type { Write } from '../../domain/plan/write.ts'
import { LockUnavailableError, PortError } from '../ports/index.ts'
import { writeKey } from './write-key.ts'

/** Writes that Asana would perform twice when asked twice. */
const ONCE: readonly Write['kind'][] = ['comment', 'health-task', 'health-comment', 'status']

/** Notes that say a write is about to be sent: from here on it may take effect, whatever becomes of us. */
export function markPending(state: ProjectState, write: Write, now: Instant, unackedWriteTtlMs: number): ProjectState {
  if (!ONCE.includes(write.kind)) return state
  const standing = Object.entries(state.pendingWrites).filter(([, until]) => until > now)
  const until = new Date(Date.parse(now) + unackedWriteTtlMs).toISOString()
  return { ...state, pendingWrites: { ...Object.fromEntries(standing), [writeKey(write)]: until } }
}

/** Notes of a write whose outcome is known. */
export function clearPending(state: ProjectState, write: Write): ProjectState {
  const { [writeKey(write)]: doubt, ...pendingWrites } = state.pendingWrites
  return doubt ? { ...state, pendingWrites } : state
}

/** How long a write must not be repeated, in milliseconds: an earlier attempt may still take effect. */
export function pendingForMs(state: ProjectState, write: Write, now: Instant, unackedWriteTtlMs: number): number {
  const leftMs = Date.parse(state.pendingWrites[writeKey(write)] ?? now) - Date.parse(now)
  // So far ahead only because the clock was set back meanwhile.
  return leftMs > 2 * unackedWriteTtlMs ? 0 : Math.max(leftMs, 0)
}

/** Whether a failed write may have taken effect, or may still do so: it was sent, and no answer says otherwise. */
export function mayHaveTakenEffect(error: unknown): boolean {
  if (error instanceof LockUnavailableError) return false
  if (!(error instanceof PortError)) return true
  return error.kind === 'transient' && error.status !== 503
}
