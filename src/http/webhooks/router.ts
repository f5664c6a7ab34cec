import { type Request, type Response, Router } from 'express'
import type { AsanaEvent, WebhookReader, WebhookRecord } from '../../flows/ports/index.ts'
import { sendError } from '../errors.ts'
import { PLAIN_HEADERS } from '../headers.ts'
import { ServiceUnavailableError, within } from '../within.ts'
import { createLastDeliveryRecorder } from './last-delivery.ts'
import { parseDelivery } from './parse-delivery.ts'
import { createBodyReader } from './raw-body.ts'
import { isSignature, isSigned } from './signature.ts'
import { createWebhookCache } from './webhook-cache.ts'

export type WebhookDeps = Readonly<{
  webhooks: WebhookReader
  /** Enqueues what follows from the events of a delivery; rejects when Redis does not answer. */
  receive(webhook: WebhookRecord, events: readonly AsanaEvent[]): Promise<void>
  log: WebhookLog
  clock: () => Date
  /** Redis is known to be away, so nothing is even tried; default: never. */
  isDown?(): boolean
  /** Counts requests by how they ended. */
  count?(outcome: WebhookOutcome): void
  /** How long Redis may take for each of its two answers; default 900. Asana waits ten seconds. */
  timeoutMs?: number
  /** Between two looks for tokens that are not known yet; default 250. */
  pollIntervalMs?: number
}>

type WebhookLog = Readonly<Record<'debug' | 'info' | 'warn', (fields: object, message: string) => void>>

export type WebhookOutcome =
  | 'handshake'
  | 'delivery'
  | 'heartbeat'
  | 'handshake-refused'
  | 'unknown-token'
  | 'bad-signature'
  | 'too-large'
  | 'not-json'
  | 'unavailable'
  | 'cut'

const HEADERS = new Map(Object.entries(PLAIN_HEADERS))
const MB = 1024 * 1024
const LIMITS = { maxBytes: 10 * MB, maxHeldBytes: 100 * MB }

type Call = Readonly<{ request: Request<{ token: string }>; response: Response }>
type HookCall = Call & Readonly<{ hook: WebhookRecord }>
type Answer<C> = (call: C) => Promise<WebhookOutcome>

/** POST /webhooks/asana/:token, where Asana rings. */
export function createWebhookRouter(deps: WebhookDeps): Router {
  const answer = createAnswer(deps)
  return Router().post('/webhooks/asana/:token', async (request: Request<{ token: string }>, response) => {
    // Node's own: Express takes its time over each header.
    response.setHeaders(HEADERS)
    const outcome = await answer({ request, response }).catch((error: unknown) => {
      if (!(error instanceof ServiceUnavailableError)) throw error
      deps.log.warn({ err: error }, 'Webhook not taken: it cannot be stored now, Asana will try again')
      sendError(response.set('Retry-After', '60'), 503, 'Try again later: the service cannot store this now.')
      return 'unavailable' as const
    })
    deps.count?.(outcome)
  })
}

function createAnswer(deps: WebhookDeps): Answer<Call> {
  const { webhooks, log, pollIntervalMs, timeoutMs = 900 } = deps
  const directory = createWebhookCache(webhooks, pollIntervalMs === undefined ? {} : { gapMs: pollIntervalMs })
  const completeHandshake = createHandshake(deps, timeoutMs)
  const handleDelivery = createDeliveryHandler(deps, timeoutMs)
  return async ({ request, response }) => {
    if (deps.isDown?.()) throw new ServiceUnavailableError('Redis is away')
    const { token } = request.params
    const hook = directory.known(token) ?? (await within(timeoutMs, () => directory.find(token)))
    if (hook === undefined) {
      log.debug({}, 'Webhook refused: unknown token')
      sendError(response, 404, 'No webhook lives here.')
      return 'unknown-token'
    }
    const call = { request, response, hook }
    return request.get('X-Hook-Secret') ? completeHandshake(call) : handleDelivery(call)
  }
}

// The secret is stored before the reply, because Asana tells it only once. Later ones are refused: anybody who learns the
// address could replace the secret.
function createHandshake({ webhooks, log }: WebhookDeps, timeoutMs: number): Answer<HookCall> {
  return async ({ request, response, hook: { token, resourceGid, kind, awaitingHandshake } }) => {
    const secret = request.get('X-Hook-Secret') ?? ''
    if (awaitingHandshake && (await within(timeoutMs, () => webhooks.saveSecret(token, secret)))) {
      log.debug({ gid: resourceGid, kind }, 'Webhook handshake accepted')
      response.set('X-Hook-Secret', secret).status(200).end()
      return 'handshake'
    }
    log.warn({ gid: resourceGid, kind }, 'Webhook handshake refused: none is expected')
    sendError(response, 401, 'No handshake is expected here.')
    return 'handshake-refused'
  }
}

function createDeliveryHandler(deps: WebhookDeps, timeoutMs: number): Answer<HookCall> {
  const { log } = deps
  const readBody = createBodyReader(LIMITS)
  const recordDelivery = createLastDeliveryRecorder(deps)
  return async ({ request, response, hook }) => {
    const { resourceGid, kind } = hook
    const refuse = (status: number, outcome: WebhookOutcome, message: string): WebhookOutcome => {
      log.warn({ gid: resourceGid, kind, outcome }, 'Webhook delivery refused')
      sendError(response, status, message)
      return outcome
    }
    const unsigned = () => refuse(401, 'bad-signature', 'X-Hook-Signature is missing or does not match the body.')

    const signature = request.get('X-Hook-Signature')
    if (hook.secret === undefined || !isSignature(signature)) return unsigned()
    const body = await readBody(request)
    if (body === 'cut') return 'cut'
    if (body === 'no-room') throw new ServiceUnavailableError('too many bodies at a time')
    if (body === 'too-large') return refuse(413, 'too-large', 'The body is larger than 10 MB.')
    if (!isSigned(hook.secret, body, signature)) return unsigned()
    const take = (outcome: WebhookOutcome): WebhookOutcome => {
      recordDelivery(hook.token)
      log.debug({ gid: resourceGid, kind, outcome }, 'Webhook delivery taken')
      response.end()
      return outcome
    }

    const changes = parseDelivery(body)
    if (changes === undefined) return refuse(400, 'not-json', 'The body is not JSON.')
    if (changes.length === 0) return take('heartbeat')
    await within(timeoutMs, () => deps.receive(hook, changes))
    return take('delivery')
  }
}
