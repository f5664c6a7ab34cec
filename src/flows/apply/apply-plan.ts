import type { FieldDefinition, Fields, Finding } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import { updateState } from '../../domain/plan/update-state.ts'
import { describeWrite, type Write } from '../../domain/plan/write.ts'
import { type Log, RetryLaterError } from '../ports/index.ts'
import { executeWrite, type WriteContext, type WriteDeps, type WriteResult } from './execute-write.ts'
import { clearPending, markPending, mayHaveTakenEffect, pendingForMs } from './pending-writes.ts'
import {
  clearRejection,
  dropObsolete,
  filterValues,
  recordRejection,
  toRejectionFinding,
  withoutRejected,
} from './rejected-writes.ts'

export type Applied = Readonly<{
  state: ProjectState
  fields: Fields
  /** The writes that Asana acknowledged. */
  written: readonly Write[]
  /** Fields that the project's tasks can carry since. */
  attachedFields: readonly FieldDefinition[]
  /** A write was rejected, perhaps in the middle: only Asana knows what took effect. */
  needsReread: boolean
}>

/** Called with what became of each write, for the metrics. */
export type OnWrite = (kind: Write['kind'], outcome: 'done' | 'refused') => void

export type ApplyDeps = WriteDeps &
  Readonly<{
    log: Log
    clock: () => Date
    /** Log what would be written, and write nothing. */
    observeOnly: boolean
    /** How long a write without an answer may still take effect. */
    unackedWriteTtlMs: number
    onWrite?: OnWrite
  }>

/** What a plan is applied to. */
export type ApplyTarget = Pick<WriteContext, 'parentGid' | 'fields' | 'projectFields'> &
  Readonly<{ state: ProjectState; saveState: (state: ProjectState) => Promise<void> }>

/**
 * Applies a plan, the only place that writes into a project or portfolio. Each write is saved before the next one starts.
 * What Asana rejects becomes a finding and the plan goes on; a write that is still pending is skipped, and RetryLaterError
 * thrown at the end; any other failure ends the run with a PortError.
 */
export async function applyPlan(deps: ApplyDeps, target: ApplyTarget, plan: readonly Write[]): Promise<Applied> {
  const { log, clock, observeOnly, unackedWriteTtlMs } = deps
  const state = dropObsolete(target.state, plan)
  let applied: Applied = { state, fields: target.fields, written: [], attachedFields: [], needsReread: false }
  let waitMs = 0
  for (const planned of plan) {
    const now = clock().toISOString()
    const write = withoutRejected(applied.state, planned, now)
    if (!write) continue
    if (observeOnly) {
      log.info({ gid: target.parentGid, write: write.kind, description: describeWrite(write) }, 'Dry run')
      continue
    }
    const pendingMs = pendingForMs(applied.state, write, now, unackedWriteTtlMs)
    waitMs = Math.max(waitMs, pendingMs)
    if (pendingMs === 0) applied = await applyWrite(deps, target, write, applied)
  }
  if (waitMs > 0) throw new RetryLaterError('Waiting for an unacknowledged write', waitMs)
  return applied
}

async function applyWrite(deps: ApplyDeps, target: ApplyTarget, write: Write, applied: Applied): Promise<Applied> {
  const sent = markPending(applied.state, write, deps.clock().toISOString(), deps.unackedWriteTtlMs)
  if (sent !== applied.state) await target.saveState(sent)
  try {
    const result = await executeWrite({ ...deps, ...target, fields: applied.fields }, write)
    return await recordResult(deps, target, write, { applied: { ...applied, state: sent }, result })
  } catch (error) {
    const state = await recordFailure(deps, target, write, { sent, error })
    return { ...applied, state, needsReread: true }
  }
}

/** Records a write that Asana acknowledged, and those of its values that it rejected all the same. */
async function recordResult(
  deps: ApplyDeps,
  target: ApplyTarget,
  write: Write,
  { applied, result }: { applied: Applied; result: WriteResult },
): Promise<Applied> {
  const {
    fields = applied.fields,
    attachedFields = [],
    rejectedValues = [],
    hasNewOptions = false,
    ...outcome
  } = result
  const rejectedKeys = new Set<string>(rejectedValues.map(({ key }) => key))
  const accepted = filterValues(write, (key) => !rejectedKeys.has(key)) ?? write
  const acknowledged = clearRejection(clearPending(applied.state, write), accepted)
  let state = updateState(acknowledged, accepted, { at: deps.clock().toISOString(), ...outcome })
  deps.log.info({ gid: target.parentGid, write: write.kind, description: describeWrite(accepted) }, 'Write applied')
  deps.onWrite?.(write.kind, 'done')
  for (const { key, error } of rejectedValues) {
    const rejected = filterValues(write, (other) => other === key) ?? write
    const finding = toRejectionFinding(error, rejected)
    if (finding) state = reject(deps, target, rejected, { state, finding, error })
  }
  if (state !== applied.state) await target.saveState(state)
  const written = [...applied.written, accepted]
  const needsReread = applied.needsReread || hasNewOptions || rejectedValues.length > 0
  return { state, fields, written, attachedFields: [...applied.attachedFields, ...attachedFields], needsReread }
}

/** The state after a write failed. Only a rejection lets the plan go on; everything else is thrown again. */
async function recordFailure(
  deps: ApplyDeps,
  target: ApplyTarget,
  write: Write,
  { sent, error }: { sent: ProjectState; error: unknown },
): Promise<ProjectState> {
  const finding = toRejectionFinding(error, write)
  const known = mayHaveTakenEffect(error) ? sent : clearPending(sent, write)
  if (!finding) {
    // Redis may have lost its data since the write was sent. If this fails too, the first error is the one that counts.
    if (Object.keys(sent.pendingWrites).length > 0) await target.saveState(known).catch(() => {})
    throw error
  }
  const state = reject(deps, target, write, { state: known, finding, error })
  await target.saveState(state)
  return state
}

function reject(
  { log, clock, onWrite }: ApplyDeps,
  { parentGid }: ApplyTarget,
  write: Write,
  { state, finding, error }: { state: ProjectState; finding: Finding; error: unknown },
): ProjectState {
  const fields = { gid: parentGid, write: write.kind, code: finding.code, detail: String(error) }
  log.warn(fields, 'Asana rejected a write')
  onWrite?.(write.kind, 'refused')
  return recordRejection(state, write, clock().toISOString(), finding)
}
