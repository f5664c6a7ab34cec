import { type ServiceCode, serviceFinding } from '../domain/findings.ts'
import type { Fields, Finding, Instant } from '../domain/model.ts'
import type { Notes } from '../domain/plan/notes.ts'
import { remember } from '../domain/plan/remember.ts'
import { describeWrite, type Write } from '../domain/plan/write.ts'
import { performWrite, type Target } from './perform.ts'
import { type Log, PortError } from './ports.ts'

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

export type Applied = Readonly<{ notes: Notes; fields: Fields; written: readonly Write[] }>

/**
 * Performs a plan, the only place that writes into a project. Each write is remembered before the next one starts.
 * A refused write is noted and the plan goes on; anything that may pass later ends the run and is tried again.
 */
export async function applyWrites(
  deps: { log: Log; observeOnly: boolean; now: () => Instant; saveNotes: (notes: Notes) => Promise<void> },
  target: Target,
  plan: readonly Write[],
  notes: Notes,
): Promise<Applied> {
  let state: Applied = { notes, fields: target.fields, written: [] }
  for (const write of plan) {
    if (isRefused(state.notes, write, deps.now())) continue
    if (deps.observeOnly) {
      deps.log.info({ parent: target.parentGid, write: write.kind }, `Would ${describeWrite(write)}`)
      continue
    }
    state = await applyWrite(deps, { ...target, fields: state.fields }, write, state)
  }
  return state
}

async function applyWrite(
  { log, now, saveNotes }: { log: Log; now: () => Instant; saveNotes: (notes: Notes) => Promise<void> },
  target: Target,
  write: Write,
  state: Applied,
): Promise<Applied> {
  try {
    const { fields, ...outcome } = await performWrite(target, write)
    const notes = forgive(remember(state.notes, write, { at: now(), ...outcome }), write)
    if (notes !== state.notes) await saveNotes(notes)
    log.info({ parent: target.parentGid, write: write.kind }, `Done: ${describeWrite(write)}`)
    return { notes, fields: fields ?? state.fields, written: [...state.written, write] }
  } catch (error) {
    const finding = toFinding(error, write)
    if (!finding) throw error
    log.warn(
      { parent: target.parentGid, write: write.kind, code: finding.code, detail: String(error) },
      'Asana refused a write',
    )
    const until = new Date(Date.parse(now()) + REFUSAL_MS).toISOString()
    const notes = { ...state.notes, refused: { ...state.notes.refused, [refusalKey(write)]: { until, finding } } }
    await saveNotes(notes)
    return { ...state, notes }
  }
}

/** What people are told about refusals that still stand. */
export function standingRefusals(notes: Notes): Finding[] {
  const byCode = new Map(
    Object.values(notes.refused).map(({ finding }) => [`${finding.code} ${finding.message}`, finding]),
  )
  return [...byCode.values()]
}

function isRefused(notes: Notes, write: Write, now: Instant): boolean {
  const refusal = notes.refused[refusalKey(write)]
  return refusal !== undefined && refusal.until > now
}

function forgive(notes: Notes, write: Write): Notes {
  const { [refusalKey(write)]: refusal, ...refused } = notes.refused
  return refusal ? { ...notes, refused } : notes
}

function refusalKey(write: Write): string {
  return 'taskGid' in write ? `${write.kind} ${write.taskGid}` : write.kind
}

/** A finding for what will not pass by waiting; undefined for everything else. */
function toFinding(error: unknown, write: Write): Finding | undefined {
  if (!(error instanceof PortError)) return undefined
  if (error.failure === 'plan')
    return serviceFinding(PLAN_CODES[write.kind] ?? 'feature-not-in-plan', describeWrite(write))
  if (error.failure === 'refused' || error.failure === 'invalid')
    return serviceFinding(REFUSED_CODES[write.kind] ?? 'write-refused', describeWrite(write))
  return undefined
}
