import {
  type ClassifiedProject,
  type EvaluationTime,
  HEALTHS,
  type Health,
  type Project,
  type ProjectSummary,
} from '../model.ts'
import { formatPercent } from '../number.ts'
import { displayName, truncate } from '../strings/truncate.ts'
import { hasNoV2mom } from '../weekly-update-rules.ts'
import { renderToFit, SCORECARD_LIMITS } from './fit-to-length.ts'
import { bullets, link, type Rich, rich, toBody } from './rich.ts'
import { renderComponents } from './scorecard-components.ts'
import { renderFindings } from './scorecard-findings.ts'
import { renderMeasures } from './scorecard-measures.ts'
import { isSigned, renderSignature } from './signature.ts'
import { visibleText } from './strip-markup.ts'

type Input = Readonly<{ project: Project; summary: ProjectSummary; classified: ClassifiedProject; at: EvaluationTime }>

/** The living scorecard in the notes of the health task: the same words as long as nothing meaningful changes. */
export function renderScorecard(input: Input): string {
  if (hasNoV2mom(input.classified)) return toBody(renderHint(input.project), rich`${renderSignature()}`)
  return renderToFit(LISTS, SCORECARD_LIMITS, (most) => renderBody(input, most))
}

/** The health a scorecard shows, read back from its markup. */
export function parseScorecardHealth(html: string): Health | undefined {
  const [firstLine = ''] = visibleText(html).trimStart().split('\n')
  return HEALTHS.find((health) => firstLine.trim() === `${HEADLINE}: ${health}`)
}

/** Whether a text in Asana's markup is our scorecard of this project, whose link it carries, and not of another one. */
export function isScorecardOf(projectGid: string, html: string): boolean {
  const isLinked = [...html.matchAll(/<a\b([^<>]*)>/g)].some(([, attributes = '']) =>
    attributes.split(/[^\w-]/).includes(projectGid),
  )
  return isLinked && isSigned(html)
}

const HEADLINE = 'V2MOM health'

/** How many lines a list may have, from generous to tight. */
const LISTS = [20, 10, 5, 2] as const

function renderHint(project: Project): Rich {
  return rich`${toName(project)} has no V2MOM yet. ${START}`
}

const START =
  'Write Vision, Values, Methods and Obstacles as headings into the project description, and add a section Measures ' +
  'with a task for each number that shows success.'

function renderBody({ project, summary, classified, at }: Input, most: number): string {
  return toBody(
    rich`<h1>${HEADLINE}: ${summary.health}</h1>${truncate(summary.reason, { chars: 300, words: 50 })}`,
    renderFigures(summary),
    renderComponents({ classified, at, most }),
    renderMeasures({ measures: summary.measures, at, most }),
    ...renderFindings({ project, summary, classified, most }),
    renderFooter(project),
    rich`${renderSignature()}`,
  )
}

/** Text typed into the notes is overwritten, so the scorecard says so. */
function renderFooter(project: Project): Rich {
  return rich`<h2>About this card</h2>It belongs to ${toName(project)} and is rewritten whenever the numbers change, so keep notes of your own in comments. If nobody needs it, complete this task.`
}

function toName(project: Project): Rich {
  return link(displayName(project), project.permalinkUrl)
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
