import type { EvaluationTime, IsoWeek, Portfolio, PortfolioSummary, ProjectSummary, StatusType } from '../model.ts'
import { displayName, type TextLimit, truncate } from '../strings/truncate.ts'
import { enumerate, truncateList } from './enumerate.ts'
import { renderToFit, WEEKLY_LIMITS } from './fit-to-length.ts'
import { DOT, formatPoints, listed, ownerName, pluralize, STATUS_TYPE_OF, STATUS_WORDS } from './format.ts'
import {
  type AttainmentChange,
  gatherPortfolioFacts,
  type PortfolioFacts,
  type ProjectGaps,
} from './portfolio-facts.ts'
import { PORTFOLIO_ROOMS, type PortfolioRoom } from './portfolio-length-presets.ts'
import { renderPortfolioNextStep } from './portfolio-next-step.ts'
import { shareOfTarget } from './reason.ts'
import { link, type Rich, rich, toBody } from './rich.ts'
import { renderLine, renderPart } from './section.ts'
import { renderSignature } from './signature.ts'
import { renderHeadline, renderStatusMismatch } from './verdict.ts'
import type { PreviousUpdate } from './weekly-facts.ts'
import { renderTitle } from './weekly-title.ts'

type Paused = Readonly<{ name: string; status: StatusType }>

type Input = Readonly<{
  week: IsoWeek
  summary: PortfolioSummary
  portfolio: Portfolio
  previous?: PreviousUpdate
  /** Project gid → change of attainment since its last weekly update, as a fraction. */
  changes: Readonly<Record<string, number>>
  paused: readonly Paused[]
  at: EvaluationTime
}>

/** The weekly update of a portfolio: which projects need attention first, what moved, what cannot be measured. */
export function renderPortfolioUpdate(input: Input): { type: StatusType; title: string; html: string } {
  const { week, summary, previous, changes } = input
  const facts = gatherPortfolioFacts(summary, changes)
  return {
    type: STATUS_TYPE_OF[summary.health],
    title: renderTitle(week, summary, previous),
    html: renderToFit(PORTFOLIO_ROOMS, WEEKLY_LIMITS, (room) => renderBody(input, facts, room)),
  }
}

function renderBody(input: Input, facts: PortfolioFacts, room: PortfolioRoom): string {
  const { week, summary, portfolio, paused, at } = input
  const { name, sentence } = room
  const disagreement = renderStatusMismatch(portfolio.status, summary, at, name)
  return toBody(
    renderHeadline(summary, sentence),
    ...(disagreement ? [disagreement] : []),
    renderPart(
      'Attention first',
      truncateList(facts.attention, room.attention, (project) =>
        renderProject(project, summary.reason.includes(project.reason), room),
      ),
    ),
    renderMovers(facts, room),
    renderPart(
      'Not measurable yet',
      truncateList(facts.gaps, room.missing, (gap) => renderGap(gap, name)),
    ),
    renderLine(
      'Paused',
      enumerate(paused, room.paused, (project) => renderPaused(project, name)),
    ),
    renderLine('Next step', renderPortfolioNextStep({ facts, summary, portfolio, name })),
    rich`${renderSignature(week)}`,
  )
}

/** What the first line already gave as the reason is not said again. */
function renderProject(project: ProjectSummary, isSaid: boolean, { name, sentence }: PortfolioRoom): Rich {
  const { health, attainment, expected, owner, reason } = project
  const share = attainment === undefined ? [] : [shareOfTarget(attainment, expected)]
  const words = [health, ...share, ownerName(owner, name)].join(DOT)
  const why = isSaid ? '' : ` ${truncate(reason, sentence)}`
  return rich`${toName(project, name)}: ${words}.${why}`
}

function renderMovers({ risers, fallers }: PortfolioFacts, { movers, name }: PortfolioRoom): Rich {
  const toWords = ({ project, change }: AttainmentChange) => rich`${toName(project, name)} ${formatPoints(change)}`
  const lines = [rich`Up: ${enumerate(risers, movers, toWords)}`, rich`Down: ${enumerate(fallers, movers, toWords)}`]
  return renderPart('Biggest movers', risers.length + fallers.length === 0 ? [] : lines)
}

/** `Trade fairs: 2 of 3 measures, from Ben and Ana`. */
function renderGap({ project, missing, from }: ProjectGaps, name: TextLimit): Rich {
  const own = missing.filter(({ measure }) => !measure).flatMap(({ what }) => what)
  const some = missing.length - own.length
  const measures = some === 0 ? [] : [`${some} of ${pluralize(project.measures.length, 'measure')}`]
  const people = from.length === 0 ? '' : `, from ${listed(firstPeople(from, name))}`
  return rich`${toName(project, name)}: ${listed([...own, ...measures])}${people}`
}

function firstPeople(people: ProjectGaps['from'], name: TextLimit): string[] {
  const rest = people.length - 2
  const names = people.slice(0, 2).map((person) => displayName(person, name))
  return rest > 0 ? [...names, `${rest} more`] : names
}

function renderPaused(project: Paused, name: TextLimit): Rich {
  return rich`${displayName(project, name)} (${STATUS_WORDS[project.status]})`
}

function toName(project: ProjectSummary, name: TextLimit): Rich {
  return link(displayName(project, name), project.permalinkUrl)
}
