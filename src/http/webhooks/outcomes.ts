import type { ServerResponse } from 'node:http'
import type { WebhookRecord } from '../../flows/ports/index.ts'
import { PLAIN_HEADERS } from '../errors.ts'

type Answer = Readonly<{
  /** Undefined where the sender has gone. */
  status: number | undefined
  level: 'debug' | 'warn' | 'error'
  log: string
  message?: string
}>

/** How a webhook request can end, what the sender is told, and what the log. */
const ANSWERS = {
  handshake: { status: 200, level: 'debug', log: 'Webhook handshake accepted' },
  delivery: { status: 200, level: 'debug', log: 'Webhook delivery accepted' },
  heartbeat: { status: 200, level: 'debug', log: 'Webhook delivery accepted' },
  'handshake-refused': {
    status: 401,
    level: 'warn',
    log: 'Webhook handshake rejected: none is expected',
    message: 'No handshake is expected here.',
  },
  'bad-signature': {
    status: 401,
    level: 'warn',
    log: 'Webhook delivery rejected',
    message: 'X-Hook-Signature is missing or does not match the body.',
  },
  'unknown-token': {
    status: 404,
    level: 'debug',
    log: 'Webhook request rejected: unknown token',
    message: 'Unknown webhook.',
  },
  'too-large': {
    status: 413,
    level: 'warn',
    log: 'Webhook delivery rejected',
    message: 'The body is larger than 10 MB.',
  },
  'not-json': { status: 400, level: 'warn', log: 'Webhook delivery rejected', message: 'The body is not JSON.' },
  unavailable: {
    status: 503,
    level: 'warn',
    log: 'Webhook request rejected: Redis unavailable (503)',
    message: 'Try again later: the service cannot store this now.',
  },
  error: { status: 500, level: 'error', log: 'Request failed', message: 'Something failed here: the log says what.' },
  aborted: { status: undefined, level: 'debug', log: 'Webhook request aborted by its sender' },
} as const satisfies Record<string, Answer>

export type WebhookOutcome = keyof typeof ANSWERS

/** How one request ended; `secret` goes back with a handshake, `error` is the reason of `unavailable` and `error`. */
export type Result = Readonly<{ outcome: WebhookOutcome; webhook?: WebhookRecord; secret?: string; error?: unknown }>

export type ResultLog = Readonly<Record<Answer['level'], (fields: object, message: string) => void>>

/** Errors have Asana's shape, and the outcome as a code: the doctor recognises this service by it. */
export function sendResult(response: ServerResponse, { outcome, secret }: Result): void {
  const { status, message }: Answer = ANSWERS[outcome]
  if (status === undefined) return
  for (const [name, value] of Object.entries(PLAIN_HEADERS)) response.setHeader(name, value)
  if (secret !== undefined) response.setHeader('X-Hook-Secret', secret)
  if (outcome === 'unavailable') response.setHeader('Retry-After', '60')
  response.statusCode = status
  if (message === undefined) return void response.end()
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.end(JSON.stringify({ errors: [{ message, code: outcome }] }))
}

/** Neither a token nor a secret is logged, nor anything of a body. */
export function logResult(log: ResultLog, { outcome, webhook, error }: Result): void {
  const { level, log: message } = ANSWERS[outcome]
  log[level](
    {
      outcome,
      ...(webhook ? { gid: webhook.resourceGid, kind: webhook.kind } : {}),
      ...(error === undefined ? {} : { err: error }),
    },
    message,
  )
}
