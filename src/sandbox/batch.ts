import { invalid } from './errors.ts'

/** One action of a batch, as a request of its own. */
export type BatchAction = Readonly<{ method: string; path: string; query: Record<string, string>; body: unknown }>

const MOST_ACTIONS = 10

/** The actions in the body of a `POST /batch`. */
export function readBatch(body: unknown): BatchAction[] {
  const actions: unknown = Object(Object(body).data).actions
  if (!Array.isArray(actions)) throw invalid('actions: Missing input')
  if (actions.length > MOST_ACTIONS) throw invalid(`actions: A batch can have ${MOST_ACTIONS} actions at most`)
  return actions.map(toRequest)
}

function toRequest(action: unknown): BatchAction {
  const { relative_path, method, data, options } = Object(action)
  if (typeof relative_path !== 'string') throw invalid('relative_path: Missing input')
  if (relative_path.includes('?')) throw invalid('relative_path: Put parameters into data and options')
  const call = String(method ?? 'get').toUpperCase()
  const { fields, ...others } = Object(options)
  const query = toTexts({ ...others, ...(Array.isArray(fields) && { opt_fields: fields.join(',') }) })
  if (call !== 'GET') return { method: call, path: relative_path, query, body: { data: data ?? {} } }
  return { method: call, path: relative_path, query: { ...toTexts(data), ...query }, body: undefined }
}

function toTexts(values: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(Object(values ?? {})).map(([name, value]) => [name, String(value)]))
}
