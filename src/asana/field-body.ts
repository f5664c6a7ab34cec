import type { FieldValue } from '../domain/model.ts'
import type { NewValues } from '../flows/ports/index.ts'
import { body } from './body.ts'

/** The body that sets custom fields on a task or project: an option by its gid, null to empty a field. */
export function toFieldBody(values: NewValues) {
  const custom_fields = Object.fromEntries(Object.entries(values).map(([gid, value]) => [gid, toVendorValue(value)]))
  return body({ custom_fields })
}

function toVendorValue(value: FieldValue | null): number | string | null {
  return typeof value === 'object' && value !== null ? value.option : value
}
