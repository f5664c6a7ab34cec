import type { FieldDefinition, Fields, Instant } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import { updateState } from '../../domain/plan/update-state.ts'
import { describeWrite, type Write } from '../../domain/plan/write.ts'
import { type Log, RetryLaterError } from '../ports/index.ts'
import { executeWrite, type Target } from './execute-write.ts'
import { clearPending, markPending, mayHaveTakenEffect, pendingForMs } from './pending-writes.ts'
import { clearRejection, dropObsolete, isRejected, recordRejection, toRefusal } from './rejected-writes.ts'

export type Applied = Readonly<{
  state: ProjectState
  fields: Fields
  written: readonly Write[]
  /** Fields that the project was given on the way. */
  attachedFields: readonly FieldDefinition[]
  /** Something was refused, perhaps in the middle: only Asana knows what took effect. */
  needsReread: boolean
}>

/** Told what became of each write, for the metrics. */
export type OnWrite = (kind: Write['kind'], outcome: 'done' | 'refused') => void

export type ApplyDeps = Readonly<{
  log: Log
  observeOnly: boolean
  now: () => Instant
  /** How long a write that was not answered may still take effect. */
  unackedWriteTtlMs: number
  onWrite?: OnWrite
  saveState: (state: ProjectState) => Promise<void>
}>

/**
 * Performs a plan, the only place that writes into a project. Each write is remembered before the next one starts.
 * A refused write is noted and the plan goes on; one in doubt is left for later; any other failure ends the run.
 */
export async function applyWrites(
  deps: ApplyDeps,
  target: Target,
  plan: readonly Write[],
  state: ProjectState,
): Promise<Applied> {
  let applied: Applied = {
    state: dropObsolete(state, plan),
    fields: target.fields,
    written: [],
    attachedFields: [],
    needsReread: false,
  }
  let waitMs = 0
  for (const write of plan) {
    if (isRejected(applied.state, write, deps.now())) continue
    if (deps.observeOnly) {
      deps.log.info({ gid: target.parentGid, write: write.kind }, `Would ${describeWrite(write)}`)
      continue
    }
    const leftMs = pendingForMs(applied.state, write, deps.now(), deps.unackedWriteTtlMs)
    waitMs = Math.max(waitMs, leftMs)
    if (leftMs === 0) applied = await applyWrite(deps, { ...target, fields: applied.fields }, write, applied)
  }
  if (waitMs > 0) throw new RetryLaterError('An earlier attempt may still take effect; then it is looked for', waitMs)
  return applied
}

async function applyWrite(deps: ApplyDeps, target: Target, write: Write, applied: Applied): Promise<Applied> {
  const { log, now, saveState } = deps
  const sent = markPending(applied.state, write, now(), deps.unackedWriteTtlMs)
  if (sent !== applied.state) await saveState(sent)
  try {
    const { fields, attachedFields = [], ...outcome } = await executeWrite(target, write)
    const known = clearRejection(clearPending(sent, write), write)
    const state = updateState(known, write, { at: now(), ...outcome })
    if (state !== applied.state) await saveState(state)
    log.info({ gid: target.parentGid, write: write.kind }, `Done: ${describeWrite(write)}`)
    deps.onWrite?.(write.kind, 'done')
    return {
      ...applied,
      state,
      fields: fields ?? applied.fields,
      written: [...applied.written, write],
      attachedFields: [...applied.attachedFields, ...attachedFields],
    }
  } catch (error) {
    const state = await recordFailure(deps, target, write, { sent, error })
    return { ...applied, state, needsReread: true }
  }
}

/** Notes what a failure leaves behind. Only a refusal lets the plan go on. */
async function recordFailure(
  { log, now, saveState, onWrite }: ApplyDeps,
  target: Target,
  write: Write,
  { sent, error }: { sent: ProjectState; error: unknown },
): Promise<ProjectState> {
  const finding = toRefusal(error, write)
  const known = mayHaveTakenEffect(error) ? sent : clearPending(sent, write)
  const state = finding ? recordRejection(known, write, now(), finding) : known
  if (!finding) {
    // Redis may have lost its memory since the write was sent. If this fails too, the cause is what counts.
    if (Object.keys(sent.pendingWrites).length > 0) await saveState(state).catch(() => {})
    throw error
  }
  await saveState(state)
  log.warn(
    { gid: target.parentGid, write: write.kind, code: finding.code, detail: String(error) },
    'Asana refused a write',
  )
  onWrite?.(write.kind, 'refused')
  return state
}
