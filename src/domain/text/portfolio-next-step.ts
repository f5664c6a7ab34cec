import type { Health, Person, Portfolio, PortfolioSummary, ProjectSummary } from '../model.ts'
import { quote } from '../strings/quote.ts'
import { displayName, type TextLimit } from '../strings/truncate.ts'
import { pluralize } from './format.ts'
import type { PortfolioFacts, ProjectGaps } from './portfolio-facts.ts'
import { link, type Rich, rich } from './rich.ts'

type Situation = Readonly<{ facts: PortfolioFacts; summary: PortfolioSummary; portfolio: Portfolio; name: TextLimit }>

/** The single action that helps the portfolio most: the first rule that has one to offer. */
export function renderPortfolioNextStep(situation: Situation): Rich {
  const { owner } = situation.portfolio
  const address = owner ? `${displayName(owner, situation.name)} to ` : ''
  for (const rule of RULES) {
    const step = rule(situation)
    if (step) return rich`${address}${step}`
  }
  return rich`nothing beyond the usual.`
}

const RULES: readonly ((situation: Situation) => Rich | undefined)[] = [
  addProjects,
  talkAbout('Off track', 'which is furthest behind'),
  askForData,
  talkAbout('At risk', 'before it falls further behind'),
  askAboutTheFall,
  ruleDataGap,
]

function addProjects({ summary }: Situation): Rich | undefined {
  return summary.projects.length === 0 ? rich`add the projects that belong in this portfolio.` : undefined
}

function talkAbout(health: Health, why: string) {
  return (situation: Situation): Rich | undefined => {
    const project = situation.facts.attention.find((candidate) => candidate.health === health)
    if (!project) return undefined
    const it = toQuoted(project, situation.name)
    const partner = partnerOf(project.owner, situation)
    return partner ? rich`talk to ${partner} about ${it}, ${why}.` : rich`look into ${it}, ${why}.`
  }
}

function askForData(situation: Situation): Rich | undefined {
  const gap = situation.facts.gaps.find(({ project }) => project.health === 'Needs data')
  return gap && renderAsking(gap, situation)
}

function ruleDataGap(situation: Situation): Rich | undefined {
  const [gap] = situation.facts.gaps
  return gap && renderAsking(gap, situation)
}

function renderAsking({ project, from }: ProjectGaps, situation: Situation): Rich {
  const it = toQuoted(project, situation.name)
  const partner = partnerOf(from[0], situation)
  return partner ? rich`ask ${partner} to complete the numbers of ${it}.` : rich`complete the numbers of ${it}.`
}

function askAboutTheFall(situation: Situation): Rich | undefined {
  const [faller] = situation.facts.fallers
  if (!faller) return undefined
  const partner = partnerOf(faller.project.owner, situation)
  const fall = pluralize(Math.round(-faller.change * 100), 'point')
  const it = toQuoted(faller.project, situation.name)
  return rich`${partner ? `ask ${partner}` : 'find out'} why ${it} fell by ${fall}.`
}

/** The person to turn to, unless that is the person asked. */
function partnerOf(person: Person | undefined, { portfolio, name }: Situation): string | undefined {
  return person && person.gid !== portfolio.owner?.gid ? displayName(person, name) : undefined
}

function toQuoted(project: ProjectSummary, name: TextLimit): Rich {
  return link(quote(project, name), project.permalinkUrl)
}
