import { fieldsMissingFor } from '../measure/missing-fields.ts'
import type { Finding, Measure, Person, ProjectSummary } from '../model.ts'

/** Something that cannot be measured yet: what is missing, and who can give it. */
export type Missing = Readonly<{
  /** Undefined when the project itself lacks something. */
  measure?: Measure
  /** `a target`, `an owner`. */
  what: readonly string[]
  from?: Person
  /** The first thing to do about it. */
  finding: Finding
}>

/** What keeps a project from being measured, the project's own gaps first. */
export function dataGapsOf(summary: ProjectSummary): Missing[] {
  const { owner, measures, findings } = summary
  const own = findings.filter(
    (finding) => Object.hasOwn(MISSING_IN_PROJECT, finding.code) && finding.taskGid === undefined,
  )
  return [
    ...own.map((finding) => withPerson({ what: [renderGap(finding, measures)], finding }, owner)),
    ...measures.flatMap((measure) => missingInMeasure(measure, owner)),
  ]
}

/** The findings that keep a measure from counting. */
export function faultsOf(measure: Measure): Finding[] {
  return measure.findings.filter((finding) => finding.severity === 'fault')
}

function renderGap({ code, message }: Finding, measures: readonly Measure[]): string {
  if (code === 'field-missing') return `the number field ${fieldsMissingFor(measures).join(' and ')}`
  // `In "Spring launch" 2 tasks carry …` without the name of the project, which the reader knows.
  return MISSING_IN_PROJECT[code] ?? message.replace(/^In "[^"]*" /, '').replace(/\.$/, '')
}

function missingInMeasure(measure: Measure, projectOwner: Person | undefined): Missing[] {
  const faults = faultsOf(measure)
  const [finding] = faults
  if (!finding) return []
  const what = faults.map((fault) => MISSING_IN_MEASURE[fault.code] ?? 'a closer look')
  return [withPerson({ measure, what, finding }, measure.owner ?? projectOwner)]
}

function withPerson(missing: Omit<Missing, 'from'>, from: Person | undefined): Missing {
  return from ? { ...missing, from } : missing
}

/** What a project lacks, by finding; undefined where the words come from the finding itself. */
const MISSING_IN_PROJECT: Readonly<Record<string, string | undefined>> = {
  'no-measures': 'a first measure',
  'measure-in-text-only': 'tasks for the measures its description names',
  'field-missing': undefined,
  'numbers-outside-measures': undefined,
  'unread-heading': undefined,
}

const MISSING_IN_MEASURE: Readonly<Record<string, string>> = {
  'no-target': 'a target',
  'no-actual': 'an actual value',
  'no-owner': 'an owner',
  'no-due-date': 'a due date',
  'target-equals-baseline': 'a target other than the baseline',
  'direction-unclear': 'a clear direction',
  'unknown-option': 'a measure type that is understood',
  'stale-actual': 'a fresh actual value',
  'suspicious-scale': 'a check of the numbers',
}
