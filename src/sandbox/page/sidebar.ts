import type { Project } from '../state.ts'
import { CURRENT, html, type Markup } from './html.ts'
import { readItems, readLooseProjects, readPortfolios, readStatuses } from './read.ts'
import { STATUS_WORDS } from './status-words.ts'
import type { View } from './view.ts'

/** The places at the left: portfolios with their projects, each with the colour of its newest status. */
export function renderPlaces(view: View): Markup {
  const portfolios = readPortfolios(view.state).map((portfolio) => [
    html`<a class="portfolio" href="/portfolio/${portfolio.gid}"${isHere(view, `/portfolio/${portfolio.gid}`) && CURRENT}>${portfolio.name}</a>`,
    ...readItems(view.state, portfolio).map((project) => renderProject(view, project)),
  ])
  const loose = readLooseProjects(view.state).map((project) => renderProject(view, project))
  return html`<nav aria-label="Projects">${portfolios}${loose}</nav>`
}

function renderProject(view: View, project: Project): Markup {
  const path = `/project/${project.gid}`
  const [newest] = readStatuses(view.state, project.gid)
  const color = newest ? STATUS_WORDS[newest.statusType].color : ''
  return html`<a class="project" href="${path}"${isHere(view, path) && CURRENT}><span class="dot ${color}"></span>${project.name}</a>`
}

function isHere(view: View, path: string): boolean {
  return view.path.split('?')[0] === path
}
