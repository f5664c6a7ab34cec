import { toFinding } from '../findings.ts'
import type { Day, Finding, Instant, Person, Thresholds } from '../model.ts'
import { formatNumber } from '../number.ts'
import type { MeasureFields } from './read-measure.ts'

/** A measure that is read and computed, but not judged yet. */
export type MeasureDraft = MeasureFields &
  Readonly<{
    gid: string
    /** Quoted. */
    name: string
    owner: Person | undefined
    attainment: number | undefined
    expected: number | undefined
    /** Missing from the whole project, and said there. */
    missing: readonly ('Target' | 'Actual')[]
    actualUpdatedAt: Instant
    actualUpdatedOn: Day
    /** Whether Actual is there and recent enough. */
    fresh: boolean
  }>

/** What is wrong with a measure, faults first, then hints. */
export function checkMeasure(draft: MeasureDraft, thresholds: Thresholds): Finding[] {
  return CHECKS.flatMap((check) => check(draft, thresholds) ?? [])
}

/** How many of target, actual, owner, due date and freshness are in place, 0…5. */
export function countMeasurability({ type, target, actual, owner, due, fresh }: MeasureDraft): number {
  const needsNoNumbers = type === 'Yes/No'
  const inPlace = [
    needsNoNumbers || target !== undefined,
    needsNoNumbers || actual !== undefined,
    owner !== undefined,
    due !== undefined,
    needsNoNumbers || fresh,
  ]
  return inPlace.filter(Boolean).length
}

type Check = (draft: MeasureDraft, thresholds: Thresholds) => Finding | undefined

const CHECKS: readonly Check[] = [
  noTarget,
  noActual,
  noOwner,
  noDueDate,
  targetEqualsBaseline,
  staleActual,
  suspiciousScale,
  noBaseline,
  badWeight,
  dueBeforeStart,
]

function noTarget(draft: MeasureDraft): Finding | undefined {
  if (draft.type === 'Yes/No' || draft.target !== undefined || draft.missing.includes('Target')) return undefined
  return toFinding('no-target', draft, draft.gid)
}

function noActual(draft: MeasureDraft): Finding | undefined {
  if (draft.type === 'Yes/No' || draft.actual !== undefined || draft.missing.includes('Actual')) return undefined
  return toFinding('no-actual', draft, draft.gid)
}

function noOwner(draft: MeasureDraft): Finding | undefined {
  return draft.owner ? undefined : toFinding('no-owner', draft, draft.gid)
}

function noDueDate(draft: MeasureDraft): Finding | undefined {
  return draft.due === undefined ? toFinding('no-due-date', draft, draft.gid) : undefined
}

function targetEqualsBaseline(draft: MeasureDraft): Finding | undefined {
  const { type, target, baseline = 0 } = draft
  if (type !== 'Reach' || target !== baseline) return undefined
  return toFinding('target-equals-baseline', { name: draft.name, target: show(target, draft) }, draft.gid)
}

/** An empty Actual is already told by `no-actual`. */
function staleActual(draft: MeasureDraft, { freshDays }: Thresholds): Finding | undefined {
  if (draft.type === 'Yes/No' || draft.actual === undefined || draft.fresh) return undefined
  const facts = { name: draft.name, since: draft.actualUpdatedOn, freshDays: freshDays[draft.cadence] }
  return toFinding('stale-actual', facts, draft.gid)
}

function suspiciousScale(draft: MeasureDraft, { suspiciousAttainment }: Thresholds): Finding | undefined {
  const { attainment, actual, target } = draft
  if (attainment === undefined || actual === undefined || target === undefined) return undefined
  // Asked this way round, no number at all is suspicious too.
  if (Math.abs(attainment) <= suspiciousAttainment) return undefined
  return toFinding(
    'suspicious-scale',
    { name: draft.name, actual: show(actual, draft), target: show(target, draft) },
    draft.gid,
  )
}

function noBaseline(draft: MeasureDraft): Finding | undefined {
  if (draft.type !== 'Reach' || draft.baseline !== undefined) return undefined
  return toFinding('no-baseline', draft, draft.gid)
}

function badWeight(draft: MeasureDraft): Finding | undefined {
  return draft.weight < 0 ? toFinding('bad-weight', draft, draft.gid) : undefined
}

function dueBeforeStart(draft: MeasureDraft): Finding | undefined {
  const { name, start, due } = draft
  if (due === undefined || start < due) return undefined
  return toFinding('due-before-start', { name, start, due }, draft.gid)
}

function show(n: number, { unit, format }: MeasureDraft): string {
  return formatNumber(n, unit === undefined ? { format } : { unit, format })
}
