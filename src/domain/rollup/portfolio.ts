import type { Health, Portfolio, PortfolioSummary, ProjectSummary, Thresholds } from '../model.ts'
import { omitAbsent } from '../omit-absent.ts'
import { reasonForProjects } from '../text/portfolio-reason.ts'
import { evaluateHealth, type WeightedScore, weightedMean } from './health.ts'

/** A portfolio's figures: the rules of a project, over projects by their weight. Archived projects do not count. */
export function rollUpProjects(input: {
  portfolio: Portfolio
  projects: readonly ProjectSummary[]
  thresholds: Thresholds
}): PortfolioSummary {
  const { gid, name, permalinkUrl } = input.portfolio
  const projects = input.projects.filter((project) => !project.archived)
  const verdict = evaluateHealth(projects.map(toShare), input.thresholds)
  const health = clampToProjects(verdict.health, projects)
  const missing = projects.filter((project) => !isMeasurable(project))
  return omitAbsent({
    gid,
    name,
    permalinkUrl,
    health,
    reason: reasonForProjects({ projects, missing, health, tooEarly: verdict.tooEarly }),
    attainment: verdict.attainment,
    expected: verdict.expected,
    coverage: verdict.coverage,
    measurability: weightedMean(projects, (project) => project.measurability) ?? 0,
    completeness: weightedMean(projects, (project) => project.completeness) ?? 0,
    tooEarly: verdict.tooEarly,
    projects,
  })
}

function toShare(project: ProjectSummary): WeightedScore {
  const { weight, health, tooEarly, attainment, expected = 0 } = project
  return {
    weight,
    measurable: isMeasurable(project),
    tooEarly,
    achieved: health === 'Achieved',
    offTrack: health === 'Off track',
    attainment: attainment ?? 0,
    expected,
  }
}

function isMeasurable({ health, attainment }: ProjectSummary): boolean {
  return health !== 'Needs data' && attainment !== undefined
}

const RANKS: readonly Health[] = ['Off track', 'At risk', 'On track', 'Achieved']

/**
 * Never better than the best project, never worse than the worst. The joint pace alone can leave these bounds: it does
 * not see why a project was held at At risk, and it takes in the early measures a project's own pace leaves out.
 */
function clampToProjects(health: Health, projects: readonly ProjectSummary[]): Health {
  if (health === 'Needs data') return health
  const rankOf = (project: ProjectSummary) => RANKS.indexOf(isMeasurable(project) ? project.health : 'At risk')
  const worst = Math.min(...projects.map(rankOf))
  const best = Math.max(...projects.filter((project) => project.weight > 0).map(rankOf))
  return RANKS[Math.min(Math.max(RANKS.indexOf(health), worst), best)] ?? health
}
