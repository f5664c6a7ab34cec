import type { Portfolio, PortfolioSummary, ProjectSummary } from '../model.ts'
import { quote } from '../quote.ts'
import type { PortfolioFacts } from './portfolio-facts.ts'
import { link, type Rich, rich } from './rich.ts'
import { nameOf, type Room } from './shorten.ts'
import { counted } from './words.ts'

type Situation = Readonly<{ facts: PortfolioFacts; summary: PortfolioSummary; portfolio: Portfolio; name: Room }>

/** The single action that helps the portfolio most: the first rule that has one to offer. */
export function renderPortfolioNextStep(situation: Situation): Rich {
  const { owner } = situation.portfolio
  const address = owner ? `${nameOf(owner, situation.name)}: ` : ''
  for (const rule of RULES) {
    const step = rule(situation)
    if (step) return rich`${address}${step}`
  }
  return rich`nothing beyond the usual.`
}

const RULES: readonly ((situation: Situation) => Rich | undefined)[] = [
  addProjects,
  ({ facts, name }) => talkAbout(facts.attention.find(hasHealth('Off track')), 'which is furthest behind', name),
  askForData,
  ({ facts, name }) => talkAbout(facts.attention.find(hasHealth('At risk')), 'before it falls further behind', name),
  askAboutTheFall,
  fillAGap,
]

function addProjects({ summary }: Situation): Rich | undefined {
  return summary.projects.length === 0 ? rich`add the projects that belong in this portfolio.` : undefined
}

function talkAbout(project: ProjectSummary | undefined, why: string, name: Room): Rich | undefined {
  if (!project) return undefined
  const it = toQuoted(project, name)
  if (!project.owner) return rich`find an owner for ${it}, ${why}.`
  return rich`talk to ${nameOf(project.owner, name)} about ${it}, ${why}.`
}

function askForData({ facts, name }: Situation): Rich | undefined {
  const gap = facts.gaps.find(({ project }) => project.health === 'Needs data')
  return gap && renderAsking(gap, name)
}

function fillAGap({ facts: { gaps }, name }: Situation): Rich | undefined {
  return gaps[0] && renderAsking(gaps[0], name)
}

function renderAsking({ project, from }: PortfolioFacts['gaps'][number], name: Room): Rich {
  const [person] = from
  if (!person) return rich`find an owner for ${toQuoted(project, name)}, so that someone can complete its numbers.`
  return rich`ask ${nameOf(person, name)} to complete the numbers of ${toQuoted(project, name)}.`
}

function askAboutTheFall({ facts, name }: Situation): Rich | undefined {
  const [faller] = facts.fallers
  if (!faller) return undefined
  const who = faller.project.owner ? `ask ${nameOf(faller.project.owner, name)}` : 'find out'
  const fall = counted(Math.round(-faller.change * 100), 'point')
  return rich`${who} why ${toQuoted(faller.project, name)} fell by ${fall}.`
}

function hasHealth(health: ProjectSummary['health']) {
  return (project: ProjectSummary) => project.health === health
}

function toQuoted(project: ProjectSummary, name: Room): Rich {
  return link(quote(project, name), project.permalinkUrl)
}
