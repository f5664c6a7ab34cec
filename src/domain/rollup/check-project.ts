import { toFinding } from '../findings.ts'
import { missingFields } from '../measure/read-measure.ts'
import type { ClassifiedProject, Fields, Finding, Measure, Project, Thresholds } from '../model.ts'
import { quote } from '../strings/quote.ts'

/** What is wrong with a project as a whole, faults first, then hints. */
export function checkProject(input: {
  project: Project
  classified: ClassifiedProject
  measures: readonly Measure[]
  fields: Fields
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

/** A field nobody needs is not missing: Yes/No measures carry no numbers. */
function checkFields({ project, measures, fields }: Checked & { fields: Fields }): Finding | undefined {
  const missing = new Set(measures.flatMap(({ type }) => missingFields(type, fields)))
  if (missing.size === 0) return undefined
  return toFinding('field-missing', { name: quote(project), missing: [...missing].join(' and ') })
}

function checkCount({ project, measures, thresholds }: Checked & { thresholds: Thresholds }): Finding | undefined {
  const most = thresholds.maxMeasures
  if (measures.length <= most) return undefined
  return toFinding('too-many-measures', { name: quote(project), count: measures.length, most })
}
