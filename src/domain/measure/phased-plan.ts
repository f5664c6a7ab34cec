import type { Day } from '../model.ts'
import { daysBetween, readableDay } from '../week.ts'
import { type Period, parseWrittenDay } from '../written/day.ts'

/** By the end of `day` the share of the way, 0…1, that is promised. */
export type PlanPoint = Readonly<{ day: Day; share: number }>

/** Why a plan is not understood. */
export type PlanProblem = Readonly<{
  /** The point as it is written. */
  part: string
  /** Where the part begins in the text, in UTF-16 code units from 0. */
  offset: number
  /** What follows the part in a sentence: `lies outside of …`. */
  reason: string
}>

/** A plan with a problem has no points, so that it runs straight. */
export type PhasedPlan = Readonly<{ points: readonly PlanPoint[]; problem?: PlanProblem }>

/**
 * Reads the field Plan: `31 Mar 10 %; 30 Jun 30 %`, points separated by `;` or a new line, in any order. A point is a day
 * within the period and a percentage with its sign. An empty text is a plan without points, which runs straight.
 */
export function parsePlan(text: string, period: Period): PhasedPlan {
  const points: WrittenPoint[] = []
  for (const part of splitParts(text)) {
    const point = parsePoint(part.text, period)
    if (typeof point === 'string') return toProblem(part, point)
    points.push({ ...point, part })
  }
  const sorted = points.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  return findConflict(sorted) ?? { points: sorted.map(({ day, share }) => ({ day, share })) }
}

/**
 * The share of the promise that is due by today, 0…1: straight lines through the points, from 0 at the start to 1 at the
 * due date. Without points it is the elapsed share of the period. A period without days steps from 0 to 1 on its due date.
 */
export function plannedShare(points: readonly PlanPoint[], { start, due, today }: Period & { today: Day }): number {
  if (today >= due) return 1
  if (today <= start) return 0
  const line = [{ day: start, share: 0 }, ...points, { day: due, share: 1 }]
  const index = line.findIndex(({ day }) => day > today)
  const [from, to] = [line[index - 1], line[index]]
  if (!from || !to) return 1
  return from.share + (to.share - from.share) * (daysBetween(from.day, today) / daysBetween(from.day, to.day))
}

type Part = Readonly<{ text: string; offset: number }>
type WrittenPoint = PlanPoint & Readonly<{ part: Part }>

/** The day, then the percentage; a colon or an equals sign may stand between them. */
const POINT = /^(?<day>.+?)(?:\s*[:=]\s*|\s+)(?<percent>[-−+]?\d+(?:[.,]\d+)?)\s*[%％]$/u
const EXPECTED = 'is no day and percentage, such as 31 Mar 10 %'

function splitParts(text: string): Part[] {
  return [...text.matchAll(/[^;\r\n]+/g)].flatMap(({ 0: raw, index }) => {
    const trimmed = raw.trim()
    return trimmed === '' ? [] : [{ text: trimmed, offset: index + raw.indexOf(trimmed) }]
  })
}

/** A point, or the reason why the part is none. */
function parsePoint(part: string, period: Period): PlanPoint | string {
  const { day: written = '', percent = '' } = POINT.exec(part)?.groups ?? {}
  const days = parseWrittenDay(written, period)
  if (!days) return EXPECTED
  const [day, another] = days
  if (another !== undefined) return 'needs its year: the period has more than one such day'
  if (day === undefined || day < period.start || day > period.due) {
    return `lies outside of the period from ${dated(period.start)} to ${dated(period.due)}`
  }
  const share = Number(`${percent.replace('−', '-').replace(',', '.')}e-2`)
  if (share < 0) return 'is below 0 %'
  if (share > 1) return 'is above 100 %'
  if (day === period.due && share < 1) return 'is the due date, when the plan is at 100 %'
  if (day === period.start && share > 0) return 'is the start, when the plan is at 0 %'
  return { day, share: Math.abs(share) }
}

/** The first point that falls below the one before it, or gives a day a second share. */
function findConflict(sorted: readonly WrittenPoint[]): PhasedPlan | undefined {
  for (const [index, { day, share, part }] of sorted.entries()) {
    const before = sorted[index - 1]
    if (!before || (before.day < day && before.share <= share)) continue
    const reason = before.day === day ? `names ${dated(day)} again` : `falls below ${before.part.text}`
    return toProblem(part, reason)
  }
  return undefined
}

function toProblem({ text, offset }: Part, reason: string): PhasedPlan {
  return { points: [], problem: { part: text, offset, reason } }
}

function dated(day: Day): string {
  return readableDay(day, { year: true })
}
