import { randomBytes } from 'node:crypto'

/** Path of the webhook endpoint; the token follows. */
export const WEBHOOK_PATH = '/webhooks/asana/'

const TOKEN = /^v2mom-[A-Za-z0-9_-]{43}$/
/** Webhooks of other programs in the workspace have other addresses. */
const OUR_TARGET = /^https?:\/\/.+\/webhooks\/asana\/(v2mom-[A-Za-z0-9_-]{43})$/

/** Unguessable, and in a form by which the service knows its webhooks. */
export function createToken(): string {
  return `v2mom-${randomBytes(32).toString('base64url')}`
}

/** Whether a token has the form of those that `createToken` makes. */
export function isTokenFormat(token: string): boolean {
  return TOKEN.test(token)
}

export function toTarget(publicUrl: string, token: string): string {
  return `${publicUrl}${WEBHOOK_PATH}${token}`
}

/** The token in a webhook's address, under whatever PUBLIC_URL; undefined for the address of another program. */
export function parseTargetToken(target: string): string | undefined {
  return OUR_TARGET.exec(target)?.[1]
}

/** A text of Asana, which may quote an address, without the tokens in it. */
export function redactTokens(text: string): string {
  return text.replace(/\bv2mom-[A-Za-z0-9_-]{43}/g, 'v2mom-[hidden]')
}
