import type { Request, RequestHandler, Response } from 'express'
import { type BatchAction, readBatch } from './batch.ts'
import { type ApiRequest, dispatch, type Matcher, toRefusal } from './dispatch.ts'
import { invalid, Refusal } from './errors.ts'
import { answerWith, type Reply, tooMany, toReply } from './fault-responses.ts'
import type { Faults } from './faults.ts'
import type { Limits } from './limits.ts'
import type { Pager } from './paging.ts'
import type { Exchange } from './request-log.ts'
import type { Answer } from './route.ts'
import type { Gid } from './state.ts'
import type { World } from './world.ts'

export type ApiParts = Readonly<{
  world: World
  match: Matcher
  page: Pager
  faults: Faults
  limits: Limits
  observe: (exchange: Exchange) => void
}>

type Asked = Readonly<{ token: string; user: Gid | undefined; action: BatchAction; isBroken: boolean }>

/** Everything below `/api/1.0`. */
export function createApi(parts: ApiParts): RequestHandler {
  return async (request, response) => {
    const asked = toAsked(parts, request)
    const { reply, isFault } = await answer(parts, asked)
    send(response, reply)
    observe(parts, asked, reply, isFault)
  }
}

function toAsked(parts: ApiParts, request: Request): Asked {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const query = Object.fromEntries(new URL(request.url, 'http://sandbox').searchParams)
  const { body, isBroken } = parseBody(request.body)
  const action = { method: request.method, path: request.path, query, body }
  return { token, user: parts.world.state.tokens.get(token), action, isBroken }
}

function parseBody(raw: unknown): { body: unknown; isBroken: boolean } {
  if (!Buffer.isBuffer(raw) || raw.length === 0) return { body: undefined, isBroken: false }
  try {
    return { body: JSON.parse(raw.toString('utf8')), isBroken: false }
  } catch {
    return { body: undefined, isBroken: true }
  }
}

async function answer(parts: ApiParts, asked: Asked): Promise<{ reply: Reply; isFault: boolean }> {
  const place = enter(parts, asked)
  if ('retryAfter' in place) return { reply: tooMany(place.retryAfter), isFault: true }
  try {
    const fault = parts.faults.take(asked.action.method, asked.action.path)
    const isFault = fault !== undefined && fault.kind !== 'slow'
    return { reply: await answerWith(fault, () => perform(parts, asked)), isFault }
  } finally {
    place.leave()
  }
}

/** Each action of a batch takes a place of its own. */
function enter(parts: ApiParts, { token, action }: Asked) {
  const methods = isBatch(action) ? actionsOf(action).map(({ method }) => method) : [action.method]
  const reads = methods.filter((method) => method === 'GET').length
  return parts.limits.enter(token, reads, methods.length - reads)
}

async function perform(parts: ApiParts, { user, action, isBroken }: Asked): Promise<Answer> {
  if (user === undefined) return toRefusal(new Refusal(401, 'Not Authorized'))
  if (isBroken) return toRefusal(invalid('Could not parse request data, invalid JSON'))
  return isBatch(action) ? performBatch(parts, user, action) : performOne(parts, user, action)
}

function performOne({ world, page, match }: ApiParts, user: Gid, action: BatchAction): Promise<Answer> {
  const request: ApiRequest = { ...action, user }
  return dispatch(world, page, match(action.method, action.path), request)
}

/** All actions at once; each has its own answer, in the order asked. */
async function performBatch(parts: ApiParts, user: Gid, batch: BatchAction): Promise<Answer> {
  let actions: BatchAction[]
  try {
    actions = readBatch(batch.body)
  } catch (error) {
    return toRefusal(error)
  }
  const answers = await Promise.all(actions.map((action) => performOne(parts, user, action)))
  for (const [index, action] of actions.entries()) {
    const asked = { token: '', user, action, isBroken: false }
    const done = answers[index]
    if (done) observe(parts, asked, toReply(done), false)
  }
  const data = answers.map(({ status, headers, body }) => ({ status_code: status, headers: headers ?? {}, body }))
  return { status: 200, body: { data } }
}

function isBatch({ method, path }: BatchAction): boolean {
  return method === 'POST' && path === '/batch'
}

function actionsOf(batch: BatchAction): BatchAction[] {
  try {
    return readBatch(batch.body)
  } catch {
    return [batch]
  }
}

function send(response: Response, { status, headers, text }: Reply): void {
  if (status === undefined) response.socket?.destroy()
  else response.writeHead(status, headers).end(text)
}

function observe(parts: ApiParts, { user, action }: Asked, { status = 0, text }: Reply, isFault: boolean): void {
  const operation = isBatch(action) ? '/batch' : parts.match(action.method, action.path)?.route.path
  parts.observe({
    at: parts.world.state.now(),
    method: action.method,
    path: action.path,
    operation,
    status,
    user,
    query: action.query,
    requestBody: action.body,
    // Read again only when a reader asks.
    get body() {
      return isFault ? text : JSON.parse(text)
    },
    isFault,
  })
}
