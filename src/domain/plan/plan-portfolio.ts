import type { EvaluationTime, IsoWeek, Portfolio, PortfolioSummary, ProjectSummary } from '../model.ts'
import type { PreviousUpdate } from '../text/weekly-facts.ts'
import { renderPortfolioUpdate } from '../text/weekly-portfolio.ts'
import { isPaused } from '../weekly-update-rules.ts'
import type { Write } from './write.ts'

/** The weekly update that is due for a portfolio; nothing while a person's newest status pauses it. */
export function planPortfolio(input: {
  portfolio: Portfolio
  summary: PortfolioSummary
  week: IsoWeek
  previous?: PreviousUpdate
  at: EvaluationTime
}): Write[] {
  const { portfolio, summary, week } = input
  const byPerson = portfolio.status?.isOurs ? undefined : portfolio.status?.type
  if (portfolio.archived || isPaused(byPerson)) return []
  const paused = summary.projects.flatMap(toPaused)
  const changes = Object.fromEntries(summary.projects.flatMap((project) => toChange(project, week)))
  return [{ kind: 'status', week, ...renderPortfolioUpdate({ ...input, changes, paused }) }]
}

function toPaused({ name, personStatus }: ProjectSummary) {
  return personStatus && isPaused(personStatus) ? [{ name, status: personStatus }] : []
}

function toChange({ gid, weekly }: ProjectSummary, week: IsoWeek): [string, number][] {
  return weekly?.week === week && weekly.change !== undefined ? [[gid, weekly.change]] : []
}
