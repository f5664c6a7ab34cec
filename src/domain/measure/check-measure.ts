import { toFinding, toHint } from '../findings.ts'
import type { Day, Finding, Instant, Person, Thresholds } from '../model.ts'
import { formatNumber } from '../number.ts'
import { omitAbsent } from '../omit-absent.ts'
import { quote } from '../strings/quote.ts'
import { daysBetween } from '../week.ts'
import type { MeasureFields } from './read-measure.ts'

/** A measure that is read and computed, but not judged yet. */
export type MeasureDraft = MeasureFields &
  Readonly<{
    gid: string
    /** Quoted. */
    name: string
    owner: Person | undefined
    /** Where a Reach begins; undefined where that is not known. */
    origin: number | undefined
    isDirectionUnclear: boolean
    attainment: number | undefined
    expected: number | undefined
    /** Missing from the whole project, and said there. */
    missing: readonly ('Target' | 'Actual')[]
    actualUpdatedAt: Instant
    actualUpdatedOn: Day
    createdOn: Day
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
  unknownType,
  noTarget,
  noActual,
  noOwner,
  noDueDate,
  targetEqualsBaseline,
  directionUnclear,
  staleActual,
  suspiciousScale,
  noBaseline,
  unknownCadence,
  badWeight,
  dueBeforeStart,
  startAssumed,
]

function unknownType({ name, unknownOptions, gid }: MeasureDraft): Finding | undefined {
  const { type: option } = unknownOptions
  if (option === undefined) return undefined
  return toFinding('unknown-option', { name, field: 'Measure type', option: quote({ name: option }) }, gid)
}

/** Freshness is not judged then. */
function unknownCadence({ name, unknownOptions, gid }: MeasureDraft): Finding | undefined {
  const { cadence: option } = unknownOptions
  if (option === undefined) return undefined
  return toHint('unknown-option', { name, field: 'Update every', option: quote({ name: option }) }, gid)
}

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
  const { type, target, origin } = draft
  if (type !== 'Reach' || target === undefined || target !== origin) return undefined
  return toFinding('target-equals-baseline', { name: draft.name, target: show(target, draft) }, draft.gid)
}

function directionUnclear(draft: MeasureDraft): Finding | undefined {
  return draft.isDirectionUnclear ? toFinding('direction-unclear', draft, draft.gid) : undefined
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
  if (Math.abs(attainment) <= suspiciousAttainment && !isFractionOfPercents(draft)) return undefined
  const facts = { name: draft.name, actual: show(actual, draft), target: show(target, draft) }
  return toFinding('suspicious-scale', facts, draft.gid)
}

/** A percentage typed as a fraction into a plain field whose unit is percent: 0.31 beside a target of 35. */
function isFractionOfPercents({ unit = '', format, actual = 0, target = 0 }: MeasureDraft): boolean {
  if (!unit.includes('%') || format === 'percentage' || Math.abs(actual) > 1) return false
  const isNear = (value: number) => value >= Math.abs(target) / 10 && value <= Math.abs(target) * 10
  return isNear(Math.abs(actual) * 100) && !isNear(Math.abs(actual))
}

function noBaseline(draft: MeasureDraft): Finding | undefined {
  const isFromZero = draft.type === 'Reach' && draft.baseline === undefined && draft.origin === 0
  return isFromZero ? toFinding('no-baseline', draft, draft.gid) : undefined
}

function badWeight(draft: MeasureDraft): Finding | undefined {
  return draft.weight < 0 ? toFinding('bad-weight', draft, draft.gid) : undefined
}

function dueBeforeStart(draft: MeasureDraft): Finding | undefined {
  const { name, start, due } = draft
  if (due === undefined || start < due) return undefined
  return toFinding('due-before-start', { name, start, due }, draft.gid)
}

/** The project's start stands for a task that was made long after it: little of the time was the task's own. */
function startAssumed({ name, gid, isStartAssumed, start, due, createdOn }: MeasureDraft): Finding | undefined {
  if (!isStartAssumed || due === undefined || start >= due) return undefined
  if (daysBetween(start, createdOn) <= daysBetween(start, due) / 4) return undefined
  return toFinding('start-assumed', { name, start, created: createdOn }, gid)
}

function show(n: number, { unit, format, precision }: MeasureDraft): string {
  return formatNumber(n, omitAbsent({ unit, format, precision }))
}
