import { type Request, type Response, Router } from 'express'
import type { Change, Hook, HookReader } from '../flows/ports.ts'
import { parseDelivery } from './delivery.ts'
import { sendError } from './errors.ts'
import { readRawBody } from './raw-body.ts'
import { isSigned } from './signature.ts'
import { Unavailable, within } from './within.ts'

export type WebhookDeps = Readonly<{
  hooks: HookReader
  /** Marks what changed and enqueues the work; rejects when Redis is down. */
  received(hook: Hook, changes: readonly Change[]): Promise<void>
  log: WebhookLog
  /** Counts requests by how they ended. */
  count?(outcome: WebhookOutcome): void
  /** How long Redis may take; default 2000. Asana waits ten seconds. */
  patienceMs?: number
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

const MAX_BODY_BYTES = 10 * 1024 * 1024

/** POST /webhooks/asana/:token, where Asana rings. */
export function createWebhookRouter(deps: WebhookDeps): Router {
  return Router().post('/webhooks/asana/:token', async (request: Request<{ token: string }>, response) => {
    const outcome = await answer(deps, request, response).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error
      deps.log.warn({ err: error }, 'Webhook not taken: Redis does not answer, Asana will try again')
      sendError(response.set('Retry-After', '60'), 503, 'Try again later: the service cannot store this now.')
      return 'unavailable' as const
    })
    deps.count?.(outcome)
  })
}

async function answer(deps: WebhookDeps, request: Request<{ token: string }>, response: Response) {
  const patienceMs = deps.patienceMs ?? 2000
  const hook = await within(patienceMs, () => deps.hooks.read(request.params.token))
  if (hook === undefined) {
    deps.log.debug({}, 'Webhook refused: unknown token')
    sendError(response, 404, 'No webhook lives here.')
    return 'unknown-token'
  }
  const secret = request.get('X-Hook-Secret')
  return secret
    ? shakeHands({ deps, hook, secret, response, patienceMs })
    : takeDelivery({ deps, hook, request, response, patienceMs })
}

type Handshake = { deps: WebhookDeps; hook: Hook; secret: string; response: Response; patienceMs: number }

// The secret is stored before the reply, because Asana tells it only once. Later ones are refused: anybody who learns the
// address could replace the secret.
async function shakeHands({ deps, hook, secret, response, patienceMs }: Handshake): Promise<WebhookOutcome> {
  const { resourceGid, kind } = hook
  if (hook.expecting && (await within(patienceMs, () => deps.hooks.accept(hook.token, secret)))) {
    deps.log.info({ resourceGid, kind }, 'Webhook handshake accepted')
    response.set('X-Hook-Secret', secret).status(200).end()
    return 'handshake'
  }
  deps.log.warn({ resourceGid, kind }, 'Webhook handshake refused: none is expected')
  sendError(response, 401, 'No handshake is expected here.')
  return 'handshake-refused'
}

type Delivery = { deps: WebhookDeps; hook: Hook; request: Request; response: Response; patienceMs: number }

async function takeDelivery({ deps, hook, request, response, patienceMs }: Delivery): Promise<WebhookOutcome> {
  const { resourceGid, kind } = hook
  const refuse = (status: number, outcome: WebhookOutcome, message: string): WebhookOutcome => {
    deps.log.warn({ resourceGid, kind, outcome }, 'Webhook delivery refused')
    sendError(response, status, message)
    return outcome
  }

  const body = await readRawBody(request, MAX_BODY_BYTES)
  if (body === 'cut') return 'cut'
  if (body === 'too-large') return refuse(413, 'too-large', 'The body is larger than 10 MB.')
  if (hook.secret === undefined || !isSigned(hook.secret, body, request.get('X-Hook-Signature'))) {
    return refuse(401, 'bad-signature', 'X-Hook-Signature is missing or does not match the body.')
  }
  const changes = parseDelivery(body)
  if (changes === undefined) return refuse(400, 'not-json', 'The body is not JSON.')

  if (changes.length > 0) await within(patienceMs, () => deps.received(hook, changes))
  deps.log.debug({ resourceGid, kind, changes: changes.length }, 'Webhook delivery taken')
  response.status(200).end()
  return changes.length > 0 ? 'delivery' : 'heartbeat'
}
