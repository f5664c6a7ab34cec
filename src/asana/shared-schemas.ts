import { z } from 'zod'
import type { FieldValue } from '../domain/model.ts'

/** A reference to an object. Of every object anything but its gid may be null or missing. */
export const Ref = z.object({ gid: z.string() })

/** A user, project, portfolio or workspace; Asana leaves out the names of objects that the token may not see. */
export const Named = z
  .object({ gid: z.string(), name: z.string().nullish() })
  .transform(({ gid, name }) => ({ gid, name: name ?? '' }))

/** The response to a write, whose content is not used. */
export const Done = z.object({ data: z.object({}) }).transform(() => undefined)

/** A response that carries one object. */
export function singleResource<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return z.object({ data: schema }).transform(({ data }) => data)
}

/** The fields that {@link FieldValues} reads, as `opt_fields`. */
export const FIELD_VALUE_FIELDS = [
  'custom_fields.enabled',
  'custom_fields.number_value',
  'custom_fields.text_value',
  'custom_fields.enum_value.name',
]

const Value = z.object({
  gid: z.string(),
  enabled: z.boolean().nullish(),
  number_value: z.number().nullish(),
  text_value: z.string().nullish(),
  enum_value: Ref.nullish(),
})

/** The custom fields of a task or project: the gids of all of them, and the values of those that are filled, by gid. */
export const FieldValues = z.array(Value).nullish().transform(toFieldValues)

function toFieldValues(fields: z.output<typeof Value>[] | null | undefined) {
  // A field that was removed from the project keeps its last value, disabled.
  const enabled = (fields ?? []).filter((field) => field.enabled !== false)
  const filled = enabled.flatMap((field) => {
    const value = toFieldValue(field)
    return value === undefined ? [] : [[field.gid, value] as const]
  })
  return { fieldGids: enabled.map(({ gid }) => gid), values: Object.fromEntries(filled) }
}

/** Undefined for an empty field, and for dates, people and other types that the service does not use. */
function toFieldValue({ number_value, enum_value, text_value }: z.output<typeof Value>): FieldValue | undefined {
  if (typeof number_value === 'number') return number_value
  if (enum_value) return { option: enum_value.gid }
  return text_value || undefined
}
