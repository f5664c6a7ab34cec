import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A schema as the document writes it, or as JSON Schema. */
export type Schema = { [keyword: string]: unknown }
export type Parameter = Readonly<{ schema: Schema; required: boolean }>
export type Operation = Readonly<{
  query: Readonly<Record<string, Parameter>>
  body?: Schema
  /** By status. */
  answers: Readonly<Record<string, Schema>>
  /** False when the source tells of successful answers only. */
  knowsErrors: boolean
}>
/** Operations by `GET /tasks/{task_gid}`. */
export type ApiDocument = Readonly<{
  schemas: Readonly<Record<string, Schema>>
  operations: Readonly<Record<string, Operation>>
}>

// The document is too large to be kept here; it is looked for beside the repository.
const SHARED = join(import.meta.dirname, '../../../../shared')
const YAML = join(SHARED, 'asana_oas.yaml')
const SUBSET = join(SHARED, 'asana_oas_subset.json')

/** Asana's OpenAPI document, cut down to what is checked; undefined when there is none beside the repository. */
export function readDocument(cacheDir?: string): ApiDocument | undefined {
  const cached = cacheDir === undefined ? undefined : join(cacheDir, 'document.json')
  if (cached !== undefined && existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8'))
  const document = readWhole() ?? readSubset()
  // Parsing the YAML takes a second, so a run of many processes does it once.
  if (cached !== undefined && document) writeFileSync(cached, JSON.stringify(document))
  return document
}

type Source = Readonly<{
  paths: Record<string, Record<string, RawOperation> & { parameters?: RawParameter[] }>
  components: {
    schemas: Record<string, Schema>
    parameters: Record<string, RawParameter>
    responses: Record<string, RawAnswer>
  }
}>
type RawParameter = { $ref?: string; name: string; in: string; required?: boolean; schema: Schema }
type RawAnswer = { $ref?: string; content?: Record<string, { schema: Schema }> }
type RawOperation = { parameters?: RawParameter[]; requestBody?: RawAnswer; responses?: Record<string, RawAnswer> }

const METHODS = ['get', 'post', 'put', 'delete']

function readWhole(): ApiDocument | undefined {
  if (!existsSync(YAML)) return undefined
  const source: Source = parse(readFileSync(YAML, 'utf8'))
  const operations: Record<string, Operation> = {}
  for (const [path, item] of Object.entries(source.paths)) {
    for (const method of METHODS) {
      const raw = item[method]
      if (raw) operations[`${method.toUpperCase()} ${path}`] = toOperation(source, raw, item.parameters ?? [])
    }
  }
  return { schemas: source.components.schemas, operations }
}

function toOperation(source: Source, raw: RawOperation, shared: RawParameter[]): Operation {
  const { parameters, responses } = source.components
  const all = [...shared, ...(raw.parameters ?? [])].map((one) => resolve(one, parameters))
  const query = all.filter((one) => one.in === 'query').map((one) => [one.name, toParameter(one)])
  const answers = Object.entries(raw.responses ?? {}).map(([status, answer]) => [
    status,
    schemaOf(resolve(answer, responses)),
  ])
  const body = raw.requestBody && schemaOf(raw.requestBody)
  return {
    query: Object.fromEntries(query),
    ...(body && { body }),
    answers: Object.fromEntries(answers),
    knowsErrors: true,
  }
}

function toParameter({ schema, required = false }: RawParameter): Parameter {
  return { schema, required }
}

function schemaOf(answer: RawAnswer): Schema {
  return Object.values(answer.content ?? {})[0]?.schema ?? {}
}

function resolve<T extends { $ref?: string }>(raw: T, named: Readonly<Record<string, T>>): T {
  return raw.$ref === undefined ? raw : (named[raw.$ref.split('/').at(-1) ?? ''] ?? raw)
}

type SubsetOperation = {
  query: Record<string, { schema: Schema; required?: boolean }>
  body: Schema | null
  ok: Record<string, Schema>
}
type Subset = { schemas: Record<string, Schema>; paths: Record<string, Record<string, SubsetOperation>> }

function readSubset(): ApiDocument | undefined {
  if (!existsSync(SUBSET)) return undefined
  const source: Subset = JSON.parse(readFileSync(SUBSET, 'utf8'))
  const operations = Object.entries(source.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, raw]) => [`${method.toUpperCase()} ${path}`, fromSubset(raw)]),
  )
  return { schemas: source.schemas, operations: Object.fromEntries(operations) }
}

function fromSubset({ query, body, ok }: SubsetOperation): Operation {
  const parameters = Object.entries(query).map(([name, { schema, required = false }]) => [name, { schema, required }])
  return { query: Object.fromEntries(parameters), ...(body && { body }), answers: ok, knowsErrors: false }
}
