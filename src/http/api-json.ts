import type {
  Finding,
  Measure,
  Person,
  PortfolioSummary,
  ProjectSummary,
  Rollup,
  V2momRecord,
} from '../domain/model.ts'

type Json = Readonly<Record<string, unknown>>

/** A project as the lists show it. */
export function toListedProjectJson(project: ProjectSummary): Json {
  return { ...toRollupJson(project), verified_at: project.verifiedAt }
}

/** A project with its measures; its findings are its own and those of every measure. */
export function toProjectJson(project: ProjectSummary): Json {
  const measures = project.measures.map(toMeasureJson)
  const findings = [
    ...project.findings.map((finding) => toFindingJson(finding)),
    ...project.measures.flatMap(toFindingsJson),
  ]
  return { ...toListedProjectJson(project), findings, measures }
}

export function toPortfolioJson(portfolio: PortfolioSummary): Json {
  return { ...toRollupJson(portfolio), projects: portfolio.projects.map(toListedProjectJson) }
}

export function toRecordJson(record: V2momRecord): Json {
  return {
    gid: record.gid,
    kind: record.kind,
    component: record.component ?? null,
    source: record.source ?? null,
    name: record.name,
    text: record.text ?? null,
    completed: record.completed ?? null,
    owner: toOwnerJson(record.owner),
    due_on: record.dueOn ?? null,
    permalink_url: record.permalinkUrl ?? null,
  }
}

function toRollupJson(rollup: Rollup & { gid: string; name: string; permalinkUrl?: string }): Json {
  return {
    gid: rollup.gid,
    name: rollup.name,
    permalink_url: rollup.permalinkUrl ?? null,
    health: rollup.health,
    reason: rollup.reason,
    attainment: rollup.attainment ?? null,
    expected: rollup.expected ?? null,
    coverage: rollup.coverage,
    measurability: rollup.measurability,
    completeness: rollup.completeness,
  }
}

function toMeasureJson(measure: Measure): Json {
  return {
    gid: measure.gid,
    name: measure.name,
    type: measure.type,
    baseline: measure.baseline ?? null,
    target: measure.target ?? null,
    actual: measure.actual ?? null,
    unit: measure.unit ?? null,
    weight: measure.weight,
    attainment: measure.attainment ?? null,
    expected: measure.expected ?? null,
    pace: measure.pace ?? null,
    status: measure.status,
    measurability: measure.measurability,
    findings: toFindingsJson(measure),
    owner: toOwnerJson(measure.owner),
    start_on: measure.startOn ?? null,
    due_on: measure.dueOn ?? null,
    actual_updated_at: measure.actualUpdatedAt,
    history: measure.history.map(({ at, value }) => ({ at, value: value ?? null })),
  }
}

function toFindingsJson(measure: Measure): Json[] {
  return measure.findings.map((finding) => toFindingJson(finding, measure.gid))
}

function toFindingJson({ code, severity, message, fix, taskGid }: Finding, measureGid?: string): Json {
  return { code, severity, message, fix, task_gid: taskGid ?? measureGid ?? null }
}

function toOwnerJson(owner: Person | undefined): Json | null {
  return owner ? { gid: owner.gid, name: owner.name } : null
}
