import { type ServiceCode, serviceFinding } from '../../domain/findings.ts'
import type { Finding, Instant } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import { describeWrite, type Write, writeKey } from '../../domain/plan/write.ts'
import { PortError } from '../ports/index.ts'

/** How long a rejected write is not sent again. */
const REJECTION_MS = 60 * 60 * 1000

const NOT_IN_PLAN_CODES: Partial<Record<Write['kind'], ServiceCode>> = {
  'attach-fields': 'fields-not-in-plan',
  'task-fields': 'fields-not-in-plan',
  'project-fields': 'fields-not-in-plan',
}

const REJECTED_CODES: Partial<Record<Write['kind'], ServiceCode>> = {
  comment: 'comment-refused',
  'edit-comment': 'comment-refused',
  'health-comment': 'comment-refused',
  'edit-health-comment': 'comment-refused',
  status: 'status-refused',
}

/** The finding for a write that does not pass by waiting; undefined for every other error. */
export function toRejectionFinding(error: unknown, write: Write): Finding | undefined {
  if (!(error instanceof PortError)) return undefined
  switch (error.kind) {
    case 'payment-required':
      return serviceFinding(NOT_IN_PLAN_CODES[write.kind] ?? 'feature-not-in-plan', describeWrite(write))
    case 'forbidden':
    case 'bad-request':
      return serviceFinding(REJECTED_CODES[write.kind] ?? 'write-refused', describeWrite(write))
    default:
      return undefined
  }
}

/** The findings of the writes that are rejected at present, each once. */
export function rejectionFindings(state: ProjectState): Finding[] {
  const findings = Object.values(state.rejectedWrites).map(({ finding }) => finding)
  return [...new Map(findings.map((finding) => [`${finding.code} ${finding.message}`, finding])).values()]
}

/** Whether a write was rejected less than an hour ago. */
export function isRejected(state: ProjectState, write: Write, now: Instant): boolean {
  return keysOf(write).some((key) => (state.rejectedWrites[key]?.until ?? '') > now)
}

/** The state after a write was rejected. What the plan lacks, it lacks on every task. */
export function recordRejection(state: ProjectState, write: Write, now: Instant, finding: Finding): ProjectState {
  const until = new Date(Date.parse(now) + REJECTION_MS).toISOString()
  const isOfPlan = finding.code === 'fields-not-in-plan' || finding.code === 'feature-not-in-plan'
  const key = isOfPlan ? write.kind : writeKey(write)
  return { ...state, rejectedWrites: { ...state.rejectedWrites, [key]: { until, finding } } }
}

/** The state after a write was acknowledged: an earlier rejection is over. */
export function clearRejection(state: ProjectState, write: Write): ProjectState {
  return withoutRejections(state, (key) => keysOf(write).includes(key))
}

/** The state without the rejections of writes that are not in the plan any more. */
export function dropObsolete(state: ProjectState, plan: readonly Write[]): ProjectState {
  const planned = new Set(plan.flatMap(keysOf))
  return withoutRejections(state, (key) => !planned.has(key))
}

function withoutRejections(state: ProjectState, isOver: (key: string) => boolean): ProjectState {
  const kept = Object.entries(state.rejectedWrites).filter(([key]) => !isOver(key))
  if (kept.length === Object.keys(state.rejectedWrites).length) return state
  return { ...state, rejectedWrites: Object.fromEntries(kept) }
}

/** What a write is rejected under: by itself, or with all of its kind. */
function keysOf(write: Write): string[] {
  return [writeKey(write), write.kind]
}
