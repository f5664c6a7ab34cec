import type { IsoWeek, Rollup } from '../model.ts'
import { formatPercent } from '../number.ts'
import { weekNumber } from '../week.ts'
import { formatPoints } from './format.ts'
import type { PreviousUpdate } from './weekly-facts.ts'

/** The headline: `Week 47 · KPI 62% of target, 70% expected (+5 pts)`. */
export function renderTitle(week: IsoWeek, figures: Rollup, previous?: PreviousUpdate): string {
  const head = `Week ${weekNumber(week)} · KPI`
  const { attainment, expected } = figures
  if (attainment === undefined) return `${head} not measurable yet`
  const promise = expected === undefined ? '' : `, ${formatPercent(expected)} expected`
  return `${head} ${formatPercent(attainment)} of target${promise}${renderChange(attainment, previous?.attainment)}`
}

/** Between the whole percents people have read, so that two titles and the change between them agree. */
function renderChange(now: number, before: number | undefined): string {
  return before === undefined ? '' : ` (${formatPoints((toPercent(now) - toPercent(before)) / 100)})`
}

function toPercent(share: number): number {
  return Number.parseInt(formatPercent(share), 10)
}
