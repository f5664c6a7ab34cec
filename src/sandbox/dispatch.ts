import { bodyOf, invalid, Refusal } from './errors.ts'
import type { Pager } from './paging.ts'
import type { Answer, Call, Query, Route } from './route.ts'
import { createView } from './shapes/view.ts'
import type { Gid } from './state.ts'
import type { World } from './world.ts'

/** A request below the base URL, its body parsed; `body` is undefined when there was none. */
export type ApiRequest = Readonly<{ method: string; path: string; query: Query; user: Gid; body: unknown }>

export type Match = Readonly<{ route: Route; params: Query }>
export type Matcher = (method: string, path: string) => Match | undefined

/** Finds the route of a path; a wrong method finds none, as a wrong path does. */
export function createMatcher(routes: readonly Route[]): Matcher {
  const patterns = routes.map((route) => ({ route, pattern: toPattern(route.path) }))
  return (method, path) => {
    for (const { route, pattern } of patterns) {
      const params = route.method === method ? pattern.exec(path)?.groups : undefined
      if (params || (route.method === method && pattern.test(path))) return { route, params: { ...params } }
    }
    return undefined
  }
}

function toPattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
}

/** Answers a request from the world; every refusal becomes an answer. */
export async function dispatch(
  world: World,
  page: Pager,
  match: Match | undefined,
  request: ApiRequest,
): Promise<Answer> {
  try {
    if (match === undefined) throw new Refusal(404, 'No matching route for request')
    return await match.route.handle(toCall(world, page, match, request))
  } catch (error) {
    return toRefusal(error)
  }
}

/** The answer that a refusal is; anything else thrown is our own fault, and says so. */
export function toRefusal(error: unknown): Answer {
  if (error instanceof Refusal) return { status: error.status, body: bodyOf(error) }
  console.error(error)
  const message = `Server Error: ${error instanceof Error ? error.message : String(error)}`
  return { status: 500, body: { errors: [{ message, phrase: '6 sad squid snuggle softly' }] } }
}

function toCall(world: World, page: Pager, { params }: Match, request: ApiRequest): Call {
  const { method, path, user } = request
  const { data, options } = method === 'GET' ? {} : readEnvelope(request.body)
  return {
    world,
    view: createView(world.state, user),
    user,
    act: { by: user, source: 'api' },
    page,
    path,
    params,
    query: { ...request.query, ...readOptions(options) },
    data: data ?? {},
  }
}

type Envelope = { data?: Record<string, unknown>; options?: Record<string, unknown> }

function readEnvelope(body: unknown): Envelope {
  if (body === undefined) return {}
  if (!isObject(body)) throw invalid('Could not parse request data, invalid JSON')
  for (const key of Object.keys(body)) {
    if (key === 'data' || key === 'options') continue
    throw invalid(
      `Unrecognized request field ${key} . The only allowed keys at the top level are: data, options. ` +
        'Make sure that your request body is wrapped in data.',
    )
  }
  for (const value of Object.values(body)) if (!isObject(value)) throw invalid('data: Value is not a JSON object')
  return body
}

/** Output options may come in the body as well. */
function readOptions(options: Record<string, unknown> | undefined): Record<string, string> {
  const fields = options?.['fields']
  const { fields: _, ...others } = options ?? {}
  const texts = Object.entries(others).map(([name, value]) => [name, String(value)])
  return { ...Object.fromEntries(texts), ...(Array.isArray(fields) && { opt_fields: fields.join(',') }) }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
