import type { FieldValue } from '../domain/model.ts'
import type { NewValues } from '../flows/ports/index.ts'

/** The body of a request in Asana's envelope. */
export function body<T extends object>(data: T): { data: T } {
  return { data }
}

/**
 * Options for the few SDK functions that take the body among their options. The SDK also sends every enumerable option
 * as a query parameter (`body=[object Object]`), so the body is not enumerable.
 */
export function optionsWithBody<T extends object>(options: T, data: object): T & { body: object } {
  Object.defineProperty(options, 'body', { value: body(data), enumerable: false })
  return options as T & { body: object }
}

/** The body that sets custom fields on a task or project: an option by its gid, null to empty a field. */
export function toFieldBody(values: NewValues) {
  const toVendorValue = (value: FieldValue | null) =>
    typeof value === 'object' && value !== null ? value.option : value
  const entries = Object.entries(values).map(([gid, value]) => [gid, toVendorValue(value)])
  return body({ custom_fields: Object.fromEntries(entries) })
}
