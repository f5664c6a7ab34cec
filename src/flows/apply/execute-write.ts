import type { FieldDefinition, FieldKey, Fields } from '../../domain/model.ts'
import { HEALTH_TASK_NAME } from '../../domain/plan/plan-health.ts'
import type { WriteOutcome } from '../../domain/plan/update-state.ts'
import type { DesiredValues, Write } from '../../domain/plan/write.ts'
import { type AsanaPort, ignoreNotFound, type NewValues } from '../ports/index.ts'
import { attachFieldDefinitions } from './attach-fields.ts'
import { ensureOption, type FieldDeps, toFields } from './ensure-fields.ts'
import { type CommentDeps, editComment, writeComment, writeHealthComment } from './write-comment.ts'

export type WriteDeps = FieldDeps &
  CommentDeps &
  Readonly<{
    asana: Pick<
      AsanaPort,
      | 'updateTaskFields'
      | 'updateProjectFields'
      | 'addFieldToProject'
      | 'createTask'
      | 'updateTaskDescription'
      | 'createStatus'
    >
  }>

export type WriteContext = WriteDeps &
  Readonly<{
    /** The project or portfolio the plan is for. */
    parentGid: string
    /** Those its tasks carry, and those it carries itself. */
    fields: Fields
    projectFields: Fields
  }>

/**
 * What a write left behind. `fields` are the task fields known afterwards, when they became more; `attachedFields` are
 * those that the project's tasks can carry from now on.
 */
export type WriteResult = Partial<WriteOutcome> &
  Readonly<{ fields?: Fields; attachedFields?: readonly FieldDefinition[] }>

/** What was to be written on may vanish meanwhile: then nothing is left to do. */
const NOT_FOUND: WriteResult = { notFound: true }

/**
 * Sends one write to Asana. Those that Asana would perform twice look first, and take what stands there already.
 * Throws PortError, but not for a task or comment that is gone.
 */
export async function executeWrite(context: WriteContext, write: Write): Promise<WriteResult> {
  const { asana, store, parentGid } = context
  switch (write.kind) {
    case 'attach-fields':
      return attachTaskFields(context, write.keys)
    case 'task-fields':
      return ignoreNotFound(setTaskFields(context, write.taskGid, write.values), NOT_FOUND)
    case 'project-fields': {
      const { values } = await resolveValues(context, write.values, context.projectFields)
      await asana.updateProjectFields(parentGid, values)
      return {}
    }
    case 'comment':
      return ignoreNotFound(writeComment(context, write), NOT_FOUND)
    case 'edit-comment':
      return ignoreNotFound(editComment(context, write), NOT_FOUND)
    case 'health-task': {
      const task = await asana.createTask(parentGid, { name: HEALTH_TASK_NAME, html: write.html })
      // Saved at once: Asana's event about the task comes within a second.
      await store.addBotManagedGids([task.gid])
      return { gid: task.gid }
    }
    case 'scorecard':
      return ignoreNotFound(asana.updateTaskDescription(write.taskGid, write.html).then(toNothing), NOT_FOUND)
    case 'health-comment':
      return ignoreNotFound(writeHealthComment(context, write), NOT_FOUND)
    case 'edit-health-comment':
      return ignoreNotFound(asana.updateComment(write.commentGid, write.html).then(toNothing), NOT_FOUND)
    case 'status': {
      const status = await asana.createStatus(parentGid, write)
      return { gid: status.gid, at: status.createdAt, status }
    }
    default:
      return write satisfies never
  }
}

function toNothing(): WriteResult {
  return {}
}

async function attachTaskFields(context: WriteContext, keys: readonly FieldKey[]): Promise<WriteResult> {
  const { asana, parentGid, fields } = context
  const attached = await attachFieldDefinitions(context, keys, (gid) => asana.addFieldToProject(parentGid, gid))
  return { fields: { ...fields, ...toFields(context, attached) }, attachedFields: Object.values(attached) }
}

async function setTaskFields(context: WriteContext, taskGid: string, desired: DesiredValues): Promise<WriteResult> {
  const { values, fields } = await resolveValues(context, desired, context.fields)
  if (Object.keys(values).length > 0) await context.asana.updateTaskFields(taskGid, values)
  return { fields }
}

/** Turns names of options into gids; a missing option is created. Keys without a field are left out. */
async function resolveValues(
  deps: FieldDeps,
  desired: DesiredValues,
  fields: Fields,
): Promise<{ values: NewValues; fields: Fields }> {
  const values: Record<string, NewValues[string]> = {}
  let known = fields
  for (const [key, value] of Object.entries(desired) as [FieldKey, DesiredValues[FieldKey]][]) {
    const field = known[key]
    if (!field || value === undefined) continue
    if (typeof value !== 'string' || field.type !== 'enum') {
      values[field.gid] = value
      continue
    }
    const option = field.options[value] ?? (await ensureOption(deps, key, field.gid, value))
    known = { ...known, [key]: { ...field, options: { ...field.options, [value]: option } } }
    values[field.gid] = { option }
  }
  return { values, fields: known }
}
