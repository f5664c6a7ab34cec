import type { EvaluationTime, Instant, Measure } from '../model.ts'
import { displayName, type TextLimit } from '../strings/truncate.ts'
import { DOT, ownerName } from './format.ts'
import { renderMovement, renderStanding, renderTrend } from './measure-figures.ts'
import { link, type Rich, rich } from './rich.ts'

/** One measure of a weekly update: `Qualified leads: 84 of 120 leads (70%) · +12 · ▁▃▆█ · At risk · Ana`. */
export function renderMeasureLine(
  measure: Measure,
  context: { since: Instant; at: EvaluationTime; room: TextLimit },
): Rich {
  const { since, at, room } = context
  const words = [
    renderStanding(measure),
    renderMovement(measure, since),
    renderTrend(measure, at),
    measure.status,
    ownerName(measure.owner, room),
  ]
  const known = words.filter((word) => word !== undefined)
  return rich`${link(displayName(measure, room), measure.permalinkUrl)}: ${known.join(DOT)}`
}

/** The measures there was no room for: `and 3 more, all on track`. */
export function renderOtherMeasures(rest: readonly Measure[]): Rich {
  const counts = Map.groupBy(rest, (measure) => measure.status.toLowerCase())
  const kinds = [...counts].map(([status, measures]) => `${measures.length} ${status}`)
  if (counts.size > 1) return rich`and ${rest.length} more: ${kinds.join(', ')}`
  const [status = ''] = counts.keys()
  return rich`and ${rest.length} more, ${rest.length > 1 ? 'all ' : ''}${status}`
}
