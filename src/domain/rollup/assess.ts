import { evaluateMeasure } from '../measure/measure.ts'
import type {
  ClassifiedProject,
  EvaluationTime,
  Fields,
  Finding,
  Point,
  Project,
  ProjectSummary,
  StatusType,
  Thresholds,
} from '../model.ts'
import { withoutAbsent } from '../omit-undefined.ts'
import { toWeight } from '../weight.ts'
import { checkProject } from './check-project.ts'
import { rollUpMeasures } from './rollup.ts'

/** Judges a project: every measure, the figures they add up to, and what is missing. */
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
  /** Findings from elsewhere, such as refused writes. */
  more?: readonly Finding[]
}): ProjectSummary {
  const { project, classified, fields, histories, at, thresholds, weight = 1, more = [] } = input
  const measures = classified.tasks.measures.map((task) =>
    evaluateMeasure({ task, project, fields, history: histories[task.gid] ?? [], at, thresholds }),
  )
  return withoutAbsent({
    gid: project.gid,
    name: project.name,
    permalinkUrl: project.permalinkUrl,
    owner: project.owner,
    ...rollUpMeasures(measures, thresholds),
    completeness: classified.completeness,
    weight: toWeight(weight),
    archived: project.archived,
    completed: project.completed,
    findings: [...checkProject({ project, classified, measures, fields, thresholds }), ...more],
    measures,
    personStatus: personStatusOf(project),
    verifiedAt: at.now,
  })
}

function personStatusOf({ status }: Project): StatusType | undefined {
  return status && !status.isOurs ? status.type : undefined
}
