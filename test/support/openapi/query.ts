import type { Operation, Parameter, Schema } from './document.ts'
import type { Validator } from './validator.ts'

/** What the document has against the parameters of a query. */
export function checkQuery(
  operation: Operation,
  query: Readonly<Record<string, string>>,
  validator: Validator,
): string[] {
  const missing = Object.entries(operation.query).filter(([name, one]) => one.required && query[name] === undefined)
  return [
    ...missing.map(([name]) => `query: ${name} is missing`),
    ...Object.entries(query).flatMap(([name, text]) => checkParameter(name, text, operation.query[name], validator)),
  ]
}

function checkParameter(name: string, text: string, parameter: Parameter | undefined, validator: Validator): string[] {
  if (parameter === undefined) return [`query: ${name} is not in the document`]
  if (name === 'opt_fields') return checkOptFields(text, parameter.schema)
  return validator
    .check('request', parameter.schema, toValue(text, parameter.schema))
    .map((found) => `query ${name}${found}`)
}

function toValue(text: string, schema: Schema): unknown {
  if (schema['type'] === 'integer' || schema['type'] === 'number') return Number(text)
  if (schema['type'] === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return schema['type'] === 'array' ? text.split(',') : text
}

function checkOptFields(text: string, schema: Schema): string[] {
  const documented = new Set((Object(schema['items'])['enum'] as string[] | undefined) ?? [])
  return text
    .split(',')
    .flatMap(expand)
    .filter((path) => !documented.has(path))
    .map((path) => `query opt_fields: ${path} is not in the document`)
}

function expand(path: string): string[] {
  const group = /^([^(]*)\(([^()]*)\)(.*)$/.exec(path)
  if (group === null) return [path]
  const [, before = '', names = '', after = ''] = group
  return names.split('|').flatMap((name) => expand(`${before}${name}${after}`))
}
