import { COMPONENTS, type Finding, type Measure, type ProjectSummary, type V2momRecord } from '../domain/model.ts'
import { formatNumber } from '../domain/number.ts'
import { toProjectJson, toRecordJson } from '../http/api-json.ts'
import { bar, percent, stripControlChars } from './format.ts'
import { findProjects, fullSync } from './projects.ts'
import { retry } from './retry.ts'
import type { Session } from './session.ts'

export type Report = Readonly<{ summary: ProjectSummary; records: readonly V2momRecord[] }>

/** `report <gid>`: reads and evaluates the project; writes nothing into Asana. */
export async function readReport(session: Session, gid: string): Promise<Report> {
  const tracked = await findProjects(session)
  const report = await retry(() => fullSync(session.deps, gid), session.stderr)
  // A report must not add the project to those that the service tracks.
  if (!tracked.includes(gid)) await session.deps.store.deleteProject(gid)
  return report
}

/** The report as JSON, with the members that the API gives. */
export function toReportJson({ summary, records }: Report): object {
  return { ...toProjectJson(summary), records: records.map(toRecordJson) }
}

/** The scorecard as lines for a terminal. */
export function renderReport(summary: ProjectSummary, records: readonly V2momRecord[]): string[] {
  return [
    `${stripControlChars(summary.name)}: ${summary.health}`,
    stripControlChars(summary.reason),
    '',
    `KPI attainment      ${bar(summary.attainment)} ${percent(summary.attainment)}`,
    `KPI expected        ${bar(summary.expected)} ${percent(summary.expected)}`,
    `Coverage            ${bar(summary.coverage)} ${percent(summary.coverage)}`,
    `Measurability       ${bar(summary.measurability)} ${percent(summary.measurability)}`,
    `V2MOM completeness  ${bar(summary.completeness)} ${percent(summary.completeness)}`,
    '',
    'Records',
    ...COMPONENTS.map((component) => `  ${component.padEnd(10)} ${countRecords(records, component)}`),
    '',
    'Measures',
    ...(summary.measures.length > 0 ? summary.measures.map(renderMeasure) : ['  none']),
    '',
    'Findings',
    ...renderFindings([...summary.findings, ...summary.measures.flatMap((measure) => measure.findings)]),
  ]
}

function countRecords(records: readonly V2momRecord[], component: string): string {
  const own = records.filter((record) => record.component === component)
  const statements = own.filter((record) => record.kind === 'statement').length
  return `${own.length} (${statements} from the description, ${own.length - statements} tasks)`
}

function renderMeasure(measure: Measure): string {
  const { format, unit } = measure
  const number = (value: number | undefined) =>
    value === undefined ? '–' : formatNumber(value, { format, ...(unit ? { unit } : {}) })
  const figures = measure.type === 'Yes/No' ? '' : ` ${number(measure.actual)} of ${number(measure.target)},`
  const name = stripControlChars(measure.name)
  return `  ${bar(measure.attainment)} ${percent(measure.attainment).padStart(5)}  ${name}:${figures} ${measure.status}, ${measure.owner ? stripControlChars(measure.owner.name) : 'no owner'}`
}

function renderFindings(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['  none']
  return findings.flatMap(({ severity, code, message, fix }) => [
    `  ${severity === 'fault' ? '✗' : '·'} ${stripControlChars(message)} (${code})`,
    `    ${stripControlChars(fix)}`,
  ])
}
