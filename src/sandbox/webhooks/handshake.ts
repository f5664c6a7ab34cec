import { randomBytes } from 'node:crypto'
import { forbidden, invalid } from '../errors.ts'
import type { Filter, Gid, State, Webhook } from '../state.ts'
import { isTaken, post } from './send.ts'

export type NewWebhook = Readonly<{ resource: Gid; target: string; filters: readonly Filter[] }>

const LOCAL = /^(localhost|.*\.localhost|127\..*|\[::1\]|0\.0\.0\.0)$/

/** Refuses a target that is no web address, or, where the sandbox is told to, one on this machine. */
export function checkTarget(target: string, refuseLocal: boolean): void {
  if (!URL.canParse(target) || !/^https?:/.test(target)) throw invalid(`target: Not a valid URL: ${target}`)
  if (refuseLocal && LOCAL.test(new URL(target).hostname)) {
    throw forbidden(`target: The host of ${target} cannot be reached by webhooks`)
  }
}

/** A webhook with a secret of its own, which its target has just given back; else there is none. */
export async function shakeHands(state: State, user: Gid, input: NewWebhook): Promise<Webhook> {
  const secret = randomBytes(32).toString('hex')
  const reply = await post(input.target, { 'X-Hook-Secret': secret }, '{}')
  if (isTaken(reply) && reply.secret === secret) return toWebhook(state, user, input, secret)
  const reason = reply.error ?? `it answered ${reply.status}${isTaken(reply) ? ' without the secret' : ''}`
  throw invalid(`target: The handshake with ${input.target} failed: ${reason}`)
}

function toWebhook(state: State, user: Gid, input: NewWebhook, secret: string): Webhook {
  return {
    ...input,
    gid: state.nextGid(),
    secret,
    user,
    active: false,
    createdAt: state.now(),
    lastSuccessAt: undefined,
    lastFailureAt: undefined,
    lastFailureContent: '',
    deliveryRetryCount: 0,
    nextAttemptAfter: undefined,
    failureDeletionAt: undefined,
  }
}
