import { forecast } from '../history/history.ts'
import type { EvaluationTime, Measure } from '../model.ts'
import { formatNumber } from '../number.ts'
import { isPercent } from './measure-figures.ts'

/** How fast a Reach measure has lately moved, and how fast it must: `12 a week lately, 19 a week needed`. */
export function renderPaceLine(measure: Measure, at: EvaluationTime): string | undefined {
  const pace = renderPaces(measure, at)
  return pace && `${pace.now} a week lately, ${pace.needed} a week needed`
}

export type Paces = Readonly<{
  now: string
  needed: string
  /** At the present pace the target is reached by the due date. */
  isEnough: boolean
}>

/** The two paces as numbers a person reads; undefined where no forecast can be made, or none is needed. */
export function renderPaces(measure: Measure, at: EvaluationTime): Paces | undefined {
  if (measure.status === 'Achieved') return undefined
  const expected = forecast({ measure, at })
  if (!expected) return undefined
  const now = renderPace(expected.perWeek, measure)
  const needed = renderPace(expected.neededPerWeek, measure)
  return { now, needed, isEnough: expected.willReach || now === needed }
}

/** Two digits tell enough, and do not change from day to day. */
function renderPace(perWeek: number, measure: Measure): string {
  const rough = Number((measure.format === 'percentage' ? perWeek * 100 : perWeek).toPrecision(2))
  return `${formatNumber(rough, { format: 'plain' })}${isPercent(measure) ? ' pts' : ''}`
}
