import type { NearMiss } from '../fields/near-misses.ts'
import { evaluateMeasure } from '../measure/measure.ts'
import type {
  ClassifiedProject,
  EvaluationTime,
  Fields,
  Point,
  Project,
  ProjectSummary,
  StatusType,
  Thresholds,
} from '../model.ts'
import { omitAbsent } from '../omit-absent.ts'
import { skipsWeeklyUpdate } from '../weekly-update-rules.ts'
import { toWeight } from '../weight.ts'
import { checkProject } from './check-project.ts'
import { rollUpMeasures } from './rollup.ts'

/** Evaluates a project: every measure, the figures they roll up to, and what is missing. */
export function evaluateProject(input: {
  project: Project
  classified: ClassifiedProject
  fields: Fields
  /** What is known of each measure's past, by task gid. */
  histories: Readonly<Record<string, readonly Point[]>>
  at: EvaluationTime
  thresholds: Thresholds
  /** Share in a portfolio, as typed; absent counts as 1, negative as 0. */
  weight?: number
  /** Fields of the project that look like Target or Actual and are not. */
  nearMisses?: readonly NearMiss[]
  /** Names of fields that the project has twice. */
  rivals?: readonly string[]
  /** Tasks whose past Asana does not show. */
  forbiddenHistories?: ReadonlySet<string>
}): ProjectSummary {
  const {
    project,
    classified,
    fields,
    histories,
    at,
    thresholds,
    weight = 1,
    nearMisses,
    rivals,
    forbiddenHistories,
  } = input
  const measures = classified.tasks.measures.map((task) =>
    evaluateMeasure({
      task,
      project,
      fields,
      history: histories[task.gid] ?? [],
      isPastForbidden: forbiddenHistories?.has(task.gid),
      at,
      thresholds,
    }),
  )
  return omitAbsent({
    gid: project.gid,
    name: project.name,
    permalinkUrl: project.permalinkUrl,
    owner: project.owner,
    ...rollUpMeasures(measures, thresholds),
    completeness: classified.completeness,
    weight: toWeight(weight),
    archived: project.archived,
    completed: project.completed,
    findings: checkProject({ project, classified, measures, fields, nearMisses, rivals, thresholds }),
    measures,
    personStatus: personStatusOf(project),
    skipsWeeklyUpdate: skipsWeeklyUpdate(project, classified),
    verifiedAt: at.now,
  })
}

function personStatusOf({ status }: Project): StatusType | undefined {
  return status && !status.isOurs ? status.type : undefined
}
