import type { FieldKey, Fields, FieldValue } from '../../domain/model.ts'
import type { DesiredValues, Write } from '../../domain/plan/write.ts'
import type { Applied } from '../apply/apply-plan.ts'
import type { AsanaEvent, FetchedProject } from '../ports/index.ts'

/** Events about these are about the project itself, not about its tasks. */
const DETAIL_TYPES = new Set(['project', 'project_status', 'status_update'])

/** Whether a change is about the project itself, so that its details must be read again. */
export function invalidatesProject({ resourceType }: AsanaEvent): boolean {
  return DETAIL_TYPES.has(resourceType)
}

/** Whether a write changes what the details say. */
export function changesProject({ kind }: Write): boolean {
  return kind === 'project-fields' || kind === 'attach-fields' || kind === 'status'
}

/**
 * The details after the service has written, so that its own writes need no reading again. Undefined when only Asana
 * can tell: an option was made on the way, or something was refused.
 */
export function applyToCachedProject(
  read: FetchedProject,
  { written, attachedFields, needsReread, state: { status } }: Applied,
  projectFields: Fields,
): FetchedProject | undefined {
  let values: Record<string, FieldValue> | undefined = { ...read.project.values }
  for (const write of written) {
    if (write.kind === 'project-fields') values = values && withValues(values, write.values, projectFields)
  }
  if (!values || needsReread) return undefined
  const taskFields = [
    ...read.taskFields,
    ...attachedFields.filter(({ gid }) => read.taskFields.every((had) => had.gid !== gid)),
  ]
  return { ...read, taskFields, project: { ...read.project, values }, ...(status ? { statusGid: status.gid } : {}) }
}

function withValues(
  before: Readonly<Record<string, FieldValue>>,
  wanted: DesiredValues,
  fields: Fields,
): Record<string, FieldValue> | undefined {
  const values = { ...before }
  for (const [key, value] of Object.entries(wanted) as [FieldKey, DesiredValues[FieldKey]][]) {
    const field = fields[key]
    if (!field || value === undefined) continue
    if (value === null) delete values[field.gid]
    else if (typeof value === 'number') values[field.gid] = value
    else {
      const option = field.options[value]
      if (!option) return undefined
      values[field.gid] = { option }
    }
  }
  return values
}
