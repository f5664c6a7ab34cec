import type { Health, ProjectSummary } from '../model.ts'
import { projectsByAttention } from '../rollup/attention.ts'
import { quote } from '../strings/quote.ts'
import { isActive } from '../weekly-update-rules.ts'
import { allAchieved, cannotBeMeasured, shareOfTarget } from './reason.ts'

/** Why a portfolio has its health, in one plain sentence: the project that needs attention first, or what is missing. */
export function reasonForProjects(input: {
  projects: readonly ProjectSummary[]
  missing: readonly ProjectSummary[]
  health: Health
  tooEarly: boolean
}): string {
  const { projects, missing, health, tooEarly } = input
  const first = findFirst(projects)
  if (!first) return 'There is no active project yet.'
  if (health === 'Needs data') return nothingMeasurable(projects, missing)
  if (health === 'Achieved') return allAchieved(projects, 'project')
  if (first.health === 'Needs data') return whatIsMissing(projects, missing)
  if (health !== 'On track') return `${quote(first)} is ${first.health.toLowerCase()} – ${first.reason}`
  const judgement = tooEarly ? 'It is too early to judge' : 'The pace is right'
  return `${judgement}; the project to watch is ${quote(first)}: ${shareOfTarget(first.attainment, first.expected)}.`
}

/** A paused project is known to be in trouble: one that is under way and in trouble is named before it. */
function findFirst(projects: readonly ProjectSummary[]): ProjectSummary | undefined {
  const sorted = projectsByAttention(projects)
  return sorted.find((project) => isActive(project) && isInTrouble(project)) ?? sorted[0]
}

function isInTrouble({ health }: ProjectSummary): boolean {
  return health !== 'On track' && health !== 'Achieved'
}

function nothingMeasurable(projects: readonly ProjectSummary[], missing: readonly ProjectSummary[]): string {
  const isWeightless = projects.every((project) => project.weight === 0)
  return isWeightless
    ? 'No project carries any weight, so there is nothing to judge.'
    : whatIsMissing(projects, missing)
}

/** The heaviest project that cannot be judged stands for all of them. */
function whatIsMissing(projects: readonly ProjectSummary[], missing: readonly ProjectSummary[]): string {
  const [first] = missing.toSorted((a, b) => b.weight - a.weight)
  const cause = first ? `${quote(first)} – ${first.reason}` : ''
  return `${cannotBeMeasured(missing.length, projects.length, 'project')}: ${cause}`
}
