import { type ServiceCode, serviceFinding } from '../../domain/findings.ts'
import type { Finding, Instant } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import { describeWrite, type Write } from '../../domain/plan/write.ts'
import { PortError } from '../ports/index.ts'
import { writeKey } from './write-key.ts'

const REFUSAL_MS = 60 * 60 * 1000

const PLAN_CODES: Partial<Record<Write['kind'], ServiceCode>> = {
  'attach-fields': 'fields-not-in-plan',
  'task-fields': 'fields-not-in-plan',
  'project-fields': 'fields-not-in-plan',
}

const REFUSED_CODES: Partial<Record<Write['kind'], ServiceCode>> = {
  comment: 'comment-refused',
  'edit-comment': 'comment-refused',
  'health-comment': 'comment-refused',
  'edit-health-comment': 'comment-refused',
  status: 'status-refused',
}

/** A finding for what will not pass by waiting; undefined for everything else. */
export function toRefusal(error: unknown, write: Write): Finding | undefined {
  if (!(error instanceof PortError)) return undefined
  if (error.kind === 'payment-required')
    return serviceFinding(PLAN_CODES[write.kind] ?? 'feature-not-in-plan', describeWrite(write))
  if (error.kind === 'forbidden' || error.kind === 'bad-request')
    return serviceFinding(REFUSED_CODES[write.kind] ?? 'write-refused', describeWrite(write))
  return undefined
}

/** What people are told about refusals that still stand. */
export function rejectionFindings(state: ProjectState): Finding[] {
  const byCode = new Map(
    Object.values(state.rejectedWrites).map(({ finding }) => [`${finding.code} ${finding.message}`, finding]),
  )
  return [...byCode.values()]
}

/** Whether a write was refused less than an hour ago. */
export function isRejected(state: ProjectState, write: Write, now: Instant): boolean {
  return keysOf(write).some((key) => (state.rejectedWrites[key]?.until ?? '') > now)
}

/** Notes of a refused write. What the plan lacks, it lacks on every task. */
export function recordRejection(state: ProjectState, write: Write, now: Instant, finding: Finding): ProjectState {
  const until = new Date(Date.parse(now) + REFUSAL_MS).toISOString()
  const key = isOfPlan(finding) ? write.kind : writeKey(write)
  return { ...state, rejectedWrites: { ...state.rejectedWrites, [key]: { until, finding } } }
}

/** Notes of a write that went well: its refusal is over. */
export function clearRejection(state: ProjectState, write: Write): ProjectState {
  const over = keysOf(write).filter((key) => state.rejectedWrites[key])
  if (over.length === 0) return state
  const rejectedWrites = Object.fromEntries(Object.entries(state.rejectedWrites).filter(([key]) => !over.includes(key)))
  return { ...state, rejectedWrites }
}

/** Notes without refusals of writes that nobody wants any more. */
export function dropObsolete(state: ProjectState, plan: readonly Write[]): ProjectState {
  const wanted = new Set(plan.flatMap(keysOf))
  const standing = Object.entries(state.rejectedWrites).filter(([key]) => wanted.has(key))
  if (standing.length === Object.keys(state.rejectedWrites).length) return state
  return { ...state, rejectedWrites: Object.fromEntries(standing) }
}

function isOfPlan({ code }: Finding): boolean {
  return code === 'fields-not-in-plan' || code === 'feature-not-in-plan'
}

function keysOf(write: Write): string[] {
  return [...new Set([writeKey(write), write.kind])]
}
