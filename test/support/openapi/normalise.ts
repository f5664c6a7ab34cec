import type { Schema } from './document.ts'

/** Requests may hold no property that is read-only; answers may hold all. */
export type Side = 'request' | 'answer'

/** Keywords that say something about values; everything else is documentation. */
const KEPT = ['type', 'enum', 'format', 'minimum', 'maximum', 'required', 'minItems', 'maxItems', 'pattern']

/**
 * An OpenAPI 3.0 schema as JSON Schema 2019-09: null where it is allowed, and no property the document does not
 * name, which `unevaluatedProperties` finds across `allOf`.
 */
export function toJsonSchema(schema: Schema, side: Side): Schema {
  return closed(open(schema, side))
}

/** Without closing: what `allOf` composes must not forbid its siblings' properties. */
export function open(schema: Schema, side: Side): Schema {
  if (typeof schema['$ref'] === 'string') return { $ref: schema['$ref'].replace(/^#/, `${side}#`) }
  const branches = list(schema['allOf'])
  const isNullable = [schema, ...branches].some((one) => one['nullable'] === true)
  const whole = { ...scalars(schema), ...nested(schema, branches, side) }
  return isNullable ? { anyOf: [{ type: 'null' }, whole] } : whole
}

function scalars(schema: Schema): Schema {
  return Object.fromEntries(KEPT.filter((key) => key in schema).map((key) => [key, schema[key]]))
}

function nested(schema: Schema, branches: Schema[], side: Side): Schema {
  const { properties, items, additionalProperties } = schema
  // `oneOf` of schemas that only differ in what they document would match twice.
  const choices = [...list(schema['oneOf']), ...list(schema['anyOf'])]
  return {
    ...(branches.length > 0 && { allOf: branches.map((one) => open({ ...one, nullable: false }, side)) }),
    ...(isSchema(properties) && { properties: closeAll(properties, side) }),
    ...(isSchema(items) && { items: toJsonSchema(items, side) }),
    ...(choices.length > 0 && { anyOf: choices.map((one) => toJsonSchema(one, side)) }),
    ...(isSchema(additionalProperties) && { additionalProperties: toJsonSchema(additionalProperties, side) }),
  }
}

function closeAll(properties: Schema, side: Side): Schema {
  const writable = Object.entries(properties).filter(([, one]) => side === 'answer' || !isReadOnly(one))
  return Object.fromEntries(writable.map(([name, one]) => [name, toJsonSchema(one as Schema, side)]))
}

function closed(schema: Schema): Schema {
  if (schema['anyOf'] && !schema['properties']) {
    const { anyOf, ...rest } = schema
    return { ...rest, anyOf: list(anyOf).map(closed) }
  }
  const hasProperties = '$ref' in schema || 'properties' in schema || 'allOf' in schema
  return hasProperties && !('additionalProperties' in schema) ? { ...schema, unevaluatedProperties: false } : schema
}

function isReadOnly(schema: unknown): boolean {
  return isSchema(schema) && schema['readOnly'] === true
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function list(value: unknown): Schema[] {
  return Array.isArray(value) ? value : []
}
