import { readNumber } from '../fields/field-values.ts'
import type { NearMiss } from '../fields/near-misses.ts'
import { toFinding } from '../findings.ts'
import { missingFields } from '../measure/read-measure.ts'
import {
  type ClassifiedProject,
  COMPONENTS,
  type Fields,
  type Finding,
  type Measure,
  type Project,
  type Task,
  type Thresholds,
} from '../model.ts'
import { quote } from '../strings/quote.ts'
import { checkNames } from './check-names.ts'

/** What is wrong with a project as a whole, faults first, then hints. */
export function checkProject(input: {
  project: Project
  classified: ClassifiedProject
  measures: readonly Measure[]
  fields: Fields
  /** Fields that look like Target or Actual and are not. */
  nearMisses?: readonly NearMiss[] | undefined
  /** Names of fields that the project has twice. */
  rivals?: readonly string[] | undefined
  thresholds: Thresholds
}): Finding[] {
  const { project, classified } = input
  const name = quote(project)
  const absent = (component: ClassifiedProject['present'][number]) => !classified.present.includes(component)
  const found = [
    checkMeasures(input),
    checkFields(input),
    absent('vision') && toFinding('no-vision', { name }),
    absent('values') && toFinding('no-values', { name }),
    absent('methods') && toFinding('no-methods', { name }),
    absent('obstacles') && toFinding('no-obstacles', { name }),
    !project.owner && toFinding('no-project-owner', { name }),
    !project.dueOn && toFinding('no-project-due-date', { name }),
    checkCount(input),
    checkWeights(input),
    checkNumbersOutside(input),
    checkRivals(input),
    ...checkNames(input),
  ]
  return found.filter((finding) => typeof finding === 'object')
}

type Checked = Readonly<{ project: Project; measures: readonly Measure[] }>

function checkMeasures({
  project,
  classified,
  measures,
}: Checked & { classified: ClassifiedProject }): Finding | undefined {
  if (measures.length > 0) return undefined
  const isTold = classified.statements.some(({ component }) => component === 'measures')
  return toFinding(isTold ? 'measure-in-text-only' : 'no-measures', { name: quote(project) })
}

/** Yes/No measures carry no numbers, so they miss no field. */
function checkFields({
  project,
  measures,
  fields,
  nearMisses = [],
}: Checked & { fields: Fields; nearMisses?: readonly NearMiss[] | undefined }): Finding | undefined {
  const missing = new Set(measures.flatMap(({ type }) => missingFields(type, fields)))
  if (missing.size === 0) return undefined
  const near = nearMisses.filter(({ key }) => missing.has(key)).map(({ label }) => label)
  const facts = { name: quote(project), missing: [...missing].join(' and ') }
  return toFinding('field-missing', near.length > 0 ? { ...facts, near: near.join(' and ') } : facts)
}

function checkCount({ project, measures, thresholds }: Checked & { thresholds: Thresholds }): Finding | undefined {
  const most = thresholds.maxMeasures
  if (measures.length <= most) return undefined
  return toFinding('too-many-measures', { name: quote(project), count: measures.length, most })
}

/** A weight on some measures only is half a decision. */
function checkWeights({ project, measures, fields }: Checked & { fields: Fields }): Finding | undefined {
  const weighted = measures.filter(({ hasWeight }) => hasWeight).length
  if (!fields.weight || weighted === 0 || weighted === measures.length) return undefined
  return toFinding('partial-weights', { name: quote(project), weighted, count: measures.length })
}

/** Tasks that look like measures and count as something else. */
function checkNumbersOutside(input: {
  project: Project
  classified: ClassifiedProject
  fields: Fields
}): Finding | undefined {
  const { project, classified, fields } = input
  const others = COMPONENTS.filter((component) => component !== 'measures').flatMap((name) => classified.tasks[name])
  const hasNumber = (task: Task, key: 'target' | 'actual') => readNumber(task, fields, key) !== undefined
  const count = others.filter((task) => hasNumber(task, 'target') && hasNumber(task, 'actual')).length
  return count === 0 ? undefined : toFinding('numbers-outside-measures', { name: quote(project), count })
}

function checkRivals({ project, rivals = [] }: { project: Project; rivals?: readonly string[] | undefined }) {
  if (rivals.length === 0) return undefined
  return toFinding('two-fields', { name: quote(project), fields: rivals.map((name) => `"${name}"`).join(' and ') })
}
