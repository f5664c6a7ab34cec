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

/** The write without what was rejected less than an hour ago; undefined when nothing is left of it. */
export function withoutRejected(state: ProjectState, write: Write, now: Instant): Write | undefined {
  const isRejected = (key: string) => (state.rejectedWrites[key]?.until ?? '') > now
  if (isRejected(write.kind)) return undefined
  if (!hasValues(write)) return isRejected(writeKey(write)) ? undefined : write
  return filterValues(write, (field) => !isRejected(valueKey(write, field)))
}

/** The write with the values of those fields only that `isKept` names; undefined when no value is left. */
export function filterValues(write: Write, isKept: (field: string) => boolean): Write | undefined {
  if (!hasValues(write)) return write
  const values = Object.fromEntries(Object.entries(write.values).filter(([field]) => isKept(field)))
  return Object.keys(values).length > 0 ? { ...write, values } : undefined
}

/**
 * The state after a write was rejected: each of its values by itself, so that others of the same task go on. What the
 * plan lacks, it lacks on every task.
 */
export function recordRejection(state: ProjectState, write: Write, now: Instant, finding: Finding): ProjectState {
  const rejected = { until: new Date(Date.parse(now) + REJECTION_MS).toISOString(), finding }
  const isOfPlan = finding.code === 'fields-not-in-plan' || finding.code === 'feature-not-in-plan'
  const keys = isOfPlan ? [write.kind] : ownKeysOf(write)
  return {
    ...state,
    rejectedWrites: { ...state.rejectedWrites, ...Object.fromEntries(keys.map((key) => [key, rejected])) },
  }
}

/** The state after a write was acknowledged: an earlier rejection is over. */
export function clearRejection(state: ProjectState, write: Write): ProjectState {
  const acknowledged = new Set([write.kind, ...ownKeysOf(write)])
  return withoutRejections(state, (key) => acknowledged.has(key))
}

/** The state without the rejections of writes that are not in the plan any more. */
export function dropObsolete(state: ProjectState, plan: readonly Write[]): ProjectState {
  const planned = new Set(plan.flatMap((write) => [write.kind, ...ownKeysOf(write)]))
  return withoutRejections(state, (key) => !planned.has(key))
}

function withoutRejections(state: ProjectState, isOver: (key: string) => boolean): ProjectState {
  const kept = Object.entries(state.rejectedWrites).filter(([key]) => !isOver(key))
  if (kept.length === Object.keys(state.rejectedWrites).length) return state
  return { ...state, rejectedWrites: Object.fromEntries(kept) }
}

type ValuesWrite = Extract<Write, { values: unknown }>

function hasValues(write: Write): write is ValuesWrite {
  return 'values' in write
}

function ownKeysOf(write: Write): string[] {
  return hasValues(write) ? Object.keys(write.values).map((field) => valueKey(write, field)) : [writeKey(write)]
}

function valueKey(write: ValuesWrite, field: string): string {
  return `${writeKey(write)} ${field}`
}
