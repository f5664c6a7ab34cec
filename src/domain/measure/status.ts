import type { MeasureStatus, MeasureType, Thresholds } from '../model.ts'
import { gteWithTolerance } from '../number.ts'
import { computePace } from './attainment.ts'

/** What a measure's status is decided from. */
export type StatusInput = Readonly<{
  type: MeasureType
  measurable: boolean
  attainment: number | undefined
  expected: number | undefined
  pastDue: boolean
}>

/** The status of a measure: the first row that applies. */
export function toStatus(standing: StatusInput, thresholds: Thresholds): MeasureStatus {
  return ROWS.find((row) => row.applies(standing, thresholds))?.status ?? 'Off track'
}

/** Whether a pace keeps up with a threshold. While nothing is expected there is no pace, and nothing to fall behind. */
export function keepsPace(pace: number | undefined, threshold: number): boolean {
  return pace === undefined || gteWithTolerance(pace, threshold)
}

type Row = Readonly<{ status: MeasureStatus; applies: (standing: StatusInput, thresholds: Thresholds) => boolean }>

const ROWS: readonly Row[] = [
  { status: 'Needs data', applies: ({ measurable }) => !measurable },
  { status: 'Achieved', applies: (standing) => canBeAchieved(standing) && (standing.attainment ?? 0) >= 1 },
  { status: 'Off track', applies: (standing) => canBeAchieved(standing) && standing.pastDue },
  { status: 'Too early', applies: isTooEarly },
  { status: 'On track', applies: isOnTrack },
  { status: 'At risk', applies: (standing, { atRiskPace }) => keepsPace(paceOf(standing), atRiskPace) },
]

/** What is to be kept up, such as Stay above, is never over and done. */
function canBeAchieved({ type }: StatusInput): boolean {
  return type === 'Reach' || type === 'Yes/No'
}

function isTooEarly({ type, expected = 0 }: StatusInput, { tooEarlyExpected }: Thresholds): boolean {
  // The due date has not passed here: the row above has taken what is past it.
  return type === 'Yes/No' || (type === 'Reach' && !gteWithTolerance(expected, tooEarlyExpected))
}

/** A limit that is missed is never on track, however near the number is. */
function isOnTrack(standing: StatusInput, { onTrackPace }: Thresholds): boolean {
  if (!canBeAchieved(standing)) return (standing.attainment ?? 0) >= 1
  return keepsPace(paceOf(standing), onTrackPace)
}

function paceOf({ attainment, expected }: StatusInput): number | undefined {
  return computePace(attainment, expected)
}
