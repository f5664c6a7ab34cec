import type { Pager } from './paging.ts'
import { parseFields, select } from './select.ts'
import type { Shown, Thing, View } from './shapes/shape.ts'
import type { Act, Gid } from './state.ts'
import type { World } from './world.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type Query = Readonly<Record<string, string>>

/** A request of a known user, taken apart; `path` and `query` are as sent, `data` is the body's. */
export type Call = Readonly<{
  world: World
  view: View
  user: Gid
  act: Act
  page: Pager
  path: string
  params: Query
  query: Query
  data: Readonly<Record<string, unknown>>
}>

export type Answer = Readonly<{ status: number; body: unknown; headers?: Readonly<Record<string, string>> }>

/** `path` is a template of the OpenAPI document, such as `/tasks/{task_gid}`. */
export type Route = Readonly<{ method: Method; path: string; handle: (call: Call) => Answer | Promise<Answer> }>

/** One object, in full unless `opt_fields` says otherwise. */
export function one(call: Call, shown: Thing | null): Answer {
  return { status: 200, body: { data: select(shown, parseFields(call.query['opt_fields']), 'full') } }
}

/** A new object, and where it is. */
export function created(call: Call, collection: string, gid: Gid, shown: Thing | null): Answer {
  return { ...one(call, shown), status: 201, headers: { Location: `/api/1.0/${collection}/${gid}` } }
}

/** A page of a list, each object in compact form unless `opt_fields` says otherwise. */
export function list<T>(call: Call, entries: readonly T[], show: (entry: T) => Shown): Answer {
  const { items, nextPage } = call.page(entries, call.path, call.query)
  const wanted = parseFields(call.query['opt_fields'])
  const data = items.map((entry) => select(show(entry), wanted, 'compact'))
  return { status: 200, body: { data, next_page: nextPage } }
}

/** What Asana answers when there is nothing to say. */
export function nothing(status = 200): Answer {
  return { status, body: { data: {} } }
}
