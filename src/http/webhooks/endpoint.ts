import type { IncomingMessage, RequestListener } from 'node:http'
import type { AsanaEvent, WebhookReader, WebhookRecord } from '../../flows/ports/index.ts'
import { WEBHOOK_PATH } from '../../flows/webhooks/target-url.ts'
import { ServiceUnavailableError, withTimeout } from '../errors.ts'
import { createLastDeliveryRecorder } from './last-delivery.ts'
import { logResult, type Result, type ResultLog, sendResult, type WebhookOutcome } from './outcomes.ts'
import { parseDelivery } from './parse-delivery.ts'
import { createBodyReader } from './raw-body.ts'
import { isSignature, isSigned } from './signature.ts'
import { createWebhookCache } from './webhook-cache.ts'

export type WebhookDeps = Readonly<{
  webhooks: WebhookReader
  /** Enqueues what follows from the events of a delivery; rejects when Redis does not answer. */
  receive(webhook: WebhookRecord, events: readonly AsanaEvent[]): Promise<void>
  log: ResultLog
  clock: () => Date
  /** Redis is known to be down, so that it is not even asked; default: never. */
  isDown?(): boolean
  /** Counts requests by how they ended. */
  count?(outcome: WebhookOutcome): void
  /** How long each of the two questions to Redis may take, in milliseconds; default 900. Asana gives up after 10 s. */
  timeoutMs?: number
  /** Shortest time between two reads of the list of tokens, in milliseconds; default 250. */
  pollIntervalMs?: number
}>

const MB = 1024 * 1024
const BODY_LIMITS = { maxBytes: 10 * MB, maxHeldBytes: 100 * MB }

/** Whether a request is for this endpoint: POST /webhooks/asana/<token>. */
export function isForWebhookEndpoint({ method, url }: IncomingMessage): boolean {
  return method === 'POST' && url !== undefined && url.startsWith(WEBHOOK_PATH)
}

/**
 * Where Asana sends handshakes, deliveries and heartbeats. A handler of node:http rather than a route of Express: it needs
 * the bytes as they came, and nothing that Express adds.
 */
export function createWebhookEndpoint(deps: WebhookDeps): RequestListener {
  const handle = createHandler(deps)
  return async (request, response) => {
    const result = await handle(request).catch(toResult)
    sendResult(response, result)
    logResult(deps.log, result)
    deps.count?.(result.outcome)
  }
}

function toResult(error: unknown): Result {
  return { outcome: error instanceof ServiceUnavailableError ? 'unavailable' : 'error', error }
}

function createHandler(deps: WebhookDeps): (request: IncomingMessage) => Promise<Result> {
  const { webhooks, isDown, timeoutMs = 900, pollIntervalMs } = deps
  const cache = createWebhookCache(webhooks, { pollIntervalMs })
  const readBody = createBodyReader(BODY_LIMITS)
  const recordDelivery = createLastDeliveryRecorder(deps)

  // The secret is stored before the answer, since Asana sends it only once. A second one is refused: the sender may be
  // anyone who learned the address.
  async function completeHandshake(webhook: WebhookRecord, secret: string): Promise<Result> {
    const isExpected =
      webhook.awaitingHandshake && (await withTimeout(timeoutMs, () => webhooks.saveSecret(webhook.token, secret)))
    return isExpected ? { outcome: 'handshake', webhook, secret } : { outcome: 'handshake-refused', webhook }
  }

  async function acceptDelivery(webhook: WebhookRecord, request: IncomingMessage): Promise<Result> {
    const signature = readHeader(request, 'x-hook-signature')
    // A request that cannot be signed is answered before its body arrives.
    if (webhook.secret === undefined || !isSignature(signature)) return { outcome: 'bad-signature', webhook }
    const body = await readBody(request)
    if (body === 'overloaded') throw new ServiceUnavailableError('too many bodies at a time')
    if (body === 'aborted' || body === 'too-large') return { outcome: body, webhook }
    if (!isSigned(webhook.secret, body, signature)) return { outcome: 'bad-signature', webhook }
    const events = parseDelivery(body)
    if (events === undefined) return { outcome: 'not-json', webhook }
    if (events.length > 0) await withTimeout(timeoutMs, () => deps.receive(webhook, events))
    recordDelivery(webhook.token)
    return { outcome: events.length > 0 ? 'delivery' : 'heartbeat', webhook }
  }

  return async (request) => {
    if (isDown?.()) throw new ServiceUnavailableError('Redis is down')
    const token = readToken(request)
    const webhook = cache.peek(token) ?? (await withTimeout(timeoutMs, () => cache.get(token)))
    if (webhook === undefined) return { outcome: 'unknown-token' }
    const secret = readHeader(request, 'x-hook-secret')
    return secret ? completeHandshake(webhook, secret) : acceptDelivery(webhook, request)
  }
}

function readToken({ url = '' }: IncomingMessage): string {
  return url.slice(WEBHOOK_PATH.length).replace(/\?.*$/s, '')
}

function readHeader({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}
