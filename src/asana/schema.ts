import { z } from 'zod'
import type { FieldValue } from '../domain/model.ts'

/** What several resources share. Anything but a gid may be null or missing. */
export const Ref = z.object({ gid: z.string() })

/** A user, project, portfolio or workspace; Asana leaves out the names of what the token may not see. */
export const Named = z
  .object({ gid: z.string(), name: z.string().nullish() })
  .transform(({ gid, name }) => ({ gid, name: name ?? '' }))

/** The answer to a write whose content is not used. */
export const Done = z.object({ data: z.object({}) }).transform(() => undefined)

/** An answer that carries one object. */
export function singleResource<T>(schema: z.ZodType<T>): z.ZodType<T> {
  return z.object({ data: schema }).transform(({ data }) => data)
}

const Value = z.object({
  gid: z.string(),
  enabled: z.boolean().nullish(),
  number_value: z.number().nullish(),
  text_value: z.string().nullish(),
  enum_value: Ref.nullish(),
})

/** The custom fields an object carries: which they are, and what stands in them, by gid. */
export const FieldValues = z.array(Value).nullish().transform(toFieldValues)

function toFieldValues(fields: z.output<typeof Value>[] | null | undefined) {
  // A field that left the project keeps its last value, disabled: it counts no more.
  const enabled = (fields ?? []).filter((field) => field.enabled !== false)
  const filled = enabled.flatMap((field) => {
    const value = toFieldValue(field)
    return value === undefined ? [] : [[field.gid, value] as const]
  })
  return { fieldGids: enabled.map(({ gid }) => gid), values: Object.fromEntries(filled) }
}

/** Dates, people and other types are none of ours. */
function toFieldValue({ number_value, enum_value, text_value }: z.output<typeof Value>): FieldValue | undefined {
  if (typeof number_value === 'number') return number_value
  if (enum_value) return { option: enum_value.gid }
  return text_value || undefined
}
