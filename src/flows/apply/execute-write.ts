import type { FieldDefinition, FieldKey, Fields } from '../../domain/model.ts'
import { HEALTH_TASK_NAME } from '../../domain/plan/plan-health.ts'
import type { WriteOutcome } from '../../domain/plan/update-state.ts'
import type { DesiredValues, Write } from '../../domain/plan/write.ts'
import { type AsanaPort, ignoreNotFound } from '../ports/index.ts'
import { attachFieldDefinitions } from './attach-fields.ts'
import { type FieldDeps, toFields } from './ensure-fields.ts'
import { type CommentDeps, editComment, writeComment, writeHealthComment } from './write-comment.ts'
import { type RejectedValue, writeValues } from './write-values.ts'

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

/** What a write left behind. */
export type WriteResult = Partial<WriteOutcome> &
  Readonly<{
    /** The task fields known afterwards, where they or their options became more. */
    fields?: Fields
    /** Those that the project's tasks can carry from now on. */
    attachedFields?: readonly FieldDefinition[]
    /** The rest of the values was written. */
    rejectedValues?: readonly RejectedValue[]
    /** The definitions of the fields have changed. */
    hasNewOptions?: boolean
  }>

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
      return ignoreNotFound(writeTaskFields(context, write.taskGid, write.values), NOT_FOUND)
    case 'project-fields':
      return writeProjectFields(context, write.values)
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

async function writeTaskFields(context: WriteContext, taskGid: string, desired: DesiredValues): Promise<WriteResult> {
  const target = { desired, fields: context.fields }
  const { fields, rejectedValues } = await writeValues(context, target, (values) =>
    context.asana.updateTaskFields(taskGid, values),
  )
  return { fields, rejectedValues, hasNewOptions: fields !== context.fields }
}

async function writeProjectFields(context: WriteContext, desired: DesiredValues): Promise<WriteResult> {
  const target = { desired, fields: context.projectFields }
  const { fields, rejectedValues } = await writeValues(context, target, (values) =>
    context.asana.updateProjectFields(context.parentGid, values),
  )
  return { rejectedValues, hasNewOptions: fields !== context.projectFields }
}
