import { Ajv2019, type ErrorObject, type ValidateFunction } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import type { Schema } from './document.ts'
import { open, type Side, toJsonSchema } from './normalise.ts'

export type Validator = Readonly<{
  /** What is wrong with a value, each as `/place what`. */
  check(side: Side, schema: Schema, value: unknown): string[]
}>

/** Validates values against schemas of the document; each schema is compiled when first met. */
export function createValidator(schemas: Readonly<Record<string, Schema>>): Validator {
  const ajvs = new Map<Side, Ajv2019>()
  const compiled = new Map<Side, WeakMap<Schema, ValidateFunction>>()

  return {
    check(side, schema, value) {
      const known = compiled.get(side) ?? new WeakMap()
      compiled.set(side, known)
      const validate = known.get(schema) ?? ajvFor(side).compile(toJsonSchema(schema, side))
      known.set(schema, validate)
      return validate(value) ? [] : [...new Set((validate.errors ?? []).filter(isTelling).map(toText))]
    },
  }

  function ajvFor(side: Side): Ajv2019 {
    const ajv = ajvs.get(side) ?? createAjv(side, schemas)
    ajvs.set(side, ajv)
    return ajv
  }
}

function createAjv(side: Side, schemas: Readonly<Record<string, Schema>>): Ajv2019 {
  const ajv = new Ajv2019({ strict: false, allErrors: true, logger: false })
  addFormats.default(ajv)
  const opened = Object.entries(schemas).map(([name, schema]) => [name, open(schema, side)])
  return ajv.addSchema({ $id: side, components: { schemas: Object.fromEntries(opened) } })
}

/** `anyOf [null, …]` complains about its null branch first, which tells nothing. */
function isTelling({ keyword, params }: ErrorObject): boolean {
  return keyword !== 'anyOf' && !(keyword === 'type' && params['type'] === 'null')
}

function toText({ instancePath, message, params }: ErrorObject): string {
  // One place in a list stands for all, so that a violation is told once.
  const place = instancePath.replaceAll(/\/\d+/g, '/*')
  const detail = params['unevaluatedProperty'] ?? params['allowedValues'] ?? params['type'] ?? params['format'] ?? ''
  return `${place}: ${message} (${String(detail).slice(0, 80)})`
}
