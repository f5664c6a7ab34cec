import type { EvaluationTime, Measure } from '../model.ts'
import { formatPercent } from '../number.ts'
import { displayName } from '../strings/truncate.ts'
import { startOfDay } from '../week.ts'
import { truncateList } from './enumerate.ts'
import { DOT, ownerName } from './format.ts'
import { renderStanding, renderTrend } from './measure-figures.ts'
import { renderOtherMeasures } from './measure-line.ts'
import { renderPaceLine } from './pace-line.ts'
import { bullets, link, type Rich, rich } from './rich.ts'

/** Every measure as one line, in the order of the project. */
export function renderMeasures(input: { measures: readonly Measure[]; at: EvaluationTime; most: number }): Rich {
  const { measures, at, most } = input
  if (measures.length === 0) return rich`<h2>Measures</h2>none`
  const lines = truncateList(measures, most, (measure) => renderLine(measure, at), renderOtherMeasures)
  return rich`<h2>Measures</h2>${bullets(lines)}`
}

function renderLine(measure: Measure, at: EvaluationTime): Rich {
  const { name, permalinkUrl, expected, measurable, type, status, owner } = measure
  const isExpected = measurable && type === 'Reach' && expected !== undefined
  const words = [
    renderStanding(measure),
    isExpected ? `${formatPercent(expected)} expected` : undefined,
    renderTrend(measure, at),
    status,
    ownerName(owner),
    // As of this morning, so that the words stay the same for a day.
    renderPaceLine(measure, { ...at, now: startOfDay(at.today, at.timeZone) }),
  ]
  return rich`${link(displayName({ name }), permalinkUrl)}: ${words.filter((word) => word !== undefined).join(DOT)}`
}
