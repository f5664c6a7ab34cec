import type { Schema } from './document.ts'

const widened = new WeakMap<Schema, Schema>()

/** `opt_fields` can ask for the whole record in a list, which the document types as compact whatever is asked. */
export function widenList(
  schema: Schema,
  optFields: string | undefined,
  schemas: Readonly<Record<string, Schema>>,
): Schema {
  if (optFields === undefined) return schema
  const known = widened.get(schema) ?? widen(schema, schemas)
  widened.set(schema, known)
  return known
}

function widen(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  const { data, ...others } = Object(schema['properties'])
  const compact = /(\w+)Compact$/.exec(String(Object(data?.items).$ref))?.[1]
  if (compact === undefined || !(`${compact}Response` in schemas)) return schema
  const items = { $ref: `#/components/schemas/${compact}Response` }
  return { ...schema, properties: { ...others, data: { ...data, items } } }
}
