import { randomBytes } from 'node:crypto'

/** Where the receiver answers; the token follows. */
export const WEBHOOK_PATH = '/webhooks/asana/'

const TOKEN = /^v2mom-[A-Za-z0-9_-]{43}$/
/** Our addresses end in this path and a token of ours; those of others are none of our business. */
const OUR_TARGET = /^https?:\/\/.+\/webhooks\/asana\/(v2mom-[A-Za-z0-9_-]{43})$/

/** Unguessable, and in a form that shows that the registration is ours. */
export function createToken(): string {
  return `v2mom-${randomBytes(32).toString('base64url')}`
}

/** Whether a token can be one of ours at all. */
export function isTokenFormat(token: string): boolean {
  return TOKEN.test(token)
}

export function toTarget(publicUrl: string, token: string): string {
  return `${publicUrl}${WEBHOOK_PATH}${token}`
}

/** The token in an address of ours, of whatever service and life; undefined for the address of another service. */
export function parseTargetToken(target: string): string | undefined {
  return OUR_TARGET.exec(target)?.[1]
}

/** Text of others, such as an answer that quotes an address, without the tokens in it. */
export function redactTokens(text: string): string {
  return text.replace(/\bv2mom-[A-Za-z0-9_-]{43}/g, 'v2mom-[hidden]')
}
