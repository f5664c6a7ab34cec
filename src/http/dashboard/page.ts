import type { Health, Instant, PortfolioSummary, ProjectSummary, Rollup } from '../../domain/model.ts'
import { renderBar, renderFigures, renderFindings, renderHealth, renderMeasures, toPercent } from './components.ts'
import { type Html, html, link } from './html.ts'
import { PAGE_STYLE } from './style.ts'

export type PageData = Readonly<{
  portfolios: readonly PortfolioSummary[]
  /** Every project; those in a portfolio are shown there. */
  projects: readonly ProjectSummary[]
  now: Instant
}>

/** The page for operators and leads: every project with its figures and findings, the worst health first. */
export function renderPage({ portfolios, projects, now }: PageData): string {
  const held = new Set(portfolios.flatMap((portfolio) => portfolio.projects.map(({ gid }) => gid)))
  const others = projects.filter(({ gid }) => !held.has(gid))
  const isEmpty = portfolios.length === 0 && projects.length === 0
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>V2MOM</title>${PAGE_STYLE}</head><body>
<header><h1>V2MOM</h1><p class="soft">As of ${toMinute(now)}. The work itself is in Asana.</p></header>
<main>${isEmpty ? html`<p>No project was read yet. The log says what the service is doing.</p>` : undefined}
${portfolios.map(renderPortfolio)}
${others.length > 0 ? html`<section><h2>${portfolios.length > 0 ? 'Other projects' : 'Projects'}</h2>${renderProjects(others)}</section>` : undefined}
</main></body></html>
`.markup
}

function renderPortfolio(portfolio: PortfolioSummary): Html {
  return html`<section><h2>${link(portfolio.permalinkUrl, portfolio.name)} ${renderHealth(portfolio.health)}</h2>
${renderRollup(portfolio)}
${renderProjects(portfolio.projects)}</section>
`
}

const URGENCY: readonly Health[] = ['Off track', 'At risk', 'Needs data', 'On track', 'Achieved']

function renderProjects(projects: readonly ProjectSummary[]): Html[] {
  return projects.toSorted((a, b) => URGENCY.indexOf(a.health) - URGENCY.indexOf(b.health)).map(renderProject)
}

function renderProject(project: ProjectSummary): Html {
  return html`<details><summary><b>${project.name}</b> ${renderHealth(project.health)}
${renderRollup(project)}</summary>
<p>${link(project.permalinkUrl, 'Open in Asana')} <span class="soft">Compared with Asana ${toMinute(project.verifiedAt)}</span></p>
${renderFindings(project.findings, project.measures)}
${renderMeasures(project.measures)}</details>
`
}

function renderRollup(rollup: Rollup): Html {
  const { attainment, expected, measurability, completeness, coverage } = rollup
  const facts = `Measurability ${toPercent(measurability)} · V2MOM completeness ${toPercent(completeness)} · Coverage ${toPercent(coverage)}`
  return html`<span class="line">${rollup.reason}</span>${renderBar(rollup, rollup.health)}
<small>KPI ${renderFigures({ attainment, expected })} · ${facts}</small>`
}

function toMinute(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`
}
