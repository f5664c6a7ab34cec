import type { Person, PortfolioSummary, ProjectSummary } from '../model.ts'
import { projectsByAttention } from '../rollup/attention.ts'
import { isActive } from '../weekly-update-rules.ts'
import { dataGapsOf, type Missing } from './data-gaps.ts'

/** A project whose attainment moved since its last weekly update. */
export type AttainmentChange = Readonly<{ project: ProjectSummary; change: number }>

/** What keeps a project, or some of its measures, from being measured, and who can help. */
export type ProjectGaps = Readonly<{ project: ProjectSummary; missing: readonly Missing[]; from: readonly Person[] }>

/** What a weekly update has to tell about a portfolio, before it is put into words. */
export type PortfolioFacts = Readonly<{
  /** Projects that are neither achieved nor on track, the worst first. */
  attention: readonly ProjectSummary[]
  /** The biggest change first. */
  risers: readonly AttainmentChange[]
  fallers: readonly AttainmentChange[]
  gaps: readonly ProjectGaps[]
}>

/** Gathers the week of the projects that are under way; a paused one is only named. */
export function gatherPortfolioFacts(
  { projects }: PortfolioSummary,
  changes: Readonly<Record<string, number>>,
): PortfolioFacts {
  const active = projectsByAttention(projects.filter(isActive))
  const movers = active.map((project) => ({ project, change: changes[project.gid] ?? 0 })).filter(isVisible)
  return {
    attention: active.filter(({ health }) => health !== 'On track' && health !== 'Achieved'),
    risers: movers.filter(({ change }) => change > 0).toSorted((a, b) => b.change - a.change),
    fallers: movers.filter(({ change }) => change < 0).toSorted((a, b) => a.change - b.change),
    gaps: active.map(toGap).filter(({ missing }) => missing.length > 0),
  }
}

/** A change that rounds to no point at all is none. */
function isVisible({ change }: AttainmentChange): boolean {
  return Math.round(change * 100) !== 0
}

function toGap(project: ProjectSummary): ProjectGaps {
  const missing = dataGapsOf(project)
  const people = new Map(missing.flatMap(({ from }) => (from ? [[from.gid, from] as const] : [])))
  return { project, missing, from: [...people.values()] }
}
