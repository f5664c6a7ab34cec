import type { FieldDefinition, FieldKey, Fields } from '../../domain/model.ts'
import type { WriteOutcome } from '../../domain/plan/update-state.ts'
import type { DesiredValues, Write } from '../../domain/plan/write.ts'
import { type NewValues, PortError } from '../ports/index.ts'
import { attachFieldDefinitions } from './attach-fields.ts'
import { ensureOption, type FieldDeps, toFields } from './ensure-fields.ts'
import { editComment, writeComment, writeHealthComment } from './write-comment.ts'

export type Target = FieldDeps &
  Readonly<{
    /** The project or portfolio the plan is for. */
    parentGid: string
    botGid: string
    fields: Fields
    projectFields: Fields
    healthTaskName: string
  }>

/**
 * What a write left behind. `fields` are the task fields known afterwards, when they became more; `given` are those
 * that the project's tasks can carry from now on.
 */
export type WriteResult = Partial<WriteOutcome> &
  Readonly<{ fields?: Fields; attachedFields?: readonly FieldDefinition[] }>

/** Performs one write in Asana. Those that Asana cannot make idempotent look first and adopt what is there. */
export async function executeWrite(target: Target, write: Write): Promise<WriteResult> {
  const { asana } = target
  switch (write.kind) {
    case 'attach-fields':
      return attachFields(target, write.keys)
    case 'task-fields':
      return ignoreNotFound(() => setTaskFields(target, write.taskGid, write.values))
    case 'project-fields': {
      const { values } = await resolveValues(target, write.values, target.projectFields)
      await asana.updateProjectFields(target.parentGid, values)
      return {}
    }
    case 'comment':
      return ignoreNotFound(() => writeComment(target, write))
    case 'edit-comment':
      return ignoreNotFound(() => editComment(target, write))
    case 'health-task':
      return createHealthTask(target, write.html)
    case 'scorecard':
      return ignoreNotFound(() => rewriteNotes(target, write.taskGid, write.html))
    case 'health-comment':
      return ignoreNotFound(() => writeHealthComment(target, write))
    case 'edit-health-comment':
      return ignoreNotFound(() => edit(target, write.commentGid, write.html))
    case 'status': {
      const status = await asana.createStatus(target.parentGid, write)
      return { gid: status.gid, at: status.createdAt, status }
    }
    default:
      return write satisfies never
  }
}

/** Known at once as ours: Asana tells of it within the second. */
async function createHealthTask({ asana, store, parentGid, healthTaskName: name }: Target, html: string) {
  const made = await asana.createTask(parentGid, { name, html })
  await store.addBotManagedGids([made.gid])
  return made
}

async function attachFields(target: Target, keys: readonly FieldKey[]): Promise<WriteResult> {
  const attachedFields = await attachFieldDefinitions(target, keys, (gid) =>
    target.asana.addFieldToProject(target.parentGid, gid),
  )
  return {
    fields: { ...target.fields, ...toFields(target, attachedFields) },
    attachedFields: Object.values(attachedFields),
  }
}

async function setTaskFields(target: Target, taskGid: string, wanted: DesiredValues): Promise<WriteResult> {
  const { values, fields } = await resolveValues(target, wanted, target.fields)
  if (Object.keys(values).length > 0) await target.asana.updateTaskFields(taskGid, values)
  return { fields }
}

async function edit({ asana }: Target, commentGid: string, html: string): Promise<WriteResult> {
  await asana.updateComment(commentGid, html)
  return {}
}

async function rewriteNotes({ asana }: Target, taskGid: string, html: string): Promise<WriteResult> {
  await asana.updateTaskDescription(taskGid, html)
  return {}
}

/** Names of options become gids; one that a person removed is made again. Keys without a field are left out. */
async function resolveValues(
  deps: FieldDeps,
  wanted: DesiredValues,
  fields: Fields,
): Promise<{ values: NewValues; fields: Fields }> {
  const values: Record<string, NewValues[string]> = {}
  let known = fields
  for (const [key, value] of Object.entries(wanted) as [FieldKey, DesiredValues[FieldKey]][]) {
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

/** What is written on may vanish meanwhile: that is no fault of ours, and there is nothing left to do. */
async function ignoreNotFound(perform: () => Promise<WriteResult>): Promise<WriteResult> {
  try {
    return await perform()
  } catch (error) {
    if (error instanceof PortError && error.kind === 'not-found') return { notFound: true }
    throw error
  }
}
