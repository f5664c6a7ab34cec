import { z } from 'zod'
import { invalid } from '../errors.ts'
import { isDay } from '../fields.ts'
import type { Day, Field, Gid } from '../state.ts'
import { STATUS_TYPES } from '../state.ts'
import type { TaskPatch } from '../world/task-edits.ts'
import type { World } from '../world.ts'

/** A form as it was sent: one text per name. */
export type Form = Readonly<Record<string, string>>
export const Form: z.ZodType<Form> = z.record(z.string(), z.string())

/** What a form of a task asks to change; an empty text empties. */
export function toTaskPatch(world: World, form: Form): TaskPatch {
  return {
    ...(form['name'] !== undefined && { name: toName(form['name']) }),
    ...(form['assignee'] !== undefined && { assignee: form['assignee'] || null }),
    ...(form['due'] !== undefined && { dueOn: toDay(form['due']) }),
    ...(form['completed'] !== undefined && { completed: form['completed'] === 'yes' }),
    values: toValues(world, form),
  }
}

/** The inputs named `field.<gid>`, as the API takes them. */
export function toValues(world: World, form: Form): Record<Gid, unknown> {
  const typed = Object.entries(form).flatMap(([name, text]) => {
    const field = world.state.tables.custom_field.get(name.replace(/^field\./, ''))
    return field === undefined ? [] : [[field.gid, toValue(field, text.trim())] as const]
  })
  return Object.fromEntries(typed)
}

/** A name is never empty. */
export function toName(text: string | undefined): string {
  const name = text?.trim() ?? ''
  if (name === '') throw invalid('name: Missing input')
  return name
}

const Status = z.object({ type: z.enum(STATUS_TYPES), title: z.string(), text: z.string() })

/** A status update as a person typed it. */
export function toStatus(form: Form): z.infer<typeof Status> {
  const parsed = Status.safeParse(form)
  if (!parsed.success) throw invalid('status: a status, a title and a text are needed')
  return parsed.data
}

function toDay(text: string): Day | null {
  if (text !== '' && !isDay(text)) throw invalid(`due_on: "${text}" is not a day`)
  return text || null
}

function toValue(field: Field, text: string): unknown {
  if (text === '') return null
  return field.subtype === 'number' ? toNumber(field, text) : text
}

/** People type "51,900", "62%" or "1 200"; a percentage field keeps 62% as 0.62. */
function toNumber(field: Field, text: string): number {
  const number = Number(text.replace(/[\s,%\u202f]/g, ''))
  if (!Number.isFinite(number)) throw invalid(`${field.name}: "${text}" is not a number`)
  return field.format === 'percentage' ? number / 100 : number
}
