import type { IsoWeek, Moment, Project, ProjectSummary, Tagged } from '../model.ts'
import { formatPercent } from '../number.ts'
import { isBare } from '../silence.ts'
import { weekNumber } from '../week.ts'
import { renderToFit, SCORECARD_LIMITS } from './render-to-fit.ts'
import { bullets, type Rich, rich, toBody } from './rich.ts'
import { renderComponents } from './scorecard-components.ts'
import { renderFindings } from './scorecard-findings.ts'
import { renderMeasures } from './scorecard-measures.ts'
import { shorten } from './shorten.ts'
import { renderSignature } from './signature.ts'

type Input = Readonly<{
  project: Project
  summary: ProjectSummary
  tagged: Tagged
  at: Moment
  lastWeekly?: IsoWeek
}>

/** The living scorecard in the notes of the health task: the same words as long as nothing meaningful changes. */
export function renderScorecard(input: Input): string {
  if (isBare(input.tagged)) return toBody(rich`${HINT}`, rich`${renderSignature()}`)
  return renderToFit(LISTS, SCORECARD_LIMITS, (most) => renderBody(input, most))
}

/** How many lines a list may have, from generous to tight. */
const LISTS = [20, 10, 5, 2] as const

const HINT =
  'This project has no V2MOM yet. Write Vision, Values, Methods and Obstacles as headings into the project description, ' +
  'and add a section Measures with a task for each number that shows success.'

function renderBody({ project, summary, tagged, at, lastWeekly }: Input, most: number): string {
  return toBody(
    rich`<h1>V2MOM health: ${summary.health}</h1>${shorten(summary.reason, { chars: 300, words: 50 })}`,
    renderFigures(summary),
    renderComponents({ tagged, at, most }),
    renderMeasures({ measures: summary.measures, at, most }),
    ...renderFindings({ project, summary, tagged, most }),
    ...(lastWeekly ? [rich`Last weekly update: week ${weekNumber(lastWeekly)} of ${lastWeekly.slice(0, 4)}`] : []),
    rich`${renderSignature()}`,
  )
}

function renderFigures({ attainment, expected, coverage, measurability, completeness }: ProjectSummary): Rich {
  const lines = [
    `KPI attainment: ${attainment === undefined ? 'not measurable yet' : `${formatPercent(attainment)} of target`}`,
    `KPI expected by now: ${expected === undefined ? 'not measurable yet' : formatPercent(expected)}`,
    `Coverage: ${formatPercent(coverage)} of the measures' weight can be measured`,
    `Measurability: ${formatPercent(measurability)} of what measures need is in place`,
    `V2MOM completeness: ${formatPercent(completeness)}`,
  ]
  return rich`<h2>Figures</h2>${bullets(lines.map((line) => rich`${line}`))}`
}
